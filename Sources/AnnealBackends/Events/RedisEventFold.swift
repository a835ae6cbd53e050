public import AnnealEvents
internal import AnnealFoundation
internal import Foundation

/// A consumer whose effect is a value beside the log in the server, so that each event takes effect exactly once.
///
/// The value and the offset up to which it counts change in one script, and only if no other process moved on meanwhile.
public struct RedisEventFold<State: Codable & Sendable>: Sendable {
    /// The consumer's name; each has one value.
    public let name: String
    private let log: RedisEventLog
    private let initial: State
    private let step: @Sendable (inout State, StoredEvent) -> Void

    /// Describes a consumer.
    ///
    /// - Parameters:
    ///   - name: its name in the log.
    ///   - log: where events come from and the value is kept.
    ///   - initial: the value before the first event.
    ///   - step: what an event does to the value.
    public init(
        name: String, log: RedisEventLog, initial: State, step: @escaping @Sendable (inout State, StoredEvent) -> Void
    ) {
        self.name = name
        self.log = log
        self.initial = initial
        self.step = step
    }

    /// The value and the offset up to which it counts.
    ///
    /// - Returns: the initial value at the beginning when nothing was taken yet.
    /// - Throws: `EventLogError`.
    public func current() async throws(EventLogError) -> (state: State, offset: EventOffset) {
        let reply = try await log.asking(.notRead) { () throws(BackendError) in
            try await log.executor.execute(
                RedisCommand(["HGET", .text(log.key("folds")), .text(name)], isRepeatable: true))
        }
        guard let text = reply.text else { return (initial, .beginning) }
        guard let space = text.firstIndex(of: " "), let offset = Int64(text[..<space]),
            let state = try? CanonicalJSON.decode(State.self, from: Data(text[text.index(after: space)...].utf8))
        else {
            throw EventLogError(
                code: .notRead, message: "the value of '\(name)' cannot be read", place: log.executor.place,
                remedy: "remove it with HDEL \(log.key("folds")) \(name): it is made anew from the events")
        }
        return (state, EventOffset(offset))
    }

    /// Takes further events.
    ///
    /// - Parameter limit: how many at most.
    /// - Returns: how many it took; 0 at the end of the log, and when another process was quicker.
    /// - Throws: `EventLogError`.
    public func advance(limit: Int = 1000) async throws(EventLogError) -> Int {
        let (old, before) = try await current()
        var state = old
        let events = try await log.read(after: before, run: nil, limit: limit)
        guard let last = events.last else { return 0 }
        for event in events { step(&state, event) }
        let text: String
        do {
            text = try CanonicalJSON.string(state)
        } catch {
            throw EventLogError(code: .notStored, message: "the value of '\(name)' is no JSON: \(error)", place: name)
        }
        let reply = try await log.asking(.notStored) { () throws(BackendError) in
            try await RedisEventScripts.advance.run(
                on: log.executor, keys: [log.key("folds")],
                arguments: [
                    .text(name), .text(String(before.value)), .text(String(last.offset.value)), .text(text),
                ])
        }
        return reply.integer == 1 ? events.count : 0
    }
}
