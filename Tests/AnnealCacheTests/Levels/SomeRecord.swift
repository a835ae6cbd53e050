import Foundation
import Synchronization

@testable import AnnealCache

/// A record to try things with.
func someRecord(
    _ name: String, kind: String = "test", version: Int = 1, value: String? = nil, created: Double = 1_000,
    expires: Double? = nil, tags: [String] = []
) -> CacheRecord {
    CacheRecord(
        key: CacheKey(kind: kind, version: version, parts: [name]), value: Data((value ?? "value of \(name)").utf8),
        created: Date(timeIntervalSince1970: created), expires: expires.map { Date(timeIntervalSince1970: $0) },
        tags: tags, cost: 1)
}

/// A level that does as it is told.
final class ObedientTier: CacheTier {
    struct Broken: Error {}

    let name: String
    let isBroken = Mutex(false)
    let asked = Mutex(0)
    private let inner = MemoryTier(countLimit: 10_000, parts: 1, now: { .distantPast })

    init(_ name: String = "obedient") { self.name = name }

    private func check() throws {
        asked.withLock { $0 += 1 }
        if isBroken.withLock({ $0 }) { throw Broken() }
    }

    func record(for key: CacheKey) async throws -> CacheRecord? {
        try check()
        return try await inner.record(for: key)
    }

    func store(_ records: [CacheRecord]) async throws {
        try check()
        try await inner.store(records)
    }

    func remove(_ keys: [CacheKey]) async throws {
        try check()
        try await inner.remove(keys)
    }

    func remove(_ selection: CacheSelection) async throws -> Int {
        try check()
        return try await inner.remove(selection)
    }

    func contents() async throws -> TierContents {
        try check()
        return try await inner.contents()
    }
}

/// A clock that stands until it is moved.
final class StandingClock: Sendable {
    private let seconds: Mutex<Double>

    init(_ seconds: Double = 1_000) { self.seconds = Mutex(seconds) }

    var date: Date { Date(timeIntervalSince1970: seconds.withLock { $0 }) }

    func advance(_ duration: Double) { seconds.withLock { $0 += duration } }
}

/// Something that many tasks add to.
final class Collected<Item: Sendable>: Sendable {
    private let state = Mutex<[Item]>([])

    var items: [Item] { state.withLock { $0 } }

    func add(_ item: Item) { state.withLock { $0.append(item) } }
}
