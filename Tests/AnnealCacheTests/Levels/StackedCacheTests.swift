import AnnealTesting
import Foundation
import Synchronization
import Testing

@testable import AnnealCache

@Suite(.tags(.unit))
struct StackedCacheTests {
    private let clock = StandingClock()

    private func stacked(
        _ lasting: [any CacheTier], journal: URL? = nil, policy: any CacheDecisionPolicy = FixedCachePolicy(),
        notify: @escaping @Sendable (TierNotice) -> Void = { _ in }
    ) throws -> StackedCache {
        let clock = clock
        return try StackedCache(
            memory: MemoryTier(now: { clock.date }), lasting: lasting, journal: journal,
            policy: policy, prefetches: false, now: { clock.date }, notify: notify)
    }

    @Test("A value is computed once and then read from memory")
    func readThrough() async throws {
        let cache = try stacked([ObedientTier()])
        let key = CacheKey(kind: "k", parts: ["a"])
        let computed = Collected<Bool>()
        for _ in 0..<3 {
            let value = try await cache.value(for: key) {
                computed.add(true)
                return Data("v".utf8)
            }
            #expect(value == Data("v".utf8))
        }
        #expect(computed.items.count == 1)
        #expect(cache.statistics.hits["memory"] == 2)
        #expect(cache.statistics.misses == 1)
    }

