/// Predicts what is asked for next from what was asked for last: a Markov chain of the first order with a few successors
/// for each key, older counts fading.
///
/// Source: D. Joseph, D. Grunwald, "Prefetching using Markov predictors", ISCA 1997.
public struct AccessPredictor<Key: Hashable & Sendable>: Sendable {
    fileprivate struct Context: Sendable {
        var successors: [(key: Key, count: Double)] = []
        var total = 0.0
    }

    private var contexts: [Key: Context] = [:]
    /// Keys with contexts in the order of their making, as a ring.
    private var order: [Key] = []
    private var next = 0
    private var last: Key?
    private let limit: Int
    private let width: Int

    /// Creates a predictor that knows nothing.
    ///
    /// - Parameters:
    ///   - limit: the most keys whose successors are remembered; the oldest make room.
    ///   - width: the most successors of a key.
    public init(limit: Int = 4_096, width: Int = 4) {
        self.limit = max(1, limit)
        self.width = max(1, width)
    }

    /// Learns from a request. Complexity: O(width).
    public mutating func observe(_ key: Key) {
        defer { last = key }
        guard let last, last != key else { return }
        if contexts[last] == nil {
            if order.count < limit {
                order.append(last)
            } else {
                contexts[order[next]] = nil
                order[next] = last
                next = (next + 1) % limit
            }
        }
        contexts[last, default: Context()].note(key, width: width)
    }

    /// What may follow a key, the likeliest first, with probabilities that leave room for what was never seen.
    public func successors(of key: Key) -> [(key: Key, probability: Double)] {
        guard let context = contexts[key] else { return [] }
        return context.successors.map { ($0.key, $0.count / (context.total + 1)) }
            .sorted { $0.probability > $1.probability }
    }
}

extension AccessPredictor.Context {
    /// Counts a successor; one that is new takes the place of the rarest when there is no room.
    fileprivate mutating func note(_ key: Key, width: Int) {
        total += 1
        if let place = successors.firstIndex(where: { $0.key == key }) {
            successors[place].count += 1
        } else if successors.count < width {
            successors.append((key, 1))
        } else if let place = successors.indices.min(by: { successors[$0].count < successors[$1].count }) {
            // The rarest fades, so that it has to be seen again to keep its place.
            successors[place].count -= 1
            if successors[place].count <= 0 { successors[place] = (key, 1) }
        }
        guard total >= 64 else { return }
        total /= 2
        for place in successors.indices { successors[place].count /= 2 }
    }
}
