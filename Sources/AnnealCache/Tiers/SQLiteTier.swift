internal import Foundation
internal import GRDB
internal import Synchronization

/// The third level: records in an SQLite database in WAL mode, which outlives the process and can be used by several at
/// once. A record is safe from the end of the process when `store` returns.
public final class SQLiteTier: CacheTier {
    /// What reports call it.
    public let name = "sqlite"
    private let database: DatabasePool
    private let path: String
    private let byteLimit: Int
    /// Keys that were asked for since the last writing, with the time.
    private let touched = Mutex<[String: Double]>([:])

    /// Opens the database and brings its tables up to date.
    ///
    /// - Parameters:
    ///   - path: the file; it and its folder are made when missing.
    ///   - byteLimit: the most bytes of records; what was not asked for the longest goes first.
    /// - Throws: `CacheError`.
    public init(path: String, byteLimit: Int = 8 << 30) throws {
        self.path = path
        self.byteLimit = byteLimit
        do {
            try FileManager.default.createDirectory(
                at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            configuration.label = "cache"
            database = try DatabasePool(path: path, configuration: configuration)
            try Self.migrator.migrate(database)
        } catch {
            throw CacheError(
                code: .levelFailed, message: "the database of the cache cannot be opened: \(error)", place: path,
                remedy: "check that the folder can be written; a damaged file can be removed, a new one is made")
        }
    }

    /// Looks a record up, as the protocol says.
    public func record(for key: CacheKey) async throws -> CacheRecord? {
        let body = try await read { database in
            try Data.fetchOne(database, sql: "SELECT body FROM cache_record WHERE key = ?", arguments: [key.text])
        }
        guard let body else { return nil }
        guard let record = RecordCoding.decode(body), record.key == key else {
            try await remove([key])
            return nil
        }
        touched.withLock { $0[key.text] = Date().timeIntervalSince1970 }
        return record
    }

    /// Takes records in, as the protocol says.
    public func store(_ records: [CacheRecord]) async throws {
        let touches = touched.withLock { keys in
            defer { keys = [:] }
            return keys
        }
        let limit = byteLimit
        try await write { database in
            for (key, time) in touches {
                try database.execute(
                    sql: "UPDATE cache_record SET used = ? WHERE key = ?", arguments: [time, key])
            }
            for record in records { try Self.insert(record, into: database) }
            try Self.prune(to: limit, database)
        }
    }

    private static func insert(_ record: CacheRecord, into database: Database) throws {
        let body = RecordCoding.encode(record)
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO cache_record (key, kind, version, body, size, expires, used)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                record.key.text, record.key.kind, record.key.version, body, body.count,
                record.expires?.timeIntervalSince1970, Date().timeIntervalSince1970,
            ])
        try database.execute(sql: "DELETE FROM cache_tag WHERE key = ?", arguments: [record.key.text])
        for tag in Set(record.tags) {
            try database.execute(
                sql: "INSERT INTO cache_tag (tag, key) VALUES (?, ?)", arguments: [tag, record.key.text])
        }
    }

    /// Removes what was not asked for the longest until the limit holds.
    private static func prune(to limit: Int, _ database: Database) throws {
        var total = try Int.fetchOne(database, sql: "SELECT TOTAL(size) FROM cache_record") ?? 0
        while total > limit {
            let oldest = try Row.fetchAll(
                database, sql: "SELECT key, size FROM cache_record ORDER BY used, key LIMIT 100")
            guard !oldest.isEmpty else { return }
            for row in oldest where total > limit {
                try database.execute(sql: "DELETE FROM cache_record WHERE key = ?", arguments: [row["key"] as String])
                total -= row["size"] as Int
            }
        }
    }

    /// Removes records by their keys.
    public func remove(_ keys: [CacheKey]) async throws {
        try await write { database in
            for key in keys {
                try database.execute(sql: "DELETE FROM cache_record WHERE key = ?", arguments: [key.text])
            }
        }
    }

    /// Removes several records; tells how many.
    public func remove(_ selection: CacheSelection) async throws -> Int {
        try await write { database in
            switch selection {
            case .all: try database.execute(sql: "DELETE FROM cache_record")
            case .kind(let kind, let version):
                try database.execute(
                    sql: "DELETE FROM cache_record WHERE kind = ? AND version IS NOT ?", arguments: [kind, version])
            case .tag(let tag):
                try database.execute(
                    sql: "DELETE FROM cache_record WHERE key IN (SELECT key FROM cache_tag WHERE tag = ?)",
                    arguments: [tag])
            case .expired(let now):
                try database.execute(
                    sql: "DELETE FROM cache_record WHERE expires <= ?", arguments: [now.timeIntervalSince1970])
            }
            return database.changesCount
        }
    }

    /// What the level holds.
    public func contents() async throws -> TierContents {
        let limit = byteLimit
        return try await read { database in
            let row = try Row.fetchOne(database, sql: "SELECT COUNT(*) AS n, TOTAL(size) AS bytes FROM cache_record")
            return TierContents(count: row?["n"] ?? 0, bytes: Int(row?["bytes"] as Double? ?? 0), byteLimit: limit)
        }
    }

    /// Adds to counters that outlive the process.
    ///
    /// - Throws: `CacheError`.
    public func count(_ counters: [String: Int]) async throws {
        try await write { database in
            for (name, value) in counters where value != 0 {
                try database.execute(
                    sql: """
                        INSERT INTO cache_counter (name, value) VALUES (?, ?)
                        ON CONFLICT (name) DO UPDATE SET value = value + excluded.value
                        """, arguments: [name, value])
            }
        }
    }

    /// The counters.
    ///
    /// - Throws: `CacheError`.
    public func counters() async throws -> [String: Int] {
        try await read { database in
            let rows = try Row.fetchAll(database, sql: "SELECT name, value FROM cache_counter")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"] as String, $0["value"] as Int) })
        }
    }

    private func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do { return try await database.read(body) } catch { throw failure("cannot be read", error) }
    }

    @discardableResult
    private func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do { return try await database.write(body) } catch { throw failure("was not written", error) }
    }

    private func failure(_ what: String, _ error: any Error) -> any Error {
        if error is CancellationError { return error }
        return CacheError(
            code: .levelFailed, message: "the database of the cache \(what): \(error)", place: path,
            remedy: "check that there is space left and that the file can be written")
    }
}
