/// Which requirements have a word: a hash table whose lists are chained in one array.
struct Postings {
    private var keys = [UInt64](repeating: 0, count: 1024)
    /// In how many requirements each slot's word is.
    private(set) var counts = [Int](repeating: 0, count: 1024)
    private var heads = [Int32](repeating: -1, count: 1024)
    private var entries: [(requirement: Int32, next: Int32)] = []
    private var used = 0

    /// Adds a requirement to a word, which is not 0. Complexity: O(1) on average.
    ///
    /// - Parameters:
    ///   - word: the word.
    ///   - requirement: the requirement's index.
    ///   - limit: how many are kept; beyond, they are only counted.
    mutating func add(_ word: UInt64, _ requirement: Int, atMost limit: Int) {
        guard word != 0 else { return }
        if used * 2 >= keys.count { grow() }
        let slot = place(of: word)
        if keys[slot] == 0 {
            keys[slot] = word
            used += 1
        }
        counts[slot] += 1
        guard counts[slot] <= limit else { return }
        entries.append((Int32(requirement), heads[slot]))
        heads[slot] = Int32(entries.count - 1)
    }

    /// Where a word is; `nil` if no requirement has it.
    func slot(of word: UInt64) -> Int? {
        let slot = place(of: word)
        return keys[slot] == word && word != 0 ? slot : nil
    }

    /// Calls a closure with the requirements of a slot.
    func forEach(_ slot: Int, _ body: (Int) -> Void) {
        var entry = heads[slot]
        while entry >= 0 {
            body(Int(entries[Int(entry)].requirement))
            entry = entries[Int(entry)].next
        }
    }

    private func place(of word: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 32) & (keys.count - 1)
        while keys[slot] != 0, keys[slot] != word { slot = (slot + 1) & (keys.count - 1) }
        return slot
    }

    private mutating func grow() {
        let old = (keys, counts, heads)
        keys = [UInt64](repeating: 0, count: old.0.count * 2)
        counts = [Int](repeating: 0, count: keys.count)
        heads = [Int32](repeating: -1, count: keys.count)
        for (index, word) in old.0.enumerated() where word != 0 {
            let slot = place(of: word)
            keys[slot] = word
            counts[slot] = old.1[index]
            heads[slot] = old.2[index]
        }
    }
}
