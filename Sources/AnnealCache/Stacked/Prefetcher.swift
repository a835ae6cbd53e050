internal import Synchronization

/// The predictor and its account, for many tasks.
final class Prefetcher: Sendable {
    private struct State {
        var predictor = AccessPredictor<CacheKey>()
        var ledger = PrefetchLedger<CacheKey>()
        /// What waits to be brought up.
        var wanted: [(key: CacheKey, probability: Double)] = []
        var worker: Task<Void, Never>?
    }

    /// How many records may wait; a level that is slow is no reason to pile up guesses.
    private static let limit = 32

    private let state = Mutex(State())

    deinit { state.withLock { $0.worker?.cancel() } }

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

    /// Brings records up one after the other, beside whoever asked.
    ///
    /// - Parameters:
    ///   - keys: which, with their probabilities; those that find no room are left out.
    ///   - bringUp: brings one up.
    func fetch(
        _ keys: [(CacheKey, Double)], _ bringUp: @escaping @Sendable (CacheKey, Double) async -> Void
    ) {
        guard !keys.isEmpty else { return }
        state.withLock { state in
            for (key, probability) in keys
            where state.wanted.count < Self.limit && !state.wanted.contains(where: { $0.key == key }) {
                state.wanted.append((key: key, probability: probability))
            }
            guard state.worker == nil else { return }
            state.worker = Task { [weak self] in
                while let next = self?.next() { await bringUp(next.key, next.probability) }
            }
        }
    }

    /// The next record to bring up; after the last one the worker ends.
    private func next() -> (key: CacheKey, probability: Double)? {
        state.withLock { state in
            guard !state.wanted.isEmpty, !Task.isCancelled else {
                state.worker = nil
                return nil
            }
            return state.wanted.removeFirst()
        }
    }

    /// Waits until nothing is being brought up any more.
    func settle() async {
        while let worker = state.withLock({ $0.worker }) { await worker.value }
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
