public import AnnealFoundation
internal import Foundation
internal import Synchronization

/// Carries events of a run from those who make them to all who listen, in order.
public final class EventBus: Sendable {
    /// A listener; it must not block.
    public typealias Listener = @Sendable (RunEvent) -> Void

    private let listeners = Mutex<[Listener]>([])
    private let run: RunID

    /// Creates a bus for a run.
    public init(run: RunID) { self.run = run }

    /// Adds a listener, which hears every later event in order, one at a time.
    public func listen(_ listener: @escaping Listener) { listeners.withLock { $0.append(listener) } }

    /// Tells an event to all listeners before it returns.
    ///
    /// - Parameters:
    ///   - type: the event's name; see `RunEvent`.
    ///   - task: the task, when there is one.
    ///   - correlation: what ties it to other events.
    ///   - data: what the event tells.
    public func send(
        _ type: String, task: TaskID? = nil, correlation: String? = nil, _ data: [String: JSONValue] = [:]
    ) {
        let event = RunEvent(type: type, time: Date(), run: run, task: task, correlation: correlation, data: data)
        // The lock is held while listeners run, so that two senders cannot change the order that one listener sees.
        listeners.withLock { for listener in $0 { listener(event) } }
    }
}
