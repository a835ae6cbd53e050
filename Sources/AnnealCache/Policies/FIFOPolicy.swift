/// First in, first out: what was taken in first goes first, however often it is requested.
public struct FIFOPolicy: ReplacementPolicy {
    /// The sum of sizes that is not exceeded.
    public let capacity: Int
    private var table = SlotTable()
    private var queue = SlotList()

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
        if table.find(key) >= 0 { return true }
        guard size <= capacity else { return false }
        while queue.used + size > capacity {
            evicted.append(table[queue.tail].key)
            table.remove(queue.tail, from: &queue)
        }
        table.insert(key, size: size, into: &queue)
        return false
    }

    /// Removes a key; tells whether it was kept.
    @discardableResult
    public mutating func remove(_ key: UInt64) -> Bool {
        let slot = table.find(key)
        guard slot >= 0 else { return false }
        table.remove(slot, from: &queue)
        return true
    }
}
