public import AnnealFoundation
internal import Foundation
internal import Synchronization

/// Carries events of a run from those who make them to all who listen, in order.
public final class EventBus: Sendable {
    /// A listener; it must not block.
    public typealias Listener = @Sendable (RunEvent) -> Void

    private let listeners = Mutex<[Listener]>([])
    private let run: RunID
    private let redacting: (@Sendable (String) -> String)?

    /// Creates a bus for a run.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - redacting: replaces secrets in every text that an event carries; `nil` leaves texts as they are.
    public init(run: RunID, redacting: (@Sendable (String) -> String)? = nil) {
        self.run = run
        self.redacting = redacting
    }

    /// Adds a listener, which hears every later event in order, one at a time.
    public func listen(_ listener: @escaping Listener) { listeners.withLock { $0.append(listener) } }

    /// Passes every later event on to a hub, in its envelope; a hub's full buffers lose their oldest event.
    ///
    /// - Parameter hub: gets the events.
    public func forward(to hub: EventHub) { listen { hub.offer(CloudEvent($0)) } }

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
        let data = redacting.map { redact in data.mapValues { $0.mapTexts(redact) } } ?? data
        let event = RunEvent(type: type, time: Date(), run: run, task: task, correlation: correlation, data: data)
        // The lock is held while listeners run, so that two senders cannot change the order that one listener sees.
        listeners.withLock { for listener in $0 { listener(event) } }
    }
}

extension JSONValue {
    /// The value with every text in it replaced, keys excepted.
    func mapTexts(_ change: (String) -> String) -> JSONValue {
        switch self {
        case .string(let text): .string(change(text))
        case .array(let items): .array(items.map { $0.mapTexts(change) })
        case .object(let members): .object(members.mapValues { $0.mapTexts(change) })
        default: self
        }
    }
}
