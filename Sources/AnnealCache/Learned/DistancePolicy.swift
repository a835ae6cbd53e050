internal import AnnealFoundation

/// A learned policy: of some objects that are drawn the one goes whose next request is predicted to be the farthest, which may
/// be the new object itself.
///
/// What is predicted is learned beforehand from recorded requests (`DistanceTraining`); the policy itself learns nothing. It
/// remembers requests of objects that are no longer kept, some 100 bytes each. A miss that needs room costs 33 predictions.
///
/// Source: Z. Song, D. Berger, K. Li, W. Lloyd, "Learning Relaxed Belady for Content Distribution Network Caching", NSDI 2020:
/// its features, in part, and the 32 drawn objects; without its boundary, and trained once in place of continuously.
public struct DistancePolicy: ReplacementPolicy {
    /// What reports call it.
    public static let name = "learned-distance"
    /// How many objects are drawn at each eviction.
    private static let drawn = 32

    /// The sum of sizes that is not exceeded.
    public let capacity: Int
    /// The sum of the sizes of the objects that are kept.
    public private(set) var used = 0

    private struct Entry: Sendable {
        var key: UInt64
        var size: Int
        var past: KeyPast
        /// Its place among the residents, or -1.
        var position: Int32
        /// When it left, or 0.
        var left = 0
    }

    private let model: DistanceModel?
    private let history: Int
    private var entries: [Entry] = []
    private var index = KeyIndex()
    private var residents: [Int32] = []
    private var free: [Int32] = []
    /// Those that left, the first of them first, with the times; some have come back since.
    private var ghosts: [(slot: Int32, left: Int)] = []
    private var firstGhost = 0
    private var clock = 0
    private var random = SplitMix64(seed: 1)
    private var row: [Float] = []

    /// Creates an empty cache that predicts by age alone.
    public init(capacity: Int) { self.init(capacity: capacity, model: nil) }

    /// Creates an empty cache.
    ///
    /// - Parameters:
    ///   - capacity: the sum of the sizes of what may be kept, at least 1.
    ///   - model: predicts; by age alone without one.
    ///   - history: how many keys are remembered at least; eight times as many as are kept, if that is more.
    public init(capacity: Int, model: DistanceModel?, history: Int = 65_536) {
        self.capacity = capacity
        self.model = model
        self.history = history
    }

    /// The number of objects that are kept.
    public var count: Int { residents.count }

    /// Keys that are remembered.
    var remembered: Int { entries.count - free.count }

    /// Whether a key is kept; asking is no request.
    public func contains(_ key: UInt64) -> Bool {
        let slot = index.find(key)
        return slot >= 0 && entries[Int(slot)].position >= 0
    }

    /// Handles one request, as the protocol says.
    public mutating func request(_ key: UInt64, size: Int, evicted: inout [UInt64]) -> Bool {
        clock += 1
        var slot = index.find(key)
        if slot >= 0 {
            entries[Int(slot)].past.note(at: clock)
            if entries[Int(slot)].position >= 0 { return true }
        }
        guard size <= capacity else { return false }
        if slot < 0 { slot = remember(key) }
        entries[Int(slot)].size = size
        entries[Int(slot)].left = 0
        entries[Int(slot)].position = Int32(residents.count)
        residents.append(slot)
        used += size
        while used > capacity {
            let victim = farthest(newcomer: slot)
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

    /// The object whose next request is the farthest among the new one and some that are drawn, or all where there are few.
    private mutating func farthest(newcomer: Int32) -> Int32 {
        var victim = newcomer
        var most = distance(newcomer)
        let isWhole = residents.count <= Self.drawn
        for number in 0..<min(Self.drawn, residents.count) {
            let place = isWhole ? number : Int(random.next() % UInt64(residents.count))
            let slot = residents[place]
            guard slot != newcomer else { continue }
            let distance = distance(slot)
            if distance > most { (victim, most) = (slot, distance) }
        }
        return victim
    }

    private mutating func distance(_ slot: Int32) -> Float {
        let entry = entries[Int(slot)]
        guard let model else { return Float(clock - entry.past.last) }
        row.removeAll(keepingCapacity: true)
        entry.past.append(to: &row, at: clock, size: entry.size)
        return model.distance(row)
    }

    /// A slot for a key that is not remembered; the one that left longest ago is forgotten when there are too many.
    private mutating func remember(_ key: UInt64) -> Int32 {
        if remembered >= max(history, 8 * residents.count) { forget() }
        let entry = Entry(key: key, size: 1, past: KeyPast(at: clock), position: -1)
        let slot = entries.place(entry, reusing: &free)
        index.insert(key, slot: slot)
        return slot
    }

    private mutating func forget() {
        while firstGhost < ghosts.count {
            let ghost = ghosts[firstGhost]
            firstGhost += 1
            // One that came back since is none.
            guard entries[Int(ghost.slot)].left == ghost.left else { continue }
            entries[Int(ghost.slot)].left = 0
            index.remove(entries[Int(ghost.slot)].key)
            free.append(ghost.slot)
            return
        }
    }

    /// Takes an object out of the cache; its past is remembered.
    private mutating func leave(_ slot: Int32) {
        let place = Int(entries[Int(slot)].position)
        let moved = residents.removeLast()
        if moved != slot {
            residents[place] = moved
            entries[Int(moved)].position = Int32(place)
        }
        used -= entries[Int(slot)].size
        entries[Int(slot)].position = -1
        entries[Int(slot)].left = clock
        ghosts.append((slot, clock))
        guard ghosts.count > 2 * entries.count + 64 else { return }
        let known = entries
        ghosts = ghosts[firstGhost...].filter { known[Int($0.slot)].left == $0.left }
        firstGhost = 0
    }
}
