import AnnealBackends
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealCache

/// What every level has to do, tried on each of them.
@Suite(.tags(.unit))
struct TierTests {
    enum Kind: String, CaseIterable, Sendable { case memory, files, sqlite, redis, cassandra }

    private func with(_ kind: Kind, _ body: (() throws -> any CacheTier) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let now: @Sendable () -> Date = { Date(timeIntervalSince1970: 0) }
            switch kind {
            case .memory: try await body { MemoryTier(now: now) }
            case .files: try await body { try FileTier(folder: folder.appending(path: "files")) }
            case .sqlite: try await body { try SQLiteTier(path: folder.appending(path: "c.sqlite").path) }
            case .redis:
                try await RedisServer.running { server in
                    try await body {
                        RedisTier(RedisClient(try RedisConfiguration(server.address)), now: now)
                    }
                }
            case .cassandra:
                try await CassandraPeer.running { server in
                    try await body {
                        try CassandraTier(
                            CassandraClient(try CassandraConfiguration(server.address)), createsTable: true, now: now)
                    }
                }
            }
        }
    }

    @Test("What is stored comes back whole, and a second time replaces the first", arguments: Kind.allCases)
    func store(kind: Kind) async throws {
        try await with(kind) { open in
            let tier = try open()
            let record = someRecord(
                "a", value: String(repeating: "long text ", count: 500), expires: 2_000, tags: ["x", "ü"])
            let negative = CacheRecord(
                key: CacheKey(kind: "test", parts: ["none"]), value: nil, created: Date(timeIntervalSince1970: 5))
            try await tier.store([record, negative])
            #expect(try await tier.record(for: record.key) == record)
            #expect(try await tier.record(for: negative.key) == negative)
            let newer = someRecord("a", value: "short")
            try await tier.store([newer])
            #expect(try await tier.record(for: record.key) == newer)
            #expect(try await tier.record(for: CacheKey(kind: "test", parts: ["b"])) == nil)
            #expect(try await tier.contents().count == 2)
        }
    }

    @Test("Records are removed by key, tag, kind and version, and time", arguments: Kind.allCases)
    func removal(kind: Kind) async throws {
        try await with(kind) { open in
            let tier = try open()
            let records = [
                someRecord("a", tags: ["t"]), someRecord("b", tags: ["t", "u"]), someRecord("c"),
                someRecord("d", kind: "other"), someRecord("d", kind: "other", version: 2),
                someRecord("e", expires: 1_500),
            ]
            try await tier.store(records)
            func left() async throws -> [Int] {
                var left: [Int] = []
                for (place, record) in records.enumerated() where try await tier.record(for: record.key) != nil {
                    left.append(place)
                }
                return left
            }
            try await tier.remove([records[2].key, CacheKey(kind: "never", parts: [])])
            #expect(try await left() == [0, 1, 3, 4, 5])
            #expect(try await tier.remove(.tag("t")) == 2)
            #expect(try await left() == [3, 4, 5])
            #expect(try await tier.remove(.kind("other", exceptVersion: 2)) == 1)
            #expect(try await left() == [4, 5])
            #expect(try await tier.remove(.expired(at: Date(timeIntervalSince1970: 1_500))) == 1)
            #expect(try await left() == [4])
            #expect(try await tier.remove(.all) == 1)
            #expect(try await tier.contents().count == 0)
        }
    }

    @Test("What lasts is there for the next who opens it", arguments: [Kind.files, .sqlite, .redis, .cassandra])
    func reopening(kind: Kind) async throws {
        try await with(kind) { open in
            let record = someRecord("a")
            try await open().store([record])
            let again = try open()
            #expect(try await again.record(for: record.key) == record)
            #expect(try await again.contents().count == 1)
        }
    }

    @Test("A limit in bytes holds in every level")
    func limits() async throws {
        try await withTemporaryFolder { folder in
            let records = (0..<200).map { number in
                someRecord("\(number)", value: String(repeating: "\(number * 7_919)", count: 40))
            }
            let memory = MemoryTier(countLimit: 1_000, byteLimit: 10_000, parts: 1)
            let files = try FileTier(folder: folder.appending(path: "files"), byteLimit: 10_000)
            let sqlite = try SQLiteTier(path: folder.appending(path: "c.sqlite").path, byteLimit: 10_000)
            for tier in [memory, files, sqlite] as [any CacheTier] {
                for record in records { try await tier.store([record]) }
                let contents = try await tier.contents()
                #expect(contents.bytes <= 10_000, "\(tier.name)")
                #expect(contents.count > 5, "\(tier.name)")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/files")
            #expect(names.count == (try await files.contents().count))
        }
    }

    @Test("Memory keeps no more records than its limit, and no more than that when bytes are counted too")
    func counts() async throws {
        for memory in [MemoryTier(countLimit: 100), MemoryTier(countLimit: 100, byteLimit: 1 << 20)] {
            for number in 0..<1_000 { memory.insert(someRecord("\(number)")) }
            let contents = try await memory.contents()
            #expect(contents.count <= 100)
            #expect(contents.count > 50)
        }
    }

    @Test("Threads that look up, take in and remove at the same time find what belongs to a key, or nothing")
    func threads() async throws {
        let memory = MemoryTier(countLimit: 64)
        let records = (0..<100).map { someRecord("\($0)", value: "value of \($0)") }
        let found = await withTaskGroup(of: Int.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    var random = SplitMix64(seed: UInt64(worker))
                    var found = 0
                    for step in 0..<20_000 {
                        let record = records[Int.random(in: 0..<records.count, using: &random)]
                        if step % 16 == worker { memory.insert(record) }
                        if step % 257 == 0 { try? await memory.remove([record.key]) }
                        guard let known = memory.find(record.key) else { continue }
                        guard known == record else { return -1_000_000 }
                        found += 1
                    }
                    return found
                }
            }
            return await group.reduce(0, +)
        }
        #expect(found > 1_000)
        #expect(memory.hits == found)
        let contents = try await memory.contents()
        #expect(contents.count <= 64 && contents.count > 0)
    }

    @Test("Hits are counted, and asking for their number changes nothing")
    func hits() {
        let memory = MemoryTier(countLimit: 10)
        memory.insert(someRecord("a"))
        for number in 1...500 {
            #expect(memory.find(someRecord("a").key) != nil)
            #expect(memory.find(someRecord("b").key) == nil)
            #expect(memory.hits == number)
        }
    }

    @Test("A damaged file counts as not there and is removed")
    func damage() async throws {
        try await withTemporaryFolder { folder in
            let tier = try FileTier(folder: folder)
            let record = someRecord("a")
            try await tier.store([record])
            let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
            let file = folder.appending(path: name)
            var bytes = try Data(contentsOf: file)
            bytes[bytes.count / 2] ^= 0x40
            try bytes.write(to: file)
            #expect(try await tier.record(for: record.key) == nil)
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
    }

    @Test("Every bit that is turned and every byte that is missing is noticed")
    func coding() throws {
        let record = someRecord("a", value: String(repeating: "abc", count: 200), expires: 3, tags: ["t"])
        let bytes = RecordCoding.encode(record)
        #expect(bytes.count < 600, "it is compressed")
        #expect(RecordCoding.decode(bytes) == record)
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 1 << UInt8(place % 8)
            #expect(RecordCoding.decode(damaged) == nil)
            #expect(RecordCoding.decode(bytes.prefix(place)) == nil)
        }
    }

    @Test("A key tells parts apart, and reads what it writes")
    func keys() {
        #expect(CacheKey(kind: "k", parts: ["ab", "c"]) != CacheKey(kind: "k", parts: ["a", "bc"]))
        #expect(CacheKey(kind: "k", version: 1, parts: ["a"]) != CacheKey(kind: "k", version: 2, parts: ["a"]))
        #expect(
            CacheKey(kind: "k", version: 1, parts: ["a"]).fingerprint
                != CacheKey(kind: "k", version: 2, parts: ["a"]).fingerprint)
        let key = CacheKey(kind: "model answer@x", version: 3, parts: ["a"])
        #expect(CacheKey(text: key.text) == key)
        #expect(key.kind == "model-answer-x")
        #expect(key.version == 3)
        for text in ["", "k@1:", "k:1", "k@x:\(key.digest)", "@1:\(key.digest)", "k@1:\(key.digest)0"] {
            #expect(CacheKey(text: text) == nil)
        }
    }
}
