internal import Synchronization

/// The predictor and its account, for many tasks.
final class Prefetcher: Sendable {
    private struct State {
        var predictor = AccessPredictor<CacheKey>()
        var ledger = PrefetchLedger<CacheKey>()
    }

    private let state = Mutex(State())

    /// Learns from a request and names what should be brought up.
    ///
    /// - Parameters:
    ///   - key: what was asked for.
    ///   - isWanted: decides about a key with its probability and the least that is enough.
    /// - Returns: the keys to bring up, and whether this one was brought up in time.
    func step(
        _ key: CacheKey, isWanted: (CacheKey, Double, Double) -> Bool
    ) -> (wanted: [(CacheKey, Double)], wasPrefetched: Bool) {
        let (successors, least, wasPrefetched) = state.withLock { state in
            let wasPrefetched = state.ledger.requested(key)
            state.predictor.observe(key)
            return (state.predictor.successors(of: key), state.ledger.leastProbability, wasPrefetched)
        }
        let wanted = successors.filter { isWanted($0.key, $0.probability, least) }.map { ($0.key, $0.probability) }
        return (wanted, wasPrefetched)
    }

    func prefetched(_ key: CacheKey, probability: Double) {
        state.withLock { $0.ledger.prefetched(key, probability: probability) }
    }
}

/// Recent requests by fingerprint, approximately.
struct FrequencyCounts: Sendable {
    private var sketch = FrequencySketch(keys: 2_048)
    private var added = 0

    mutating func add(_ key: UInt64) {
        sketch.add(key)
        added += 1
        guard added >= 16_384 else { return }
        added = 0
        sketch.halve()
    }

    func count(_ key: UInt64) -> Int { Int(sketch.estimate(key)) }
}

/// The last notices of levels that failed or work again.
final class NoticeBoard: Sendable {
    private let notices = Mutex<[TierNotice]>([])
    private let notify: @Sendable (TierNotice) -> Void

    init(_ notify: @escaping @Sendable (TierNotice) -> Void) { self.notify = notify }

    var all: [TierNotice] { notices.withLock { $0 } }

    func add(_ notice: TierNotice) {
        notices.withLock { notices in
            notices.append(notice)
            if notices.count > 100 { notices.removeFirst() }
        }
        notify(notice)
    }
}
