internal import AnnealFoundation

/// Anneal's default policy: gives up what is least worth its place by the reuse times that it learns as it goes.
///
/// It remembers when keys were requested, also those that are no longer in the cache, and learns from all of them at
/// which age objects with a similar past are requested again (`ReuseModel`). What is kept is ranked by the hits for each
/// unit of time and size that its place can still bring (`DensityIndex`). When room is needed, some objects are drawn
/// at random and join the worst ones seen before; the worst of all goes, which may be the new object itself.
///
/// A request costs O(1); learning is done at misses, a little at each. The history takes about 60 bytes for each key
/// that is remembered.
public struct ReuseTimePolicy: ReplacementPolicy {
    /// The sum of sizes that is not exceeded.
    public let capacity: Int
    /// The sum of the sizes of the objects that are kept.
    public internal(set) var used = 0

    var entries: [Entry] = []
    var index = KeyIndex()
    var residents: [Resident] = []
    var model = ReuseModel()
    var clock: UInt32 = 0
    var random = SplitMix64(seed: 1)
    var worst: [Candidate] = []
    var former: [Candidate] = []
    var nextExposed = 0
    let history: Int
    var free: [Int32] = []
    var oldestGhost: Int32 = -1
    var newestGhost: Int32 = -1
    private var rebuilt: UInt32 = 0

    /// What is known of one key.
    struct Entry: Sendable {
        var key: UInt64
        var size: Int
        /// The time of the last request.
        var last: UInt32
        /// The time up to which its exposure was counted.
        var counted: UInt32
        /// Its place among the residents, or -1.
        var position: Int32
        /// The neighbours in the list of those that are not resident, by the time when they left.
        var older: Int32 = -1
        var newer: Int32 = -1
        var logGap: Int16 = 0
        var requests: UInt8 = 1
        var reuseClass: UInt8 = 0
        var isFree = false
    }

    /// What is needed of an object in the cache when one has to go, in few bytes that lie close together.
    struct Resident: Sendable {
        var slot: Int32
        var last: UInt32
        /// One by its size.
        var lightness: Float
        var reuseClass: UInt8
    }

    /// An object that may go.
    struct Candidate: Sendable {
        var slot: Int32
        var density: Float
    }

    /// Creates an empty cache that remembers at least 65,536 keys.
    public init(capacity: Int) { self.init(capacity: capacity, history: 65_536) }

    /// Creates an empty cache.
    ///
    /// - Parameters:
    ///   - capacity: the sum of the sizes of what may be kept, at least 1.
    ///   - history: how many keys are remembered at least; eight times as many as are kept, if that is more.
    public init(capacity: Int, history: Int) {
        self.capacity = capacity
        self.history = history
    }

    /// The number of objects that are kept.
    public var count: Int { residents.count }

    /// Whether a key is kept; asking is no request.
    public func contains(_ key: UInt64) -> Bool {
        let slot = index.find(key)
        return slot >= 0 && entries[Int(slot)].position >= 0
    }

    /// Handles one request, as the protocol says.
    public mutating func request(_ key: UInt64, size: Int, evicted: inout [UInt64]) -> Bool {
        clock &+= 1
        var slot = index.find(key)
        if slot >= 0 {
            note(slot)
            let place = Int(entries[Int(slot)].position)
            if place >= 0 {
                residents[place].last = clock
                residents[place].reuseClass = entries[Int(slot)].reuseClass
                return true
            }
        }
        learn()
        guard size <= capacity else { return false }
        if slot >= 0 {
            unlinkGhost(slot)
        } else {
            slot = remember(key)
        }
        entries[Int(slot)].size = size
        entries[Int(slot)].position = Int32(residents.count)
        residents.append(
            Resident(
                slot: slot, last: clock, lightness: 1 / Float(size), reuseClass: entries[Int(slot)].reuseClass))
        used += size
        while used > capacity {
            let victim = leastDense(newcomer: slot)
            evicted.append(entries[Int(victim)].key)
            leave(victim)
        }
        return false
    }

    /// Removes a key; tells whether it was kept.
    @discardableResult
    public mutating func remove(_ key: UInt64) -> Bool {
        let slot = index.find(key)
        guard slot >= 0, entries[Int(slot)].position >= 0 else { return false }
        leave(slot)
        return true
    }

    /// Notes a request of a remembered key.
    private mutating func note(_ slot: Int32) {
        expose(Int(slot))
        let age = clock &- entries[Int(slot)].last
        model.observe(entries[Int(slot)].reuseClass, age: age)
        let gap = AgeScale.logarithm(age)
        var entry = entries[Int(slot)]
        // Five sixteenths of the newest gap: what is steady stands out and one odd gap is forgiven.
        entry.logGap =
            entry.requests == 1 ? Int16(gap) : entry.logGap + Int16((gap - Int(entry.logGap)) * 5 / 16)
        entry.requests = min(254, entry.requests) + 1
        entry.last = clock
        entry.reuseClass = UInt8(ReuseClass.number(requests: entry.requests, logGap: Int(entry.logGap)))
        entries[Int(slot)] = entry
    }

    /// Counts the time that an entry was watched since this was last done.
    mutating func expose(_ slot: Int) {
        let entry = entries[slot]
        let watched = max(entry.counted &- entry.last, 0)
        let from = entry.counted &- entry.last < 1 << 31 ? watched : 0
        model.expose(entry.reuseClass, from: from, to: clock &- entry.last)
        entries[slot].counted = clock
    }

    private mutating func learn() {
        countExposures()
        let elapsed = clock &- rebuilt
        guard elapsed >= min(500, max(100, clock / 4)) else { return }
        model.rebuild(elapsed: elapsed)
        rebuilt = clock
    }
}
