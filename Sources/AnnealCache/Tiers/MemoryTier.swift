public import Foundation

/// The first level: records in this process's memory. What is kept is decided by `ReuseTimePolicy`.
///
/// Hits of several threads do not wait for one another (`LaneLock`); what is taken in or removed waits for all.
///
/// Unchecked: the records are read in `lock.read` and changed in `lock.write` alone, which the compiler cannot see.
public final class MemoryTier: CacheTier, @unchecked Sendable {
    /// What reports call it.
    public let name = "memory"
    private let lock = LaneLock(lanes: 4 * ProcessInfo.processInfo.activeProcessorCount)
    /// Read and changed only under the lock.
    private let memory: UnsafeMutablePointer<MemoryRecords>
    private let countLimit: Int
    private let byteLimit: Int?

    /// Creates an empty level.
    ///
    /// - Parameters:
    ///   - countLimit: the most records, at least 1.
    ///   - byteLimit: the most bytes; when it is given, records count by their sizes, and both limits hold.
    ///   - now: the time.
    public init(countLimit: Int = 1_000, byteLimit: Int? = nil, now: @escaping @Sendable () -> Date = { Date() }) {
        self.countLimit = max(1, countLimit)
        self.byteLimit = byteLimit
        memory = .allocate(capacity: 1)
        memory.initialize(
            to: MemoryRecords(countLimit: self.countLimit, byteLimit: byteLimit.map { max(1, $0) }, now: now))
    }

    deinit {
        memory.deinitialize(count: 1)
        memory.deallocate()
    }

    private func change<Value>(_ body: (inout MemoryRecords) -> Value) -> Value {
        lock.write { hits in
            memory.pointee.tell(hits)
            return body(&memory.pointee)
        }
    }

    private func look<Value>(_ body: (borrowing MemoryRecords) -> Value) -> Value {
        lock.read { (body(memory.pointee), nil) }.value
    }

    /// Looks a record up without suspending. Complexity: O(1).
    public func find(_ key: CacheKey) -> CacheRecord? {
        let (found, hasRoom) = lock.read { () -> (value: MemoryRecords.Found, note: Int32?) in
            let found = memory.pointee.find(key)
            guard case .record(_, let slot) = found else { return (found, nil) }
            return (found, slot)
        }
        switch found {
        case .record(let record, _):
            if !hasRoom { change { _ in } }
            return record
        case .expired:
            change { records in
                // Another thread may have taken in a new one.
                if case .expired = records.find(key) { records.remove(key.fingerprint) }
            }
            return nil
        case .absent: return nil
        }
    }

    /// Takes a record in without suspending, if the policy wants it. Complexity: O(1).
    public func insert(_ record: CacheRecord) { change { $0.store(record) } }

    /// A record, whether it holds or not; asking is no request.
    public func peek(_ key: CacheKey) -> CacheRecord? { look { $0.peek(key) } }

    /// Whether a record is there; asking is no request.
    public func contains(_ key: CacheKey) -> Bool { look { $0.contains(key) } }

    /// Records that were asked for and found.
    public var hits: Int { lock.total }

    /// Records that had to go for others.
    public var evictions: Int { look { $0.evictions } }

    /// Looks a record up, as the protocol says.
    public func record(for key: CacheKey) async throws -> CacheRecord? { find(key) }

    /// Takes records in, as the protocol says.
    public func store(_ records: [CacheRecord]) async throws {
        for record in records { insert(record) }
    }

    /// Removes records by their keys.
    public func remove(_ keys: [CacheKey]) async throws {
        change { records in for key in keys { records.remove(key.fingerprint) } }
    }

    /// Removes several records; tells how many.
    public func remove(_ selection: CacheSelection) async throws -> Int {
        change { $0.remove { selection.contains($0) } }
    }

    /// What the level holds.
    public func contents() async throws -> TierContents {
        look { TierContents(count: $0.count, bytes: $0.bytes, countLimit: countLimit, byteLimit: byteLimit) }
    }
}
