public import AnnealFoundation
internal import Synchronization

/// A log that lasts as long as its value: for tests and for commands that only look.
public final class InMemoryDecisionLog: DecisionLog {
    private struct State {
        var order: [String] = []
        var decisions: [String: Decision] = [:]
        var outcomes: [String: Outcome] = [:]
    }

    private let state = Mutex(State())

    /// Creates an empty log.
    public init() {}

    /// Every decision in the order in which they were recorded.
    public var all: [Decision] {
        state.withLock { state in state.order.compactMap { state.decisions[$0] } }
    }

    /// Remembers a decision; the first record of an identifier stays.
    public func record(_ decision: Decision) async throws {
        state.withLock { state in
            guard state.decisions[decision.id] == nil else { return }
            state.decisions[decision.id] = decision
            state.order.append(decision.id)
        }
    }

    /// Remembers what came of a decision; a later outcome replaces an earlier one.
    public func record(_ outcome: Outcome) async throws {
        state.withLock { $0.outcomes[outcome.decision] = outcome }
    }

    /// The decisions of a run in the order of time.
    public func decisions(of run: RunID) async throws -> [(Decision, Outcome?)] {
        state.withLock { state in
            state.order.compactMap { state.decisions[$0] }.filter { $0.run == run }.sorted { $0.time < $1.time }
                .map { ($0, state.outcomes[$0.id]) }
        }
    }
}
