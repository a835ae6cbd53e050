import AnnealBackends
import AnnealCache
import AnnealTesting
import Foundation
import Synchronization
import Testing

/// What the level on Cassandra does beyond what every level does; that is in `TierTests`.
@Suite("The cache's level on Cassandra", .tags(.integration))
struct CassandraTierTests {
    private static func key(_ name: String) -> CacheKey { CacheKey(kind: "test", parts: [name]) }

    private final class Notices: Sendable {
        private let state = Mutex<[TierNotice]>([])
        var all: [TierNotice] { state.withLock { $0 } }
        func add(_ notice: TierNotice) { state.withLock { $0.append(notice) } }
    }

    private func client(_ peer: CassandraPeer, options: String = "") throws -> CassandraClient {
        CassandraClient(try CassandraConfiguration(peer.address + options))
    }

    /// The statements of `deploy/cassandra.cql`.
    private func deployed() throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "deploy/cassandra.cql"), encoding: .utf8)
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("--") }
        return lines.joined(separator: "\n").split(separator: ";")
            .map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
    }

    @Test("uses the table that the deploy file makes, and says what to do while it is not there")
    func table() async throws {
        try await CassandraPeer.running { peer in
            let client = try client(peer)
            let tier = try CassandraTier(client)
            #expect(try await !tier.hasTable())
            let error = await #expect(throws: CacheError.self) { try await tier.record(for: Self.key("a")) }
            #expect(error?.code == .levelFailed)
            #expect(error?.remedy?.contains("deploy/cassandra.cql") == true)
            let statements = try deployed()
            #expect(statements.count == 2)
            for statement in statements { try await client.execute(CassandraStatement(statement)) }
            #expect(try await tier.hasTable())
            let record = CacheRecord(key: Self.key("a"), value: Data("1".utf8))
            try await tier.store([record])
            #expect(try await tier.record(for: record.key)?.value == record.value)
            // Made twice it is the same table.
            try await tier.makeTable()
            #expect(try await tier.contents().count == 1)
            #expect(try await client.agreeOnSchema())
        }
    }

    @Test("many records go in and out, page after page, and some keyspace of another name is another cache")
    func many() async throws {
        try await CassandraPeer.running { peer in
            var configuration = try CassandraConfiguration(peer.address)
            configuration.pageSize = 64
            let client = CassandraClient(configuration)
            let tier = try CassandraTier(client, createsTable: true)
            let other = try CassandraTier(client, keyspace: "team", createsTable: true)
            let records = (0..<500).map { number in
                CacheRecord(
                    key: Self.key("\(number)"), value: Data("value \(number)".utf8),
                    tags: number.isMultiple(of: 5) ? ["fifth", "x\ny"] : [])
            }
            try await tier.store(records)
            let contents = try await tier.contents()
            #expect(contents.count == 500)
            #expect(contents.bytes == records.reduce(0) { $0 + $1.encoded.count })
            #expect(try await other.contents().count == 0)
            #expect(try await tier.remove(.tag("x")) == 0)
            #expect(try await tier.remove(.tag("x\ny")) == 100)
            try await tier.remove(records.prefix(50).map(\.key))
            #expect(try await tier.contents().count == 360)
            #expect(try await tier.remove(.all) == 360)
            #expect(throws: BackendError.self) { try CassandraTier(client, keyspace: "a\"b") }
        }
    }

    @Test("drops a record when it no longer holds, and a damaged one; keeps none that is too large")
    func expiry() async throws {
        try await CassandraPeer.running { peer in
            let client = try client(peer)
            let tier = try CassandraTier(client, createsTable: true)
            // By a clock that stands it always holds: it is the server that drops it, after a second.
            let standing = try CassandraTier(client, createsTable: true, now: { Date(timeIntervalSince1970: 0) })
            let brief = CacheRecord(
                key: Self.key("a"), value: Data("1".utf8), expires: Date(timeIntervalSince1970: 0.5))
            let past = CacheRecord(key: Self.key("b"), value: Data("1".utf8), expires: Date() - 1)
            let long = CacheRecord(key: Self.key("c"), value: Data("1".utf8), expires: Date() + 1e12)
            let kept = CacheRecord(key: Self.key("d"), value: Data("1".utf8))
            let large = CacheRecord(
                key: kept.key, value: Data("1".utf8),
                tags: (0..<10).map { String(repeating: "\($0)", count: CassandraTier.largest / 8) })
            try await standing.store([brief])
            try await tier.store([past, long, kept])
            #expect(try await tier.record(for: past.key) == nil)
            #expect(try await tier.record(for: long.key)?.expires == long.expires)
            for _ in 0..<500 where try await tier.record(for: brief.key) != nil {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try await tier.record(for: brief.key) == nil)
            #expect(try await tier.record(for: kept.key) != nil)
            try await tier.store([large])
            #expect(try await tier.record(for: kept.key) == nil)
            try await client.execute(
                CassandraStatement(#"PEER {"do": "damage", "table": "anneal.cache", "column": "body"}"#))
            #expect(try await tier.record(for: long.key) == nil)
            #expect(try await tier.contents().count == 0)
        }
    }

    @Test("is passed by when the server is gone, which is noticed, and used again when it is back")
    func passedBy() async throws {
        try await CassandraPeer.running { peer in
            let tier = try CassandraTier(client(peer, options: "?patience=100ms"), createsTable: true)
            let notices = Notices()
            func cache() throws -> StackedCache {
                try StackedCache(lasting: [tier], prefetches: false, notify: { notices.add($0) })
            }
            let first = try cache()
            let one = try await first.value(for: Self.key("a")) { Data("1".utf8) }
            #expect(one == Data("1".utf8))
            for _ in 0..<500 where try await tier.contents().count == 0 { try await Task.sleep(for: .milliseconds(10)) }
            // Another process gets it from the server.
            let two = try await cache().value(for: Self.key("a")) { Data("2".utf8) }
            #expect(two == Data("1".utf8))

            peer.program.kill()
            let cut = try cache()
            let three = try await cut.value(for: Self.key("a")) { Data("3".utf8) }
            #expect(three == Data("3".utf8))
            #expect(notices.all.contains { $0.isFailure && $0.tier == "cassandra" })

            // This server has forgotten its table; it is there again when a process makes it.
            try await peer.start()
            try await CassandraTier(client(peer)).makeTable()
            for _ in 0..<500 where notices.all.last?.isFailure == true {
                _ = try await cut.value(for: Self.key("b\(notices.all.count)")) { nil }
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(notices.all.last?.isFailure == false)
        }
    }

    @Test("says what failed and what to do")
    func failure() async throws {
        try await CassandraPeer.running { peer in
            let tier = try CassandraTier(client(peer, options: "?patience=100ms"))
            peer.program.kill()
            let error = await #expect(throws: CacheError.self) { try await tier.record(for: Self.key("a")) }
            #expect(error?.code == .levelFailed)
            #expect(error?.place == peer.address)
            #expect(error?.remedy != nil)
        }
    }
}
