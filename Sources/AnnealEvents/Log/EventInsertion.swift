internal import AnnealFoundation
internal import Foundation
internal import GRDB
internal import GRDBSQLite

/// An event with what has to be encoded for its row.
struct EventRow: Sendable {
    let event: CloudEvent
    let extensions: String?
    let data: String

    init(_ event: CloudEvent) {
        self.event = event
        extensions = event.extensions.isEmpty ? nil : JSONBytes.text(.object(event.extensions))
        data = JSONBytes.text(event.data)
    }
}

/// One transaction's worth of inserts.
///
/// Values are bound by SQLite's own functions: GRDB's list of arguments takes as long as the insert itself.
struct EventInsertion {
    private let database: Database
    private let statement: OpaquePointer
    /// Keeps `statement` alive.
    private let owner: Statement
    /// The last sequences of the runs of this batch.
    private var sequences: [RunID: Int] = [:]

    init(_ database: Database) throws {
        self.database = database
        owner = try database.cachedStatement(
            sql: """
                INSERT INTO event
                    (id, source, type, time, subject, schema, run, task, sequence, severity, module, correlation,
                     extensions, data)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                """)
        statement = owner.sqliteStatement
    }

    mutating func insert(_ row: EventRow) throws -> EventOffset {
        let event = row.event
        let sequence = try sequence(for: event)
        bind(row, sequence: sequence)
        let result = sqlite3_step(statement)
        sqlite3_reset(statement)
        if result & 0xFF == SQLITE_CONSTRAINT {
            guard let known = try known(event.id) else {
                throw EventLogError.taken(sequence ?? 0, event.run ?? RunID(""), event.id)
            }
            return known
        }
        guard result == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: result), message: database.lastErrorMessage)
        }
        guard database.changesCount > 0 else { return try known(event.id) ?? .beginning }
        if let run = event.run, let sequence { sequences[run] = sequence }
        return EventOffset(database.lastInsertedRowID)
    }

    private func bind(_ row: EventRow, sequence: Int?) {
        let event = row.event
        bind(event.id, at: 1)
        bind(event.source, at: 2)
        bind(event.type, at: 3)
        sqlite3_bind_double(statement, 4, event.time.timeIntervalSince1970)
        bind(event.subject, at: 5)
        bind(event.dataSchema, at: 6)
        bind(event.run?.rawValue, at: 7)
        bind(event.task?.rawValue, at: 8)
        if let sequence { sqlite3_bind_int64(statement, 9, Int64(sequence)) } else { sqlite3_bind_null(statement, 9) }
        sqlite3_bind_int64(statement, 10, Int64(event.severity.rawValue))
        bind(event.module, at: 11)
        bind(event.correlation, at: 12)
        bind(row.extensions, at: 13)
        bind(row.data, at: 14)
    }

    private func bind(_ text: String?, at index: Int32) {
        guard var text else {
            sqlite3_bind_null(statement, index)
            return
        }
        // SQLITE_TRANSIENT, a macro that Swift does not see: SQLite copies the bytes before it returns.
        let transient = unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type.self)
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                // An empty text has no address, which would be NULL.
                guard let start = bytes.baseAddress, !bytes.isEmpty else {
                    sqlite3_bind_text(statement, index, "", 0, transient)
                    return
                }
                sqlite3_bind_text(statement, index, start, Int32(clamping: bytes.count), transient)
            }
        }
    }

    private func known(_ id: String) throws -> EventOffset? {
        try Int64.fetchOne(
            try database.cachedStatement(sql: "SELECT place FROM event WHERE id = ?"), arguments: [id]
        ).map { EventOffset($0) }
    }

    private mutating func sequence(for event: CloudEvent) throws -> Int? {
        guard let run = event.run else { return event.sequence }
        let last = try sequences[run] ?? lastSequence(of: run)
        sequences[run] = last
        guard let wanted = event.sequence else { return last + 1 }
        // An event that is there already may come again with the sequence that it has.
        if wanted <= last, try known(event.id) == nil { throw EventLogError.taken(wanted, run, event.id) }
        return wanted
    }

    private func lastSequence(of run: RunID) throws -> Int {
        try Int.fetchOne(
            try database.cachedStatement(sql: "SELECT MAX(sequence) FROM event WHERE run = ?"),
            arguments: [run.rawValue]) ?? 0
    }
}
