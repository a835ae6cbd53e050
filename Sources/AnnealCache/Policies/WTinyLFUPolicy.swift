/// W-TinyLFU: new objects pass through a small window by recency; one that leaves it is taken into the main space only
/// if it was requested more often than what would have to go there. The main space is a segmented LRU list, a fifth of it
/// on probation.
///
/// The variant is that of libCacheSim with a window of one hundredth; below a capacity of 100 the window is empty and
/// nothing is kept.
///
/// Source: G. Einziger, R. Friedman, B. Manes, "TinyLFU: a highly efficient cache admission policy", ACM TOS 13(4), 2017.
public struct WTinyLFUPolicy: ReplacementPolicy {
    /// The sum of sizes that is not exceeded.
    public let capacity: Int
    private let windowCapacity: Int
    private let mainCapacity: Int
    private let probationCapacity: Int
    private let protectedCapacity: Int
    private var table = SlotTable()
    private var window = SlotList(0)
    private var probation = SlotList(1)
    private var protected = SlotList(2)
    private var sketch: FrequencySketch
    private var counted = 0

    /// Creates an empty cache.
    public init(capacity: Int) {
        self.capacity = capacity
        windowCapacity = Int(Double(capacity) * 0.01)
        mainCapacity = capacity - windowCapacity
        probationCapacity = Int(1.0 / 5.0 * Double(mainCapacity))
        protectedCapacity = Int(4.0 / 5.0 * Double(mainCapacity))
        sketch = FrequencySketch(keys: mainCapacity)
    }

    /// The number of objects that are kept.
    public var count: Int { window.count + probation.count + protected.count }
    /// The sum of the sizes of the objects that are kept.
    public var used: Int { window.used + mainUsed }
    private var mainUsed: Int { probation.used + protected.used }

    /// Whether a key is kept; asking is no request.
    public func contains(_ key: UInt64) -> Bool { table.find(key) >= 0 }

    /// Handles one request, as the protocol says.
    public mutating func request(_ key: UInt64, size: Int, evicted: inout [UInt64]) -> Bool {
        let slot = table.find(key)
        if slot >= 0 {
            hit(slot, key, evicted: &evicted)
            return true
        }
        guard size <= windowCapacity, size <= probationCapacity else { return false }
        while used + size > capacity { evict(into: &evicted) }
        table.insert(key, size: size, into: &window)
        sketch.add(key)
        return false
    }

    private mutating func hit(_ slot: Int32, _ key: UInt64, evicted: inout [UInt64]) {
        switch table[slot].list {
        case window.number:
            window.moveToHead(slot, in: &table)
            return
        case protected.number: protected.moveToHead(slot, in: &table)
        default:
            probation.unlink(slot, in: &table)
            protected.push(slot, in: &table)
            while protected.used > protectedCapacity { cool(evicted: &evicted) }
        }
        sketch.add(key)
        counted += 1
        guard counted >= 32 * mainCapacity else { return }
        counted = 0
        sketch.halve()
    }

    /// Moves the oldest protected object to probation.
    private mutating func cool(evicted: inout [UInt64]) {
        let slot = protected.tail
        protected.unlink(slot, in: &table)
        probation.push(slot, in: &table)
        while probation.used > probationCapacity { evictMain(into: &evicted) }
    }

    private mutating func evictMain(into evicted: inout [UInt64]) {
        if probation.used > 0 {
            evicted.append(table[probation.tail].key)
            table.remove(probation.tail, from: &probation)
        } else if protected.used > 0 {
            evicted.append(table[protected.tail].key)
            table.remove(protected.tail, from: &protected)
        }
    }

    /// Lets the oldest object of the window move on, until an object had to go.
    private mutating func evict(into evicted: inout [UInt64]) {
        while window.used > 0 {
            let candidate = window.tail
            let key = table[candidate].key
            var isDone = true
            if mainUsed + table[candidate].size <= mainCapacity {
                window.unlink(candidate, in: &table)
                admit(candidate, evicted: &evicted)
                isDone = false
            } else {
                let victim = probation.used > 0 ? probation.tail : protected.tail
                if sketch.estimate(key) > sketch.estimate(table[victim].key) {
                    evictMain(into: &evicted)
                    window.unlink(candidate, in: &table)
                    admit(candidate, evicted: &evicted)
                } else {
                    evicted.append(key)
                    table.remove(candidate, from: &window)
                }
            }
            sketch.add(key)
            if isDone { return }
        }
        evictMain(into: &evicted)
    }

    /// Puts an entry that is in no list into the lowest segment that has room.
    private mutating func admit(_ slot: Int32, evicted: inout [UInt64]) {
        let size = table[slot].size
        if probation.used + size <= probationCapacity {
            probation.push(slot, in: &table)
        } else if protected.used + size <= protectedCapacity {
            protected.push(slot, in: &table)
        } else {
            while mainUsed + size > mainCapacity, mainUsed > 0 { evictMain(into: &evicted) }
            probation.push(slot, in: &table)
        }
    }

    /// Removes a key; tells whether it was kept.
    @discardableResult
    public mutating func remove(_ key: UInt64) -> Bool {
        let slot = table.find(key)
        guard slot >= 0 else { return false }
        switch table[slot].list {
        case window.number: table.remove(slot, from: &window)
        case probation.number: table.remove(slot, from: &probation)
        default: table.remove(slot, from: &protected)
        }
        return true
    }
}
