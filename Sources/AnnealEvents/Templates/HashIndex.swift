/// A table from hashes to small numbers that remembers when each was last asked for, so that the oldest half can be
/// dropped when it is full. Open addressing, linear probing; O(1) as a rule.
struct HashIndex {
    private var keys: [UInt64]
    private var values: [Int32]
    private var stamps: [UInt32]
    private var clock: UInt32 = 0
    private(set) var count = 0

    init() {
        keys = Array(repeating: 0, count: 1024)
        values = Array(repeating: 0, count: 1024)
        stamps = Array(repeating: 0, count: 1024)
    }

    /// The value of a key, which counts as asked for now.
    @inline(__always) mutating func find(_ key: UInt64) -> Int32? {
        let slot = slot(of: key)
        guard keys[slot] != 0 else { return nil }
        if clock < .max { clock += 1 }
        stamps[slot] = clock
        return values[slot]
    }

    /// Sets the value of a key.
    mutating func set(_ key: UInt64, _ value: Int32) {
        if 4 * (count + 1) > 3 * keys.count { grow() }
        if clock > .max - 2 { rebuild(keeping: 0) { $0 } }
        let slot = slot(of: key)
        if keys[slot] == 0 { count += 1 }
        keys[slot] = key == 0 ? 1 : key
        values[slot] = value
        clock += 1
        stamps[slot] = clock
    }

    /// Keeps the half that was asked for last, with new values.
    ///
    /// - Parameter change: gives a kept entry's new value; `nil` drops it too.
    mutating func dropOldHalf(_ change: (Int32) -> Int32?) { rebuild(keeping: middleStamp, change) }

    /// The values of the half that `dropOldHalf(_:)` would keep.
    func valuesOfYoungHalf() -> [Int32] {
        let bound = middleStamp
        return keys.indices.filter { keys[$0] != 0 && stamps[$0] >= bound }.map { values[$0] }
    }

    private var middleStamp: UInt32 {
        let used = keys.indices.filter { keys[$0] != 0 }.map { stamps[$0] }.sorted()
        return used.isEmpty ? 0 : used[used.count / 2]
    }

    private mutating func grow() {
        let old = (keys, values, stamps)
        empty(capacity: 2 * keys.count)
        for index in old.0.indices where old.0[index] != 0 {
            let slot = slot(of: old.0[index])
            (keys[slot], values[slot], stamps[slot]) = (old.0[index], old.1[index], old.2[index])
        }
    }

    /// Stamps start anew from the order of the old ones, so that the clock does not run over.
    private mutating func rebuild(keeping least: UInt32, _ change: (Int32) -> Int32?) {
        let old = (keys, values, stamps)
        let order = old.0.indices.filter { old.0[$0] != 0 && old.2[$0] >= least }.sorted { old.2[$0] < old.2[$1] }
        empty(capacity: keys.count)
        count = 0
        clock = 0
        for index in order {
            guard let value = change(old.1[index]) else { continue }
            let slot = slot(of: old.0[index])
            clock += 1
            count += 1
            (keys[slot], values[slot], stamps[slot]) = (old.0[index], value, clock)
        }
    }

    private mutating func empty(capacity: Int) {
        keys = Array(repeating: 0, count: capacity)
        values = Array(repeating: 0, count: capacity)
        stamps = Array(repeating: 0, count: capacity)
    }

    @inline(__always) private func slot(of key: UInt64) -> Int {
        let key = key == 0 ? 1 : key
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: TokenHash.mixed(key)) & mask
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }
}
