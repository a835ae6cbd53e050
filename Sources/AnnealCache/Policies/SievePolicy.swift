/// SIEVE: a queue by age in which a hand, moving from old to new, spares what was requested since it last came by.
///
/// Unlike with CLOCK, what is spared stays in its place, so that new objects are sifted quickly and old ones that proved
/// their worth stay.
///
/// Source: Y. Zhang, J. Yang, Y. Yue, Y. Vigfusson, K. V. Rashmi, "SIEVE is simpler than LRU", NSDI 2024.
public struct SievePolicy: ReplacementPolicy {
    /// The sum of sizes that is not exceeded.
    public let capacity: Int
    private var table = SlotTable()
    private var queue = SlotList()
    private var hand: Int32 = -1

    /// Creates an empty cache.
    public init(capacity: Int) { self.capacity = capacity }

    /// The number of objects that are kept.
    public var count: Int { queue.count }
    /// The sum of the sizes of the objects that are kept.
    public var used: Int { queue.used }

    /// Whether a key is kept; asking is no request.
    public func contains(_ key: UInt64) -> Bool { table.find(key) >= 0 }

    /// Handles one request, as the protocol says.
    public mutating func request(_ key: UInt64, size: Int, evicted: inout [UInt64]) -> Bool {
        let slot = table.find(key)
        if slot >= 0 {
            table[slot].frequency = 1
            return true
        }
        guard size <= capacity else { return false }
        while queue.used + size > capacity { evict(into: &evicted) }
        table.insert(key, size: size, into: &queue)
        return false
    }

    private mutating func evict(into evicted: inout [UInt64]) {
        var candidate = hand >= 0 ? hand : queue.tail
        while table[candidate].frequency > 0 {
            table[candidate].frequency = 0
            let newer = table[candidate].previous
            candidate = newer >= 0 ? newer : queue.tail
        }
        hand = table[candidate].previous
        evicted.append(table[candidate].key)
        table.remove(candidate, from: &queue)
    }

    /// Removes a key; tells whether it was kept.
    @discardableResult
    public mutating func remove(_ key: UInt64) -> Bool {
        let slot = table.find(key)
        guard slot >= 0 else { return false }
        if slot == hand { hand = table[slot].previous }
        table.remove(slot, from: &queue)
        return true
    }
}
