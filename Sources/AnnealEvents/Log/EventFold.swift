internal import AnnealFoundation
internal import Foundation
internal import GRDB

/// A consumer whose effect is a value in the log's own database, so that each event takes effect exactly once.
///
/// The value and the offset up to which it counts change in one transaction, and only if no other process moved on
/// meanwhile. Wherever a process is killed, the value is that of all events up to its offset.
///
/// An effect elsewhere (a request, a file) needs to be idempotent itself: let the other side keep `CloudEvent.id`.
public struct EventFold<State: Codable & Sendable>: Sendable {
    /// The consumer's name; each has one value.
    public let name: String

    private let log: SQLiteEventLog
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
        name: String, log: SQLiteEventLog, initial: State,
        step: @escaping @Sendable (inout State, StoredEvent) -> Void
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
        let (name, initial) = (name, initial)
        return try await log.reading { try Self.stored(name, initial, in: $0) }
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
        let name = name
        let isMine = try await log.writing { database in
            let position = try Int64.fetchOne(
                database, sql: "SELECT place FROM fold WHERE name = ?", arguments: [name])
            guard position ?? 0 == before.value else { return false }
            try database.execute(
                sql: """
                    INSERT INTO fold (name, place, state) VALUES (?, ?, ?)
                    ON CONFLICT (name) DO UPDATE SET place = excluded.place, state = excluded.state
                    """,
                arguments: [name, last.offset.value, text])
            return true
        }
        return isMine ? events.count : 0
    }

    private static func stored(
        _ name: String, _ initial: State, in database: Database
    ) throws -> (state: State, offset: EventOffset) {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT place, state FROM fold WHERE name = ?", arguments: [name])
        else { return (initial, .beginning) }
        let text: String = row["state"]
        return (
            try CanonicalJSON.decode(State.self, from: Data(text.utf8)), EventOffset(row["place"])
        )
    }
}
