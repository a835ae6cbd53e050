public import Foundation
internal import Synchronization

/// The first level: records in this process's memory, in parts with a lock each, so that threads seldom wait for one
/// another. What is kept is decided by `ReuseTimePolicy` in each part, or by `DistancePolicy` where one was let
/// in.
public final class MemoryTier: CacheTier {
    /// A part in memory of its own, away from the locks of the others.
    private final class Part: Sendable {
        let shard: Mutex<MemoryShard>
        init(_ shard: MemoryShard) { self.shard = Mutex(shard) }

        /// Works on the shard. Work takes less time than going to sleep does, so that it is tried a few times first.
        func withShard<Value: Sendable>(_ body: (inout sending MemoryShard) -> sending Value) -> Value {
            for _ in 0..<200 {
                if let value = shard.withLockIfAvailable(body) { return value }
            }
            return shard.withLock(body)
        }
    }

    /// What reports call it.
    public let name = "memory"
    private let parts: [Part]
    private let shift: UInt64
    private let countLimit: Int
    private let byteLimit: Int?

    /// Creates an empty level.
    ///
    /// - Parameters:
    ///   - countLimit: the most records, at least 1.
    ///   - byteLimit: the most bytes; when it is given, records count by their sizes, and both limits hold.
    ///   - parts: how many parts, rounded down to a power of two and to one for every 32 records.
    ///   - model: lets a learned policy decide that predicts by it.
    ///   - now: the time.
    public init(
        countLimit: Int = 1_000, byteLimit: Int? = nil, parts: Int = 8, model: DistanceModel? = nil,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.countLimit = max(1, countLimit)
        self.byteLimit = byteLimit
        var count = 1
        while 2 * count <= min(parts, self.countLimit / 32) { count *= 2 }
        shift = UInt64(64 - count.trailingZeroBitCount)
        let limit = self.countLimit
        self.parts = (0..<count).map { part in
            let share = limit / count + (part < limit % count ? 1 : 0)
            let bytes = byteLimit.map { max(1, $0 / count) }
            return Part(MemoryShard(countLimit: share, byteLimit: bytes, model: model, now: now))
        }
    }

    private func part(of key: UInt64) -> Part {
        // A shift by 64 gives 0, which is right when there is one part.
        parts[Int(truncatingIfNeeded: KeyIndex.mixed(key) >> shift)]
    }

    /// Looks a record up without suspending. Complexity: O(1).
    public func find(_ key: CacheKey) -> CacheRecord? {
        part(of: key.fingerprint).withShard { $0.record(for: key) }
    }

    /// Takes a record in without suspending, if the policy wants it. Complexity: O(1).
    public func insert(_ record: CacheRecord) {
        part(of: record.key.fingerprint).withShard { $0.store(record) }
    }

    /// A record, whether it holds or not; asking is no request.
    public func peek(_ key: CacheKey) -> CacheRecord? {
        part(of: key.fingerprint).withShard { $0.peek(key) }
    }

    /// Whether a record is there; asking is no request.
    public func contains(_ key: CacheKey) -> Bool {
        part(of: key.fingerprint).withShard { $0.contains(key) }
    }

    /// Records that were asked for and found.
    public var hits: Int { parts.reduce(0) { $0 + $1.withShard { $0.hits } } }

    /// Records that had to go for others.
    public var evictions: Int { parts.reduce(0) { $0 + $1.withShard { $0.evictions } } }

    /// Looks a record up, as the protocol says.
    public func record(for key: CacheKey) async throws -> CacheRecord? { find(key) }

    /// Takes records in, as the protocol says.
    public func store(_ records: [CacheRecord]) async throws {
        for record in records { insert(record) }
    }

    /// Removes records by their keys.
    public func remove(_ keys: [CacheKey]) async throws {
        for key in keys { part(of: key.fingerprint).withShard { _ = $0.remove(key.fingerprint) } }
    }

    /// Removes several records; tells how many.
    public func remove(_ selection: CacheSelection) async throws -> Int {
        parts.reduce(0) { sum, part in sum + part.withShard { $0.remove { selection.contains($0) } } }
    }

    /// What the level holds.
    public func contents() async throws -> TierContents {
        var contents = TierContents(count: 0, bytes: 0, countLimit: countLimit, byteLimit: byteLimit)
        for part in parts {
            let (count, bytes) = part.withShard { ($0.count, $0.bytes) }
            contents.count += count
            contents.bytes += bytes
        }
        return contents
    }
}
