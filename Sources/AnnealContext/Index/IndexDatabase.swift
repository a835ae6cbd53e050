internal import AnnealFoundation
internal import Foundation
internal import GRDB

/// The file of an index: SQLite in WAL mode, so that one process writes while others read.
///
/// Postings lie in segments, one for each update, which are merged when there are many; an entry of a file that is gone
/// is passed over, since its number is in no row of `file`, and dropped by the next merge.
struct IndexDatabase {
    /// Changes whenever what is written changes; an index of another version is made anew.
    static let version = 2

    let pool: DatabasePool
    let path: String
    /// Seconds to wait for another process that writes.
    let patience: Double
    /// Why the file was made anew, if it was.
    let rebuilt: String?

    /// Opens an index, or makes it. One that is damaged or of another version is made anew.
    ///
    /// - Parameters:
    ///   - path: absolute.
    ///   - patience: seconds to wait for another process that writes.
    /// - Throws: `IndexError`.
    init(path: String, patience: Double) throws(IndexError) {
        self.path = path
        self.patience = patience
        do {
            try FileManager.default.createDirectory(
                at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
            (pool, rebuilt) = try Self.open(path, patience: patience)
        } catch let error as IndexError {
            throw error
        } catch {
            throw IndexError(
                code: .store, message: "the index cannot be opened: \(error)", place: path,
                remedy: "check that the folder can be written, or name another file with --index")
        }
    }

    /// Opens an index that was made anew.
    init(path: String, patience: Double, rebuilt: String) throws(IndexError) {
        let database = try IndexDatabase(path: path, patience: patience)
        pool = database.pool
        self.path = path
        self.patience = patience
        self.rebuilt = rebuilt
    }

    private static func open(_ path: String, patience: Double) throws -> (DatabasePool, String?) {
        let existed = FileManager.default.fileExists(atPath: path)
        do {
            let pool = try DatabasePool(path: path, configuration: configuration(patience: patience))
            let version = try pool.read { database in
                try database.tableExists("meta")
                    ? Int.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'version'") : nil
            }
            if version == Self.version { return (pool, nil) }
            if version == nil, try pool.read({ try !$0.tableExists("file") }) {
                try create(pool)
                return (pool, nil)
            }
            try pool.close()
            return (try renewed(path, patience: patience), "the index was of another version")
        } catch let error as DatabaseError where existed && isDamage(error) {
            return (try renewed(path, patience: patience), "the index was damaged (\(error.message ?? "unreadable"))")
        }
    }

    /// Makes an index anew.
    static func renewed(_ path: String, patience: Double) throws -> DatabasePool {
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
        let pool = try DatabasePool(path: path, configuration: configuration(patience: patience))
        try create(pool)
        return pool
    }

    /// Whether an error says that the file is no sound index.
    static func isDamage(_ error: any Error) -> Bool {
        if let error = error as? IndexError { return error.code == .corrupt }
        guard let error = error as? DatabaseError else { return false }
        let code = error.resultCode
        return code == .SQLITE_CORRUPT || code == .SQLITE_NOTADB || code == .SQLITE_MISMATCH
            || (code == .SQLITE_ERROR && (error.message ?? "").hasPrefix("no such"))
    }

    private static func configuration(patience: Double) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.label = "index"
        configuration.prepareDatabase { database in
            // What is lost with the power is found again by the next update.
            try database.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000")
        }
        return configuration
    }

    private static func create(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { database in
            try database.inTransaction(.immediate) {
                // Another process may have been faster.
                guard try !database.tableExists("meta") else { return .commit }
                try database.execute(sql: schema)
                try database.execute(
                    sql: "INSERT INTO meta VALUES ('version', ?), ('made', ?), ('generation', 0), ('nextFile', 0)",
                    arguments: [version, Int64(Date().timeIntervalSince1970 * 1e6)])
                return .commit
            }
        }
    }

    private static let schema = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
        CREATE TABLE file (
            id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, modified INTEGER NOT NULL,
            digest TEXT NOT NULL, language TEXT NOT NULL, category INTEGER NOT NULL, leftOut INTEGER NOT NULL,
            lines INTEGER NOT NULL, lengths BLOB NOT NULL, chunks BLOB NOT NULL, signature BLOB NOT NULL,
            uses BLOB NOT NULL);
        CREATE TABLE segment (id INTEGER PRIMARY KEY, files INTEGER NOT NULL, bytes INTEGER NOT NULL);
        CREATE TABLE posting (
            segment INTEGER NOT NULL, term TEXT NOT NULL, files INTEGER NOT NULL, summary BLOB NOT NULL,
            positions BLOB NOT NULL, PRIMARY KEY (segment, term)) WITHOUT ROWID;
        CREATE TABLE symbol (
            file INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, hash INTEGER NOT NULL,
            kind TEXT NOT NULL, firstLine INTEGER NOT NULL, line INTEGER NOT NULL, lastLine INTEGER NOT NULL,
            parent INTEGER, signature TEXT NOT NULL, documentation TEXT NOT NULL,
            PRIMARY KEY (file, number)) WITHOUT ROWID;
        CREATE INDEX symbolHash ON symbol (hash);
        CREATE TABLE import (file INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (file, name)) WITHOUT ROWID;
        CREATE TABLE edge (file INTEGER PRIMARY KEY, targets BLOB NOT NULL);
        CREATE TABLE piece (file INTEGER PRIMARY KEY, hashes BLOB NOT NULL);
        CREATE TABLE vector (
            model TEXT NOT NULL, hash INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (model, hash)
        ) WITHOUT ROWID;
        CREATE TABLE history (
            number INTEGER PRIMARY KEY, hash TEXT NOT NULL, seconds INTEGER NOT NULL, subject TEXT NOT NULL,
            length REAL NOT NULL, paths BLOB NOT NULL);
        CREATE TABLE historyPath (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);
        CREATE TABLE historyTerm (
            term TEXT NOT NULL, number INTEGER NOT NULL, weight INTEGER NOT NULL, PRIMARY KEY (term, number)
        ) WITHOUT ROWID;
        """
}
