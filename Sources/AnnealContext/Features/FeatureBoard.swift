public import AnnealEvents
internal import AnnealFoundation
internal import Synchronization

/// Holds live features and brings them up to date from a log of events.
public final class FeatureBoard: Sendable {
    private struct State {
        var features: LiveFeatures
        var offset = EventOffset.beginning
    }

    private let state: Mutex<State>

    /// Creates a board without features.
    ///
    /// - Parameter repository: absolute path of the repository whose runs count; all runs when `nil`.
    public init(repository: String? = nil) { state = Mutex(State(features: LiveFeatures(repository: repository))) }

    /// The features as they are.
    public var features: LiveFeatures { state.withLock { $0.features } }

    /// Takes the events that came since the last time.
    ///
    /// - Parameter log: the log; always the same.
    /// - Returns: how many events were new.
    /// - Throws: `EventLogError`. Complexity: O(n) in the new events.
    @discardableResult
    public func refresh(from log: any EventLog) async throws -> Int {
        var taken = 0
        while true {
            let offset = state.withLock { $0.offset }
            let page = try await log.read(after: offset, run: nil, limit: 500)
            guard !page.isEmpty else { return taken }
            let fresh = state.withLock { state in
                // Another call may have taken some of them meanwhile.
                let fresh = page.filter { $0.offset > state.offset }
                for stored in fresh {
                    state.features.absorb(stored.event)
                    state.offset = stored.offset
                }
                return fresh.count
            }
            taken += fresh
        }
    }

    /// Follows a log until the task is cancelled.
    ///
    /// - Parameters:
    ///   - log: the log.
    ///   - interval: how often to look for new events.
    /// - Throws: `EventLogError`, `CancellationError`.
    public func follow(_ log: any EventLog, every interval: Duration = .milliseconds(200)) async throws {
        while true {
            try await refresh(from: log)
            try await Task.sleep(for: interval)
        }
    }
}
