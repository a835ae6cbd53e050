public import AnnealFoundation
public import Foundation
internal import GRDB

extension SQLiteEventLog {
    /// Reads on; see `EventLog`. Complexity: O(log events + read).
    ///
    /// - Throws: `EventLogError`.
    public func read(
        after offset: EventOffset, run: RunID?, limit: Int
    ) async throws(EventLogError) -> [StoredEvent] {
        try await reading { database in
            let condition = run == nil ? "" : "AND run = ?"
            var arguments: StatementArguments = [offset.value]
            if let run { arguments += [run.rawValue] }
            arguments += [max(0, limit)]
            return try Row.fetchAll(
                database, sql: "SELECT \(Self.columns) FROM event WHERE place > ? \(condition) ORDER BY place LIMIT ?",
                arguments: arguments
            ).map { try Self.event(from: $0) }
        }
    }

    /// Reads back; see `EventLog`. Complexity: O(log events + read), and O(events of the run) for one run.
    ///
    /// - Throws: `EventLogError`.
    public func read(
        before offset: EventOffset, run: RunID?, limit: Int
    ) async throws(EventLogError) -> [StoredEvent] {
        try await reading { database in
            let condition = run == nil ? "" : "AND run = ?"
            var arguments: StatementArguments = [offset.value]
            if let run { arguments += [run.rawValue] }
            arguments += [max(0, limit)]
            return try Row.fetchAll(
                database,
                sql: "SELECT \(Self.columns) FROM event WHERE place < ? \(condition) ORDER BY place DESC LIMIT ?",
                arguments: arguments
            ).map { try Self.event(from: $0) }
        }
    }

    /// An event by its identifier. Complexity: O(log events).
    ///
    /// - Parameter id: the identifier.
    /// - Returns: the event; `nil` where the log has none of that name.
    /// - Throws: `EventLogError`.
    public func event(named id: String) async throws(EventLogError) -> StoredEvent? {
        try await reading { database in
            try Row.fetchOne(database, sql: "SELECT \(Self.columns) FROM event WHERE id = ?", arguments: [id])
                .map { try Self.event(from: $0) }
        }
    }

    /// The newest offset; see `EventLog`.
    ///
    /// - Throws: `EventLogError`.
    public func end() async throws(EventLogError) -> EventOffset {
        try await reading { database in
            // What was removed counts as well.
            EventOffset(
                try Int64.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'event'") ?? 0)
        }
    }

    /// Up to where a consumer is done; see `EventLog`.
    ///
    /// - Throws: `EventLogError`.
    public func position(of consumer: String) async throws(EventLogError) -> EventOffset {
        try await reading { database in
            EventOffset(
                try Int64.fetchOne(database, sql: "SELECT place FROM consumer WHERE name = ?", arguments: [consumer])
                    ?? 0)
        }
    }

    /// Says that a consumer is done up to an offset; see `EventLog`.
    ///
    /// - Throws: `EventLogError`.
    public func commit(_ offset: EventOffset, for consumer: String) async throws(EventLogError) {
        try await writing { database in
            try database.execute(
                sql: """
                    INSERT INTO consumer (name, place) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET place = MAX(place, excluded.place)
                    """,
                arguments: [consumer, offset.value])
        }
    }

    /// Removes the oldest events; see `EventLog`. Complexity: O(removed · log events).
    ///
    /// - Throws: `EventLogError`.
    public func retain(_ policy: EventRetention, at now: Date) async throws(EventLogError) -> Int {
        try await writing { database in
            var removed = 0
            if let age = policy.age {
                try database.execute(
                    sql: """
                        DELETE FROM event WHERE place < COALESCE(
                            (SELECT place FROM event WHERE time >= ? ORDER BY place LIMIT 1), 9223372036854775807)
                        """,
                    arguments: [now.timeIntervalSince1970 - age.seconds])
                removed += database.changesCount
            }
            if let count = policy.count {
                try database.execute(
                    sql: """
                        DELETE FROM event WHERE place <= (SELECT place FROM event ORDER BY place DESC LIMIT 1 OFFSET ?)
                        """,
                    arguments: [max(0, count)])
                removed += database.changesCount
            }
            return removed
        }
    }

    func reading<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(EventLogError) -> Value {
        do {
            return try await database.read(body)
        } catch {
            throw EventLogError(
                code: .notRead, message: "the log of events cannot be read: \(error)", place: path,
                remedy: "`anneal doctor` checks the state folder")
        }
    }

    func writing<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(EventLogError) -> Value {
        do {
            return try await database.write(body)
        } catch let error as EventLogError {
            throw error
        } catch {
            throw EventLogError(
                code: .notStored, message: "the log of events could not be changed: \(error)", place: path,
                remedy: "check the free space; `anneal doctor` finds more")
        }
    }

    /// The columns by number: looking them up by name takes as long as reading them.
    private static let columns = """
        place, id, source, type, time, subject, schema, run, task, sequence, severity, module, correlation, extensions, data
        """

    private static func event(from row: Row) throws -> StoredEvent {
        let text: String = row[14]
        var event = CloudEvent(
            type: row[3], source: row[2], time: Date(timeIntervalSince1970: row[4]), id: row[1],
            run: (row[7] as String?).map { RunID($0) }, task: (row[8] as String?).map { TaskID($0) },
            severity: EventSeverity(rawValue: row[10]) ?? .info, data: try JSONValue(parsing: text))
        event.subject = row[5]
        event.dataSchema = row[6]
        event.sequence = row[9]
        event.module = row[11]
        event.correlation = row[12]
        if let extensions = row[13] as String? {
            event.extensions = try JSONValue(parsing: extensions).objectValue ?? [:]
        }
        return StoredEvent(offset: EventOffset(row[0]), event: event)
    }
}
