public import AnnealFoundation
public import Foundation
internal import GRDB

/// What happened in all runs of this machine, step by step, in SQLite. Nothing in it is ever changed.
///
/// Each append is on the disk before it returns (`synchronous = FULL` in WAL mode): some milliseconds on a common disk.
public final class RunJournal: Sendable {
    /// A run as a list shows it, without reading its steps.
    public struct Entry: Sendable, Hashable {
        /// The run.
        public var run: RunID
        /// Absolute path of its repository.
        public var repository: String
        /// When it began.
        public var started: Date
    }

    private let database: DatabasePool
    private let crash: CrashPoint?

    /// Opens the journal, and makes it when it is not there.
    ///
    /// - Parameters:
    ///   - file: the database.
    ///   - crash: where to die, in tests.
    /// - Throws: `RunError` when it cannot be opened.
    public init(at file: URL, crash: CrashPoint? = nil) throws {
        self.crash = crash
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            var configuration = Configuration()
            configuration.busyMode = .timeout(20)
            configuration.label = "anneal.journal"
            database = try DatabasePool(path: file.path, configuration: configuration)
            try Self.migrator.migrate(database)
            try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch {
            throw RunError(
                code: .database, message: "the database of runs cannot be opened: \(error)", place: file.path,
                remedy: "check the folder's permissions and the free space")
        }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("journal-1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE run (
                      id TEXT PRIMARY KEY NOT NULL, repository TEXT NOT NULL, started REAL NOT NULL
                    ) STRICT;
                    CREATE INDEX run_by_repository ON run (repository, started);
                    CREATE TABLE journal (
                      run TEXT NOT NULL REFERENCES run (id), sequence INTEGER NOT NULL, time REAL NOT NULL,
                      type TEXT NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (run, sequence)
                    ) STRICT, WITHOUT ROWID;
                    """)
        }
        return migrator
    }

    /// Writes a step down.
    ///
    /// - Parameters:
    ///   - entry: the step.
    ///   - run: the run.
    ///   - time: when.
    /// - Returns: the record.
    /// - Throws: `RunError` when it cannot be written.
    public func append(_ entry: JournalEntry, to run: RunID, time: Date) throws -> JournalRecord {
        try crash?.pass()
        let sequence: Int
        do {
            let payload = try CanonicalJSON.string(entry)
            sequence = try database.write { database in
                if case .started(let start) = entry {
                    try database.execute(
                        sql: "INSERT INTO run (id, repository, started) VALUES (?, ?, ?)",
                        arguments: [run.rawValue, start.repository, time.timeIntervalSince1970])
                }
                let last = try Int.fetchOne(
                    database, sql: "SELECT MAX(sequence) FROM journal WHERE run = ?", arguments: [run.rawValue])
                let next = (last ?? 0) + 1
                try database.execute(
                    sql: "INSERT INTO journal (run, sequence, time, type, payload) VALUES (?, ?, ?, ?, ?)",
                    arguments: [run.rawValue, next, time.timeIntervalSince1970, entry.type, payload])
                return next
            }
        } catch {
            throw Self.failure(error, run: run)
        }
        try crash?.pass()
        return JournalRecord(sequence: sequence, time: time, entry: entry)
    }

    /// The steps of a run in order. Complexity: O(steps).
    ///
    /// - Parameter run: the run.
    /// - Returns: its steps; none for a run that is not known.
    /// - Throws: `RunError` when the journal cannot be read.
    public func records(of run: RunID) throws -> [JournalRecord] {
        do {
            return try database.read { database in
                try Row.fetchAll(
                    database, sql: "SELECT sequence, time, payload FROM journal WHERE run = ? ORDER BY sequence",
                    arguments: [run.rawValue]
                ).map { row in
                    let payload: String = row["payload"]
                    return JournalRecord(
                        sequence: row["sequence"], time: Date(timeIntervalSince1970: row["time"]),
                        entry: try CanonicalJSON.decode(JournalEntry.self, from: Data(payload.utf8)))
                }
            }
        } catch {
            throw Self.failure(error, run: run)
        }
    }

    /// The runs, the newest first. Complexity: O(runs).
    ///
    /// - Parameter repository: only those of this repository; `nil` for all.
    /// - Returns: the runs.
    /// - Throws: `RunError` when the journal cannot be read.
    public func runs(of repository: String? = nil) throws -> [Entry] {
        do {
            return try database.read { database in
                let condition = repository == nil ? "" : "WHERE repository = ?"
                return try Row.fetchAll(
                    database,
                    sql: "SELECT id, repository, started FROM run \(condition) ORDER BY started DESC, rowid DESC",
                    arguments: repository.map { [$0] } ?? []
                ).map { row in
                    Entry(
                        run: RunID(row["id"]), repository: row["repository"],
                        started: Date(timeIntervalSince1970: row["started"]))
                }
            }
        } catch {
            throw Self.failure(error, run: nil)
        }
    }

    private static func failure(_ error: any Error, run: RunID?) -> RunError {
        RunError(
            code: .database, message: "the journal of runs failed: \(error)", place: run?.rawValue,
            remedy: "check the free space; `anneal doctor` finds more")
    }
}
