/// Entries in arrays: a slot is an index, a list is a chain of indices, a free slot is used again. Entries of several
/// lists share one table, and an entry is in one list at a time.
struct SlotTable: Sendable {
    /// What is known of one key.
    struct Entry: Sendable {
        var key: UInt64
        var size: Int
        var previous: Int32
        var next: Int32
        /// The number of the list that the entry is in.
        var list: UInt8
        /// A count of requests, as far as the policy needs one.
        var frequency: UInt8
    }

    private(set) var index = KeyIndex()
    var entries: [Entry] = []
    private var free: [Int32] = []

    /// The slot of a key, or -1.
    func find(_ key: UInt64) -> Int32 { index.find(key) }

    subscript(slot: Int32) -> Entry {
        _read { yield entries[Int(slot)] }
        _modify { yield &entries[Int(slot)] }
    }

    /// Takes a key in at the head of a list.
    mutating func insert(_ key: UInt64, size: Int, into list: inout SlotList) {
        let entry = Entry(key: key, size: size, previous: -1, next: -1, list: list.number, frequency: 0)
        let slot = entries.place(entry, reusing: &free)
        index.insert(key, slot: slot)
        list.push(slot, in: &self)
    }

    /// Removes an entry from its list and from the table.
    mutating func remove(_ slot: Int32, from list: inout SlotList) {
        list.unlink(slot, in: &self)
        index.remove(self[slot].key)
        free.append(slot)
    }
}

/// A doubly linked list of slots: the newest at the head.
struct SlotList: Sendable {
    let number: UInt8
    private(set) var head: Int32 = -1
    private(set) var tail: Int32 = -1
    private(set) var count = 0
    /// The sum of the sizes.
    private(set) var used = 0

    /// Creates an empty list.
    init(_ number: UInt8 = 0) { self.number = number }

    /// Puts a slot that is in no list at the head.
    mutating func push(_ slot: Int32, in table: inout SlotTable) {
        table[slot].previous = -1
        table[slot].next = head
        table[slot].list = number
        if head >= 0 { table[head].previous = slot } else { tail = slot }
        head = slot
        count += 1
        used += table[slot].size
    }

    /// Takes a slot out of the list.
    mutating func unlink(_ slot: Int32, in table: inout SlotTable) {
        let (previous, next) = (table[slot].previous, table[slot].next)
        if previous >= 0 { table[previous].next = next } else { head = next }
        if next >= 0 { table[next].previous = previous } else { tail = previous }
        count -= 1
        used -= table[slot].size
    }

    /// Makes a slot of the list its newest.
    mutating func moveToHead(_ slot: Int32, in table: inout SlotTable) {
        guard slot != head else { return }
        unlink(slot, in: &table)
        push(slot, in: &table)
    }
}
