internal import Synchronization

/// How often what happened in a cache.
public struct CacheStatistics: Sendable, Hashable {
    /// Hits by the name of the level; `pending` is what is on its way to the lasting levels.
    public var hits: [String: Int] = [:]
    /// Requests that no level could answer.
    public var misses = 0
    /// Computations.
    public var computed = 0
    /// Requests that were not answered from memory, and the lookups that they led to; the rest shared one of these.
    var waited = 0
    var lookups = 0
    /// Requests that shared the lookup and computation of another one.
    public var shared: Int { max(0, waited - lookups) }
    /// Values that were not taken in, because they are not worth their place.
    public var skipped = 0
    /// Records that were brought up before they were asked for, and those of them that were asked for in time.
    public var prefetched = 0
    /// Prefetched records that were asked for.
    public var prefetchedUsed = 0

    /// The figures by name, as they are stored.
    public var counters: [String: Int] {
        var counters = [
            "misses": misses, "computed": computed, "shared": shared, "skipped": skipped, "prefetched": prefetched,
            "prefetchedUsed": prefetchedUsed,
        ]
        for (tier, count) in hits { counters["hits.\(tier)"] = count }
        return counters
    }
}

/// Counts from many tasks.
final class StatisticsBoard: Sendable {
    private let state = Mutex(CacheStatistics())
    private let stored = Mutex<[String: Int]>([:])

    var statistics: CacheStatistics { state.withLock { $0 } }

    func update(_ body: (inout CacheStatistics) -> Void) { state.withLock { body(&$0) } }

    /// The hits in memory since this was last asked.
    func memoryHits(_ total: Int) -> Int {
        stored.withLock { stored in
            defer { stored["hits.memory.total"] = total }
            return total - (stored["hits.memory.total"] ?? 0)
        }
    }

    /// What was counted since this was last asked.
    func unstored() -> [String: Int] {
        let now = statistics.counters
        return stored.withLock { stored in
            var new: [String: Int] = [:]
            for (name, value) in now {
                new[name] = value - (stored[name] ?? 0)
                stored[name] = value
            }
            return new.filter { $0.value != 0 }
        }
    }
}
