import AnnealTesting
import Foundation
import Synchronization
import Testing

@testable import AnnealCache

@Suite("What is brought up before it is asked for", .tags(.unit))
struct PrefetchTests {
    private let clock = StandingClock()

    private func stacked(_ lasting: [any CacheTier], countLimit: Int) throws -> StackedCache {
        let clock = clock
        return try StackedCache(
            memory: MemoryTier(countLimit: countLimit, now: { clock.date }), lasting: lasting, prefetches: true,
            now: { clock.date })
    }

    @Test("What follows regularly is brought up to memory before it is asked for")
    func prefetching() async throws {
        let lower = ObedientTier()
        let records = (0..<40).map { someRecord("\($0)") }
        try await lower.store(records)
        let cache = try stacked([lower], countLimit: 20)
        for _ in 0..<6 {
            for record in records {
                #expect(try await cache.record(for: record.key) == record)
                await cache.prefetchesDone()
            }
        }
        let statistics = cache.statistics
        #expect(statistics.prefetched > 50)
        #expect(statistics.prefetchedUsed > statistics.prefetched / 2)
    }

    @Test("A hit in memory does not wait for a level that is asked for what may come next", .timeLimit(.minutes(1)))
    func besides() async throws {
        let lower = GatedTier()
        let (first, second) = (someRecord("a"), someRecord("b"))
        try await lower.inner.store([first, second])
        let cache = try stacked([lower], countLimit: 10)
        for _ in 0..<6 {
            for record in [first, second] { _ = try await cache.record(for: record.key) }
        }
        await cache.prefetchesDone()
        try #require(cache.statistics.prefetched == 0)
        // What is known to follow is no longer in memory, and the level that has it answers nobody.
        try await cache.memory.remove([second.key])
        lower.close()
        #expect(try await cache.record(for: first.key) == first)
        await lower.waitUntilAsked()
        #expect(!cache.memory.contains(second.key))
        #expect(cache.statistics.prefetched == 0)
        lower.open()
        await cache.prefetchesDone()
        #expect(cache.statistics.prefetched == 1)
        // It is in memory before it is asked for: the level is not asked again.
        let asked = lower.inner.asked.withLock { $0 }
        #expect(try await cache.record(for: second.key) == second)
        #expect(lower.inner.asked.withLock { $0 } == asked)
        #expect(cache.statistics.prefetchedUsed == 1)
    }

    @Test("What is removed while it is brought up does not stay", .timeLimit(.minutes(1)))
    func removed() async throws {
        let lower = TornTier()
        let (first, second) = (someRecord("a"), someRecord("b"))
        try await lower.store([first, second])
        let cache = try stacked([lower], countLimit: 10)
        for _ in 0..<6 {
            for record in [first, second] { _ = try await cache.record(for: record.key) }
        }
        await cache.prefetchesDone()
        try await cache.memory.remove([second.key])
        lower.readGate.close()
        #expect(try await cache.record(for: first.key) == first)
        // The level has read it, and it is removed from everywhere before it is in memory.
        await lower.readGate.waitUntilAsked()
        try await cache.remove([second.key])
        lower.readGate.open()
        await cache.prefetchesDone()
        #expect(!cache.memory.contains(second.key))
        #expect(try await cache.record(for: second.key) == nil)
    }

    @Test("Guesses that pile up are left out, and the others are brought up one after the other")
    func limit() async {
        let prefetcher = Prefetcher()
        let keys = (0..<40).map { someRecord("\($0)").key }
        let fetched = Collected<CacheKey>()
        prefetcher.fetch((keys + keys).map { ($0, 0.9) }) { key, _ in fetched.add(key) }
        await prefetcher.settle()
        #expect(fetched.items == Array(keys.prefix(32)))
    }
}
