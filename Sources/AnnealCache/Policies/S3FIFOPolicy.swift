/// S3-FIFO: a small queue (a tenth of the space) lets most new objects pass through, a main queue keeps what was
/// requested again, and a ghost queue of keys lets what was given up too early come back into the main queue.
///
/// The variant is that of libCacheSim: until something is evicted for the first time, objects that find the small queue
/// full go to the main queue; an object leaves the small queue for the main one after two requests.
///
/// Source: J. Yang, Y. Zhang, Z. Qiu, Y. Yue, K. V. Rashmi, "FIFO queues are all you need for cache eviction", SOSP 2023.
public struct S3FIFOPolicy: ReplacementPolicy {
    /// The sum of sizes that is not exceeded.
    public let capacity: Int
    private let smallCapacity: Int
    private let mainCapacity: Int
    private let ghostCapacity: Int
    private var table = SlotTable()
    private var small = SlotList(0)
    private var main = SlotList(1)
    private var ghost = SlotList(2)
    private var hasEvicted = false

    /// Creates an empty cache. With less than ten units of space there is no small queue, and nothing is kept.
    public init(capacity: Int) {
        self.capacity = capacity
        smallCapacity = Int(Double(capacity) * 0.1)
        mainCapacity = capacity - smallCapacity
        ghostCapacity = Int(Double(capacity) * 0.9)
    }

    /// The number of objects that are kept.
    public var count: Int { small.count + main.count }
    /// The sum of the sizes of the objects that are kept.
    public var used: Int { small.used + main.used }

    /// Whether a key is kept; asking is no request.
    public func contains(_ key: UInt64) -> Bool {
        let slot = table.find(key)
        return slot >= 0 && table[slot].list != ghost.number
    }

    /// Handles one request, as the protocol says.
    public mutating func request(_ key: UInt64, size: Int, evicted: inout [UInt64]) -> Bool {
        let slot = table.find(key)
        var isGhost = false
        if slot >= 0 {
            guard table[slot].list == ghost.number else {
                table[slot].frequency = min(table[slot].frequency + 1, 3)
                return true
            }
            isGhost = true
            table.remove(slot, from: &ghost)
        }
        guard size <= smallCapacity else { return false }
        while used + size > capacity { evict(into: &evicted) }
        if isGhost {
            table.insert(key, size: size, into: &main)
        } else if size < smallCapacity {
            if !hasEvicted, small.used >= smallCapacity {
                table.insert(key, size: size, into: &main)
            } else {
                table.insert(key, size: size, into: &small)
            }
        }
        return false
    }

    private mutating func evict(into evicted: inout [UInt64]) {
        hasEvicted = true
        if main.used > mainCapacity || small.used == 0 {
            evictMain(into: &evicted)
        } else {
            evictSmall(into: &evicted)
        }
    }

    private mutating func evictSmall(into evicted: inout [UInt64]) {
        while small.used > 0 {
            let slot = small.tail
            small.unlink(slot, in: &table)
            let isWanted = table[slot].frequency >= 2
            table[slot].frequency = 0
            guard !isWanted else {
                main.push(slot, in: &table)
                continue
            }
            evicted.append(table[slot].key)
            haunt(slot)
            return
        }
    }

    /// Puts an entry that is in no list into the ghost queue, where there is room for it.
    private mutating func haunt(_ slot: Int32) {
        let size = table[slot].size
        while ghost.used > 0, ghost.used + size > ghostCapacity { table.remove(ghost.tail, from: &ghost) }
        ghost.push(slot, in: &table)
        if size > ghostCapacity { table.remove(slot, from: &ghost) }
    }

    private mutating func evictMain(into evicted: inout [UInt64]) {
        while main.used > 0 {
            let slot = main.tail
            guard table[slot].frequency > 0 else {
                evicted.append(table[slot].key)
                table.remove(slot, from: &main)
                return
            }
            main.moveToHead(slot, in: &table)
            table[slot].frequency -= 1
        }
    }

    /// Removes a key; tells whether it was kept.
    @discardableResult
    public mutating func remove(_ key: UInt64) -> Bool {
        let slot = table.find(key)
        guard slot >= 0 else { return false }
        switch table[slot].list {
        case small.number: table.remove(slot, from: &small)
        case main.number: table.remove(slot, from: &main)
        default:
            table.remove(slot, from: &ghost)
            return false
        }
        return true
    }
}
