internal import Synchronization

/// Decisions that were given away and whose outcome is awaited. They are kept in memory, the newest of them.
final class OpenDecisions: Sendable {
    /// What is known of an identifier.
    enum Taking: Sendable {
        case open(Decision)
        /// An outcome was told already.
        case closed
        case unknown
    }

    private struct State {
        /// A decision, or `nil` where its outcome is known.
        var entries: [String: Decision?] = [:]
        var order: [String] = []
        /// Where the oldest one is in `order`.
        var first = 0
        var open = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    /// - Parameter limit: the most identifiers that are remembered.
    init(limit: Int = 10_000) { self.limit = max(1, limit) }

    /// How many outcomes are awaited.
    var count: Int { state.withLock { $0.open } }

    /// Remembers a decision, and forgets the oldest where there are too many.
    ///
    /// Complexity: O(1) in the mean.
    func add(_ decision: Decision) {
        state.withLock { state in
            state.entries[decision.id] = .some(decision)
            state.order.append(decision.id)
            state.open += 1
            guard state.order.count - state.first > limit else { return }
            if case .some(.some) = state.entries.removeValue(forKey: state.order[state.first]) { state.open -= 1 }
            state.first += 1
            if state.first > limit {
                state.order.removeFirst(state.first)
                state.first = 0
            }
        }
    }

    /// Takes a decision, so that nobody else can tell its outcome.
    func take(_ id: String) -> Taking {
        state.withLock { state in
            guard let entry = state.entries[id] else { return .unknown }
            guard let decision = entry else { return .closed }
            state.entries[id] = .some(nil)
            state.open -= 1
            return .open(decision)
        }
    }

    /// Puts back what was taken, since its outcome could not be stored.
    func putBack(_ decision: Decision) {
        state.withLock { state in
            guard case .some(nil) = state.entries[decision.id] else { return }
            state.entries[decision.id] = .some(decision)
            state.open += 1
        }
    }
}
