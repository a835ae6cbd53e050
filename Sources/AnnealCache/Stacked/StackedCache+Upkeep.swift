public import Foundation

/// What a cache knows about a key.
public struct CacheExplanation: Sendable, Hashable {
    /// The levels that have it, with the record as it is there; what no longer holds is shown as well.
    public var levels: [Level] = []
    /// What it is worth.
    public var value: CacheValue?
    /// What the policy would do with it now.
    public var decision: CacheDecision?

    /// A level that has the record.
    public struct Level: Sendable, Hashable {
        /// The level.
        public var tier: String
        /// The record.
        public var record: CacheRecord
    }
}

/// What a level holds and how it does.
public struct TierReport: Sendable, Hashable {
    /// The level.
    public var tier: String
    /// What it holds; `nil` when it does not answer.
    public var contents: TierContents?
    /// Failures since the cache was opened.
    public var failures: Int
    /// The failure for which it is passed by, if it is.
    public var failure: String?
}

extension StackedCache {
    /// How often what happened since the cache was opened.
    public var statistics: CacheStatistics {
        var statistics = board.statistics
        statistics.hits[memory.name] = memory.hits
        return statistics
    }

    /// The last notices of levels that failed or work again, oldest first.
    public var notices: [TierNotice] { noticed.all }

    /// Removes records by their keys, from every level.
    ///
    /// - Parameter keys: the keys.
    /// - Throws: `CacheError` when a level may still have one.
    public func remove(_ keys: [CacheKey]) async throws {
        let set = Set(keys)
        removals.add()
        try await memory.remove(keys)
        await writer.drop { set.contains($0.key) }
        _ = try await everywhere { tier in
            try await tier.remove(keys)
            return 0
        }
        // Counted before memory is looked at again: what is brought up later sees that something was removed.
        removals.add()
        try await memory.remove(keys)
    }

    /// Removes several records from every level.
    ///
    /// - Parameter selection: which.
    /// - Returns: the most that one level had.
    /// - Throws: `CacheError` when a level may still have some.
    @discardableResult
    public func remove(_ selection: CacheSelection) async throws -> Int {
        removals.add()
        var most = try await memory.remove(selection)
        await writer.drop { selection.contains($0) }
        most = max(most, try await everywhere { try await $0.remove(selection) })
        removals.add()
        _ = try await memory.remove(selection)
        return most
    }

    /// Asks every level for something.
    ///
    /// - Returns: the largest answer.
    private func everywhere(_ body: (any CacheTier) async throws -> Int) async throws -> Int {
        var failed: [String] = []
        var most = 0
        for level in lasting {
            if let answer = try await level.attempt(mustTry: true, body) {
                most = max(most, answer)
            } else {
                failed.append("\(level.tier.name): \(level.failure ?? "no answer")")
            }
        }
        guard failed.isEmpty else {
            throw CacheError(
                code: .levelFailed, message: "records were not removed everywhere (\(failed.joined(separator: "; ")))",
                place: "cache", remedy: "try again when the level works; until then what it has may come back")
        }
        return most
    }

    /// Brings everything to the lasting levels and stores the counters.
    public func flush() async {
        await writer.flush(mustTry: true)
        var counters = board.unstored()
        let hits = memory.hits
        counters["hits.\(memory.name)"] = board.memoryHits(hits)
        for level in lasting {
            guard let store = level.tier as? SQLiteTier else { continue }
            try? await store.count(counters)
        }
    }

    /// Records on their way to the lasting levels.
    public var pending: Int { get async { await writer.count } }

    /// What every level holds and how it does.
    public func reports() async -> [TierReport] {
        var reports = [
            TierReport(tier: memory.name, contents: try? await memory.contents(), failures: 0, failure: nil)
        ]
        for level in lasting {
            let contents = try? await level.attempt(mustTry: true) { try await $0.contents() }
            reports.append(
                TierReport(
                    tier: level.tier.name, contents: contents ?? nil, failures: level.failures, failure: level.failure))
        }
        return reports
    }

    /// What the cache knows about a key; asking is no request.
    ///
    /// - Parameters:
    ///   - key: the key.
    ///   - relevance: how much it has to do with the work in hand, from 0 to 1.
    /// - Returns: the levels that have it, and what it is worth.
    public func explain(_ key: CacheKey, relevance: Double = 0.5) async -> CacheExplanation {
        var explanation = CacheExplanation()
        if let record = memory.peek(key) {
            explanation.levels.append(.init(tier: memory.name, record: record))
        }
        if let record = await writer.record(for: key) {
            explanation.levels.append(.init(tier: "pending", record: record))
        }
        for level in lasting {
            let answer = try? await level.attempt(mustTry: true) { try await $0.record(for: key) }
            if let record = (answer ?? nil) ?? nil {
                explanation.levels.append(.init(tier: level.tier.name, record: record))
            }
        }
        guard let record = explanation.levels.first?.record else { return explanation }
        let situation = situation(of: record, relevance: relevance, isKept: true)
        explanation.value = situation.value
        explanation.decision = policy.decide(situation)
        return explanation
    }

    /// The cache of this machine: memory, files and SQLite in one folder, and below them what is elsewhere.
    ///
    /// - Parameters:
    ///   - folder: the folder, made when it is missing.
    ///   - memory: the first level.
    ///   - further: levels below those of this machine, such as one that several machines share.
    ///   - notify: gets word of a level that fails or works again.
    /// - Returns: the cache, with what earlier processes left in the journal brought to its place.
    /// - Throws: `CacheError`.
    public static func embedded(
        in folder: URL, memory: MemoryTier = MemoryTier(), further: [any CacheTier] = [],
        notify: @escaping @Sendable (TierNotice) -> Void = { _ in }
    ) async throws -> StackedCache {
        let cache = try StackedCache(
            memory: memory,
            lasting: [
                try FileTier(folder: folder.appending(path: "files", directoryHint: .isDirectory)),
                try SQLiteTier(path: folder.appending(path: "cache.sqlite").path),
            ] + further, journal: folder.appending(path: "journal", directoryHint: .isDirectory), notify: notify)
        await cache.recover()
        return cache
    }
}
