/// Keeps account of prefetching: one that is asked for in time earns what a miss costs, one that is not is charged for
/// its work and its place. What the predictor promises is set against what came of it, so that a predictor that promises
/// too much is believed less.
public struct PrefetchLedger<Key: Hashable & Sendable>: Sendable {
    /// What a prefetch in vain costs, as a share of what one in time earns.
    public let charge: Double
    /// After so many requests a prefetch was in vain.
    public let patience: Int
    /// Prefetches in time, faded.
    public private(set) var used = 0.0
    /// Prefetches in vain, faded.
    public private(set) var wasted = 0.0
    private var promised = 0.0
    private var open: [Key: (clock: Int, probability: Double)] = [:]
    private var queue: [(key: Key, clock: Int)] = []
    private var clock = 0

    /// Opens an account.
    public init(charge: Double = 0.5, patience: Int = 64) {
        self.charge = max(0.01, charge)
        self.patience = max(1, patience)
    }

    /// What was earned less what was charged, faded.
    public var balance: Double { used - charge * wasted }

    /// The probability that a predictor has to promise: what breaks even, raised when earlier promises were not kept.
    public var leastProbability: Double {
        let even = charge / (1 + charge)
        let kept = (used + 2) / (promised + 2)
        return min(1, even / min(1, max(kept, 0.01)))
    }

    /// Notes a prefetch.
    public mutating func prefetched(_ key: Key, probability: Double) {
        guard open[key] == nil else { return }
        open[key] = (clock, probability)
        queue.append((key, clock))
    }

    /// Notes a request.
    ///
    /// - Returns: whether the key was prefetched and not asked for until now.
    @discardableResult
    public mutating func requested(_ key: Key) -> Bool {
        clock += 1
        settleOverdue()
        guard let entry = open.removeValue(forKey: key) else { return false }
        settle(entry.probability, isUsed: true)
        return true
    }

    private mutating func settleOverdue() {
        var settled = 0
        while settled < queue.count, clock - queue[settled].clock > patience {
            let (key, time) = queue[settled]
            settled += 1
            guard let entry = open[key], entry.clock == time else { continue }
            open[key] = nil
            settle(entry.probability, isUsed: false)
        }
        if settled > 0 { queue.removeFirst(settled) }
    }

    private mutating func settle(_ probability: Double, isUsed: Bool) {
        // About the last hundred prefetches count.
        used *= 0.99
        wasted *= 0.99
        promised *= 0.99
        promised += probability
        if isUsed { used += 1 } else { wasted += 1 }
    }
}
