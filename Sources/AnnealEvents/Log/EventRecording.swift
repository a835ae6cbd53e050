internal import Synchronization

/// What became of the events that a recorder was given: for who makes a report while it works.
public final class EventRecording: Sendable {
    private struct State {
        var told = 0
        var done = 0
        var dropped = 0
    }

    private let state = Mutex(State())

    /// Creates an account without events.
    public init() {}

    /// How many events were lost: they gave way to newer ones, or the log did not take them.
    public var dropped: Int { state.withLock { $0.dropped } }

    /// How many events wait for the log.
    public var waiting: Int { state.withLock { max(0, $0.told - $0.done - $0.dropped) } }

    /// Waits until the log has what was told so far; cancellation does not end that, since a run that is stopped has its
    /// report too.
    ///
    /// - Parameter limit: how long at most.
    /// - Returns: how many events the log does not have: those that were lost, and those that still wait.
    public func settle(within limit: Duration = .seconds(2)) async -> Int {
        let end = ContinuousClock.now + limit
        let goal = state.withLock { $0.told }
        await Task {
            while ContinuousClock.now < end, state.withLock({ $0.done + $0.dropped < goal }) {
                try? await Task.sleep(for: .milliseconds(5))
            }
        }.value
        return state.withLock { $0.dropped + max(0, goal - $0.done - $0.dropped) }
    }

    func tell() { state.withLock { $0.told += 1 } }

    func store(_ count: Int) { state.withLock { $0.done += count } }

    func drop(_ count: Int) { state.withLock { $0.dropped += count } }
}