    @Test("A thousand tasks that want the same value compute it once")
    func singleFlight() async throws {
        let cache = try stacked([ObedientTier()])
        let key = CacheKey(kind: "k", parts: ["a"])
        let computed = Collected<Bool>()
        try await withThrowingTaskGroup(of: Data?.self) { group in
            for _ in 0..<1_000 {
                group.addTask {
                    try await cache.value(for: key) {
                        computed.add(true)
                        try await Task.sleep(for: .milliseconds(20))
                        return Data("v".utf8)
                    }
                }
            }
            for try await value in group { #expect(value == Data("v".utf8)) }
        }
        #expect(computed.items.count == 1)
    }

    @Test("What only the last level has is brought up to the others")
    func promotion() async throws {
        let (upper, lower) = (ObedientTier("upper"), ObedientTier("lower"))
        let record = someRecord("a")
        try await lower.store([record])
        let cache = try stacked([upper, lower])
        #expect(try await cache.record(for: record.key) == record)
        #expect(try await upper.record(for: record.key) == record)
        #expect(cache.memory.contains(record.key))
        #expect(cache.statistics.hits["lower"] == 1)
    }

    @Test("A value is computed anew when its time is over, and that there is none is remembered for a while")
    func lifetimes() async throws {
        let cache = try stacked([ObedientTier()])
        let computed = Collected<Bool>()
        func ask(_ name: String, value: Data?) async throws {
            _ = try await cache.value(for: CacheKey(kind: "k", parts: [name]), lifetime: .seconds(100)) {
                computed.add(true)
                return value
            }
        }
        try await ask("a", value: Data("v".utf8))
        try await ask("none", value: nil)
        clock.advance(59)
        try await ask("a", value: Data("v".utf8))
        try await ask("none", value: nil)
        #expect(computed.items.count == 2)
        clock.advance(2)
        try await ask("none", value: nil)
        #expect(computed.items.count == 3)
        clock.advance(40)
        try await ask("a", value: Data("v".utf8))
        #expect(computed.items.count == 4)
    }

    @Test("A new version of a kind and a removed tag make values unreachable in every level")
    func invalidation() async throws {
        let lower = ObedientTier()
        let cache = try stacked([lower])
        let record = someRecord("a", tags: ["t"])
        await cache.keep(record)
        await cache.flush()
        #expect(try await cache.record(for: CacheKey(kind: "test", version: 2, parts: ["a"])) == nil)
        try await cache.remove(.tag("t"))
        #expect(try await cache.record(for: record.key) == nil)
        #expect(try await lower.record(for: record.key) == nil)
    }

    @Test("What is removed before it reached a level does not come back")
    func removedWhilePending() async throws {
        let lower = ObedientTier()
        let cache = try stacked([lower])
        let record = someRecord("a")
        await cache.keep(record)
        try await cache.remove([record.key])
        await cache.flush()
        #expect(try await lower.record(for: record.key) == nil)
        #expect(await cache.pending == 0)
    }

    @Test("A level that fails is passed by, told once, and used again when it works")
    func failingLevel() async throws {
        let (bad, good) = (ObedientTier("bad"), ObedientTier("good"))
        let notices = Collected<TierNotice>()
        let cache = try stacked([bad, good]) { notices.add($0) }
        bad.isBroken.withLock { $0 = true }
        let record = someRecord("a")
        await cache.keep(record)
        await cache.flush()
        #expect(try await good.record(for: record.key) == record)
        for number in 0..<5 {
            #expect(try await cache.record(for: CacheKey(kind: "x", parts: ["\(number)"])) == nil)
        }
        #expect(notices.items.map(\.isFailure) == [true])
        #expect(bad.asked.withLock { $0 } == 1, "it is not asked again at once")
        #expect(await cache.reports().first { $0.tier == "bad" }?.failure != nil)

        bad.isBroken.withLock { $0 = false }
        await cache.keep(someRecord("b"))
        await cache.flush()
        #expect(try await bad.record(for: someRecord("b").key) != nil)
        #expect(notices.items.map(\.isFailure) == [true, false])
    }

    @Test("While no level takes a record it stays on its way, and a removal that a level missed is an error")
    func allFailing() async throws {
        let bad = ObedientTier("bad")
        bad.isBroken.withLock { $0 = true }
        let cache = try stacked([bad])
        let record = someRecord("a")
        await cache.keep(record)
        await cache.flush()
        #expect(await cache.pending == 1)
        let error = await #expect(throws: CacheError.self) { try await cache.remove([someRecord("z").key]) }
        #expect(error?.code == .levelFailed)
        bad.isBroken.withLock { $0 = false }
        await cache.flush()
        #expect(await cache.pending == 0)
        #expect(try await bad.record(for: record.key) == record)
    }

    @Test("What the policy does not want is not kept")
    func skipping() async throws {
        let cache = try stacked([ObedientTier()], policy: FixedCachePolicy(least: 0.9))
        await cache.keep(someRecord("a"))
        #expect(cache.statistics.skipped == 1)
        #expect(try await cache.record(for: someRecord("a").key) == nil)
    }

    @Test("What is removed while a batch with it is on its way to a level does not come back")
    func removedWhileStored() async throws {
        let lower = GatedTier()
        let cache = try stacked([lower])
        let record = someRecord("a")
        await cache.keep(record)
        lower.close()
        async let flushed: Void = cache.flush()
        await lower.waitUntilAsked()
        async let removed: Void = cache.remove([record.key])
        while await cache.writer.waitingInLine == 0 { await Task.yield() }
        lower.open()
        await flushed
        try await removed
        #expect(try await lower.inner.record(for: record.key) == nil)
        #expect(try await cache.record(for: record.key) == nil)
        #expect(await cache.pending == 0)
    }

    @Test("Flushes wait in line for one that a level holds up, and all of them end")
    func flushesInLine() async throws {
        let lower = GatedTier()
        let cache = try stacked([lower])
        await cache.keep(someRecord("a"))
        lower.close()
        async let first: Void = cache.flush()
        await lower.waitUntilAsked()
        async let second: Void = cache.flush()
        async let third: Void = cache.flush()
        while await cache.writer.waitingInLine < 2 { await Task.yield() }
        lower.open()
        _ = await (first, second, third)
        #expect(await cache.pending == 0)
        #expect(await cache.writer.waitingInLine == 0)
    }

    @Test("A journal's files are removed once, however many there were")
    func journalFiles() async throws {
        try await withTemporaryFolder { folder in
            let journal = try CacheJournal(folder: folder, syncs: false)
            for number in 0..<50 {
                try journal.append(someRecord("\(number)"))
                #expect(journal.remove(upTo: journal.rotate()) == number..<(number + 1))
            }
            // What could not be removed at its time goes with what comes later.
            for number in 50..<53 {
                try journal.append(someRecord("\(number)"))
                _ = journal.rotate()
            }
            #expect(journal.remove(upTo: 52) == 50..<53)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.filter { $0.hasSuffix(".journal") }.isEmpty)
        }
    }

    @Test("An explanation names the levels, the value and the decision")
    func explanation() async throws {
        let cache = try stacked([ObedientTier()])
        let record = someRecord("a")
        await cache.keep(record)
        await cache.flush()
        let explanation = await cache.explain(record.key)
        #expect(explanation.levels.map(\.tier) == ["memory", "obedient"])
        #expect(explanation.decision?.action == .cache)
        #expect(await cache.explain(someRecord("b").key).levels.isEmpty)
    }
}
