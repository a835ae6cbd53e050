public import AnnealCache
public import Foundation
internal import Synchronization

/// A level of the cache on a Cassandra cluster, which many machines can share, and which lasts.
///
/// Each record is a row of its own: its bytes, their number, its tags and the time until which it holds. The servers drop
/// it then by themselves (TTL), at the latest after `longestLife`; one that holds for ever is dropped when the table's
/// `default_time_to_live` says so. There is no limit in bytes. Nothing but the records themselves is kept: removing by
/// tag, kind or time looks at every row, page after page, without its bytes.
public final class CassandraTier: CacheTier {
    /// The longest time that a record with an end is kept, in seconds: a year. It may then be gone before its end.
    public static let longestLife = 31_536_000.0
    /// The largest record that is kept, in bytes: servers refuse rows of more than 16 MiB as they are usually set up.
    public static let largest = 8 << 20

    /// What reports call it.
    public let name = "cassandra"
    let client: CassandraClient
    let keyspace: String
    let table: String
    private let createsTable: Bool
    private let now: @Sendable () -> Date
    private let making = Turns()
    private let isMade: Mutex<Bool>

    /// Creates a level.
    ///
    /// - Parameters:
    ///   - client: the cluster; it needs no keyspace of its own.
    ///   - keyspace: the keyspace of its table: letters, digits and `_`, as with the table's name.
    ///   - table: its table.
    ///   - createsTable: whether keyspace and table are made with the first request when they are missing.
    ///   - now: the time.
    /// - Throws: `BackendError` with the code `usage` when a name is none.
    public init(
        _ client: CassandraClient, keyspace: String = "anneal", table: String = "cache", createsTable: Bool = false,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws(BackendError) {
        for name in [keyspace, table] where !CassandraConfiguration.isName(name) {
            throw BackendError(code: .usage, message: "'\(name.prefix(100))' is no name of a keyspace or a table")
        }
        self.client = client
        self.keyspace = keyspace
        self.table = table
        self.createsTable = createsTable
        self.now = now
        isMade = Mutex(!createsTable)
    }

    /// Looks a record up, as the protocol says; a damaged one is removed and counts as not there.
    public func record(for key: CacheKey) async throws -> CacheRecord? {
        let found = try await asking {
            try await self.client.execute(
                self.statement("SELECT body FROM \(self.place) WHERE key = ?", [.text(key.text)]))
        }
        guard let bytes = found.rows.first?["body"]?.bytes else { return nil }
        guard let record = CacheRecord(encoded: Data(bytes)), record.key == key else {
            try await remove([key])
            return nil
        }
        return record
    }

    /// Takes records in, as the protocol says. One that no longer holds, or is larger than `largest`, is not stored.
    public func store(_ records: [CacheRecord]) async throws {
        let time = now()
        try await carryOut(
            records.map { record in
                let bytes = Array(record.encoded)
                guard record.isValid(at: time), bytes.count <= Self.largest else {
                    return deletion(of: record.key.text)
                }
                var values: [CassandraValue] = [
                    .text(record.key.text), .blob(bytes), .int(Int32(bytes.count)),
                    .set(Set(record.tags).sorted().map { CassandraValue.text($0) }),
                    record.expires.map { CassandraValue.double($0.timeIntervalSince1970) } ?? .null,
                ]
                var text = "INSERT INTO \(place) (key, body, size, tags, expires) VALUES (?, ?, ?, ?, ?)"
                if let expires = record.expires {
                    // The servers' clocks may go otherwise than ours: they are told how long, not until when.
                    let left = expires.timeIntervalSince(time).rounded(.up)
                    text += " USING TTL ?"
                    values.append(.int(Int32(max(1, min(left, Self.longestLife)))))
                }
                return statement(text, values)
            })
    }

    /// Removes records by their keys.
    public func remove(_ keys: [CacheKey]) async throws { try await carryOut(keys.map { deletion(of: $0.text) }) }

    /// Removes several records; tells how many. Complexity: O(all rows of the table).
    public func remove(_ selection: CacheSelection) async throws -> Int {
        let column =
            switch selection {
            case .all, .kind: ""
            case .tag: ", tags"
            case .expired: ", expires"
            }
        let chosen = try await asking {
            var chosen: [String] = []
            for try await row in self.client.rows(self.statement("SELECT key\(column) FROM \(self.place)", [])) {
                if let name = row["key"]?.string, Self.contains(selection, name, row) { chosen.append(name) }
            }
            return chosen
        }
        try await carryOut(chosen.map { deletion(of: $0) })
        return chosen.count
    }

    /// What the level holds. Complexity: O(all rows of the table).
    public func contents() async throws -> TierContents {
        try await asking {
            var contents = TierContents(count: 0, bytes: 0)
            for try await row in self.client.rows(self.statement("SELECT size FROM \(self.place)", [])) {
                contents.count += 1
                contents.bytes += Int(row["size"]?.integer ?? 0)
            }
            return contents
        }
    }

    private static func contains(_ selection: CacheSelection, _ name: String, _ row: CassandraRow) -> Bool {
        switch selection {
        case .all: return true
        case .kind(let kind, let version):
            guard let key = CacheKey(text: name) else { return false }
            return key.kind == kind && key.version != version
        case .tag(let tag): return row["tags"]?.elements?.contains(.text(tag)) ?? false
        case .expired(let now): return row["expires"]?.number.map { $0 <= now.timeIntervalSince1970 } ?? false
        }
    }

    /// The table with its keyspace, as statements name it.
    var place: String { "\"\(keyspace)\".\"\(table)\"" }

    private func statement(_ text: String, _ values: [CassandraValue]) -> CassandraStatement {
        // Whatever is done here can be done twice.
        CassandraStatement(text, values, isIdempotent: true)
    }

    private func deletion(of key: String) -> CassandraStatement {
        statement("DELETE FROM \(place) WHERE key = ?", [.text(key)])
    }

    /// Carries statements out, some at once: each is about a row of its own, and goes to any server.
    private func carryOut(_ statements: [CassandraStatement]) async throws {
        for start in stride(from: 0, to: statements.count, by: 128) {
            let part = statements[start..<min(start + 128, statements.count)]
            try await asking {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for statement in part { group.addTask { _ = try await self.client.execute(statement) } }
                    try await group.waitForAll()
                }
            }
        }
    }

    private func asking<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            if !isMade.withLock({ $0 }) {
                try await making.taking { () async throws in
                    guard !isMade.withLock({ $0 }) else { return }
                    try await makeTable()
                    isMade.withLock { $0 = true }
                }
            }
            return try await body()
        } catch let error as CassandraError {
            if error.backend.code == .cancelled { throw CancellationError() }
            throw CacheError(
                code: .levelFailed, message: error.message, place: error.place,
                remedy: error.server?.kind == .invalid
                    ? "make the table with deploy/cassandra.cql, or add ?create=true to the address"
                    : error.remedy ?? "`anneal doctor --backends` finds more")
        }
    }
}
