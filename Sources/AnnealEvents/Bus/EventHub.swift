internal import Synchronization

/// Carries events of all runs in this process to those who asked for some of them, in order.
///
/// A subscription has a buffer of its own. `publish` waits for the slowest subscriber that wants to miss nothing, which is
/// how back-pressure reaches the producer; `offer` never waits, and full buffers lose their oldest event.
public final class EventHub: Sendable {
    private struct State {
        var subscriptions: [EventSubscription] = []
        var isFinished = false
    }

    private let state = Mutex(State())

    /// Creates a hub without subscribers.
    public init() {}

    /// Asks for events.
    ///
    /// - Parameters:
    ///   - filter: which; all when not given.
    ///   - capacity: how many events its buffer holds.
    ///   - overflow: what happens when they are more.
    /// - Returns: the events from now on; it ends when it is cancelled or the hub is finished.
    public func subscribe(
        to filter: EventFilter? = nil, capacity: Int = 1024, overflow: EventSubscription.Overflow = .wait
    ) -> EventSubscription {
        let subscription = EventSubscription(filter: filter, capacity: capacity, overflow: overflow)
        let isFinished = state.withLock { state in
            if !state.isFinished { state.subscriptions.append(subscription) }
            return state.isFinished
        }
        if isFinished { subscription.cancel() }
        return subscription
    }

    /// Tells an event to all who asked for it; waits for room where nothing may be missed.
    ///
    /// Events that one task publishes arrive in the order in which it does.
    ///
    /// - Parameter event: the event.
    public func publish(_ event: CloudEvent) async {
        for subscription in current() { await subscription.deliver(event) }
    }

    /// Tells an event to all who asked for it, without waiting; for callers that cannot wait.
    ///
    /// - Parameter event: the event.
    public func offer(_ event: CloudEvent) {
        for subscription in current() { subscription.offer(event) }
    }

    /// Ends all subscriptions once they have taken what is in their buffers.
    public func finish() {
        let subscriptions = state.withLock { state in
            state.isFinished = true
            defer { state.subscriptions = [] }
            return state.subscriptions
        }
        for subscription in subscriptions { subscription.cancel() }
    }

    private func current() -> [EventSubscription] {
        state.withLock { state in
            if state.subscriptions.contains(where: \.isCancelled) {
                state.subscriptions.removeAll(where: \.isCancelled)
            }
            return state.subscriptions
        }
    }
}
