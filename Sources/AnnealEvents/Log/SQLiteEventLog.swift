public import AnnealFoundation
public import Foundation
internal import GRDB
internal import Synchronization

/// The log of events in an SQLite database of its own, which several processes may write and read.
///
/// WAL mode; with the durability `.disk` a batch is on the disk when `append` returns (`synchronous = FULL`), with
/// `.process` it outlives the process but perhaps not the machine. A call of `append` is one transaction, so that its
/// costs are shared by the batch: see `EventWriter`. A writer waits for another one up to twenty seconds.
public final class SQLiteEventLog: EventLog {
    /// What a stored event outlives.
    public enum Durability: Sendable, Hashable {
        /// The process, killed at any moment.
        case process
        /// The machine's power as well.
        case disk
    }

    let database: DatabasePool
    /// The database's file.
    public let path: String
    private let checkpointer: WALCheckpointer

    /// Opens the log, and makes it when it is not there.
    ///
    /// - Parameters:
    ///   - path: the database; see `file(in:)`.
    ///   - durability: what a stored event outlives.
    /// - Throws: `EventLogError`.
    public init(path: String, durability: Durability = .disk) throws(EventLogError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
            var configuration = Configuration()
            configuration.busyMode = .timeout(20)
            configuration.label = "anneal.events"
            configuration.prepareDatabase { database in
                guard !database.configuration.readonly else { return }
                // The checkpointer is there for that; this is for the case that it is always too late.
                try database.execute(
                    sql: """
                        PRAGMA synchronous = \(durability == .disk ? "FULL" : "NORMAL");
                        PRAGMA wal_autocheckpoint = 20000;
                        """)
            }
            database = try DatabasePool(path: path, configuration: configuration)
            try Self.migrator.migrate(database)
            checkpointer = try WALCheckpointer(path: path)
        } catch {
            throw EventLogError(
                code: .unavailable, message: "the log of events cannot be opened: \(error)", place: path,
                remedy: "check that the folder can be written; a damaged file can be moved away, a new one is made")
        }
    }

    /// The log of this machine.
    ///
    /// - Parameter directories: the state folders.
    /// - Returns: the database's file.
    public static func file(in directories: StateDirectories) -> URL {
        directories.state.appending(path: "events.sqlite")
    }

    /// Stores events; see `EventLog`. Complexity: O(events · log of all).
    ///
    /// - Throws: `EventLogError` when it cannot be written or a sequence is taken; then none is stored.
    public func append(_ events: [CloudEvent]) async throws(EventLogError) -> [EventOffset] {
        guard !events.isEmpty else { return [] }
        // JSON is written before the transaction begins, which others wait for.
        let rows = events.map { EventRow($0) }
        do {
            let offsets = try await database.write { database in
                var batch = try EventInsertion(database)
                return try rows.map { try batch.insert($0) }
            }
            checkpointer.note(stored: offsets.count)
            return offsets
        } catch let error as EventLogError {
            throw error
        } catch {
            throw EventLogError(
                code: .notStored, message: "\(events.count) events could not be stored: \(error)", place: path,
                remedy: "check the free space; `anneal doctor` finds more")
        }
    }
}
