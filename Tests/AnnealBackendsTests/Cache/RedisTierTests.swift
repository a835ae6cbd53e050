import AnnealBackends
import AnnealCache
import AnnealTesting
import Foundation
import Synchronization
import Testing

/// What the level on Redis does beyond what every level does; that is in `TierTests`.
@Suite("The cache's level on Redis", .tags(.integration))
struct RedisTierTests {
    private static func key(_ name: String) -> CacheKey { CacheKey(kind: "test", parts: [name]) }

    private final class Notices: Sendable {
        private let state = Mutex<[TierNotice]>([])
        var all: [TierNotice] { state.withLock { $0 } }
        func add(_ notice: TierNotice) { state.withLock { $0.append(notice) } }
    }

    @Test("is passed by when the server is gone, which is noticed, and used again when it is back")
    func passedBy() async throws {
        try await RedisServer.running { server in
            let client = RedisClient(try RedisConfiguration(server.address + "?patience=2s"))
            let tier = RedisTier(client)
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

            server.program.kill()
            let cut = try cache()
            let three = try await cut.value(for: Self.key("a")) { Data("3".utf8) }
            #expect(three == Data("3".utf8))
            #expect(notices.all.contains { $0.isFailure && $0.tier == "redis" })

            try await server.start()
            for _ in 0..<500 where notices.all.last?.isFailure == true {
                _ = try await cut.value(for: Self.key("b\(notices.all.count)")) { nil }
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(notices.all.last?.isFailure == false)
        }
    }

    @Test("drops a record when it no longer holds, and a damaged one")
    func expiry() async throws {
        try await RedisServer.running { server in
            let client = RedisClient(try RedisConfiguration(server.address))
            let tier = RedisTier(client)
            let brief = CacheRecord(key: Self.key("a"), value: Data("1".utf8), expires: Date() + 0.05)
            let past = CacheRecord(key: Self.key("b"), value: Data("1".utf8), expires: Date() - 1)
            let kept = CacheRecord(key: Self.key("c"), value: Data("1".utf8), tags: ["x\ny", "\\n"])
            try await tier.store([brief, past, kept])
            #expect(try await tier.record(for: past.key) == nil)
            for _ in 0..<500 where try await tier.record(for: brief.key) != nil {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(try await tier.record(for: brief.key) == nil)
            #expect(try await tier.remove(.tag("x")) == 0)
            #expect(try await tier.remove(.tag("x\ny")) == 1)
            try await tier.store([kept])
            try await client.execute(RedisCommand("HSET", .text("anneal:cache:" + kept.key.text), "b", "damage"))
            #expect(try await tier.record(for: kept.key) == nil)
            #expect(try await tier.contents().count == 0)
        }
    }

    @Test("says what failed and what to do")
    func failure() async throws {
        try await RedisServer.running { server in
            let client = RedisClient(try RedisConfiguration(server.address + "?patience=100ms"))
            server.program.kill()
            let error = await #expect(throws: CacheError.self) {
                try await RedisTier(client).record(for: Self.key("a"))
            }
            #expect(error?.code == .levelFailed)
            #expect(error?.place == "redis://127.0.0.1:\(server.port)")
            #expect(error?.remedy != nil)
        }
    }
}
