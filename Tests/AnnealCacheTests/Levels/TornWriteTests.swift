import AnnealTesting
import Foundation
import Testing

@testable import AnnealCache

@Suite("Levels that fail in the middle of a write", .tags(.unit))
struct TornWriteTests {
    @Test(
        "What is removed while it is brought up goes from there too, whether the write went well or failed half-way",
        .timeLimit(.minutes(1)), arguments: [false, true])
    func removedWhileBroughtUp(fails: Bool) async throws {
        let (upper, lower) = (TornTier(), ObedientTier("lower"))
        let record = someRecord("a")
        try await lower.store([record])
        let cache = try StackedCache(
            memory: MemoryTier(countLimit: 10, now: { .distantPast }), lasting: [upper, lower], prefetches: false,
            now: { .distantPast })
        if fails { upper.breakAt(record.key) }
        upper.gate.close()
        async let found = cache.record(for: record.key)
        // It was found below and is being written above when it is removed everywhere.
        await upper.gate.waitUntilAsked()
        try await cache.remove([record.key])
        #expect(cache.memory.contains(record.key) == false)
        upper.gate.open()
        let answer = try await found
        #expect(answer == record)
        #expect(upper.batches == [1])
        #expect(!cache.memory.contains(record.key))
        #expect(try await upper.record(for: record.key) == nil)
        #expect(try await cache.record(for: record.key) == nil)
        #expect(await cache.reports().first { $0.tier == "torn" }?.failures == (fails ? 1 : 0))
    }

    @Test("A record that cannot be brought up to a level is found all the same, and stays where it was")
    func notBroughtUp() async throws {
        let (upper, lower) = (TornTier(), ObedientTier("lower"))
        let record = someRecord("a")
        try await lower.store([record])
        let cache = try StackedCache(
            memory: MemoryTier(countLimit: 10, now: { .distantPast }), lasting: [upper, lower], prefetches: false,
            now: { .distantPast })
        upper.breakAt(record.key)
        #expect(try await cache.record(for: record.key) == record)
        #expect(cache.memory.contains(record.key))
        #expect(try await lower.record(for: record.key) == record)
        #expect(cache.notices.map(\.isFailure) == [true])
    }

    @Test("Of several batches those that were taken are done, and the others stay in the journal until they are")
    func batches() async throws {
        try await withTemporaryFolder { folder in
            let tier = TornTier()
            let journal = try CacheJournal(folder: folder, syncs: false)
            let writer = WriteBehind(
                tiers: [GuardedTier(tier) { _ in }], journal: journal, delay: .seconds(86_400))
            let records = (0..<600).map { someRecord("\($0)", created: Double($0)) }
            for record in records { try await writer.add(record) }
            func files() throws -> Int {
                try FileManager.default.contentsOfDirectory(atPath: folder.path).count { $0.hasSuffix(".journal") }
            }

            // The second of three batches breaks in its middle; the third is tried when the level is asked in any case.
            tier.breakAt(records[300].key)
            await writer.flush(mustTry: true)
            #expect(tier.batches == [256, 256, 88])
            #expect(await writer.count == 256)
            #expect(await writer.record(for: records[255].key) == nil)
            #expect(await writer.record(for: records[256].key) == records[256])
            #expect(await writer.record(for: records[511].key) == records[511])
            #expect(await writer.record(for: records[512].key) == nil)
            #expect(try files() == 1)

            tier.breakAt(nil)
            await writer.flush(mustTry: true)
            #expect(tier.batches == [256, 256, 88, 256])
            #expect(await writer.count == 0)
            #expect(try files() == 0)
            for record in records { #expect(try await tier.record(for: record.key) == record) }
        }
    }
}
