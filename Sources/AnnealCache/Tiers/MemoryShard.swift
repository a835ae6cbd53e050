internal import Foundation

/// A part of the memory level: a policy that knows the keys by their fingerprints, and the records.
struct MemoryShard: Sendable {
    private var policy: MemoryPolicy
    private var index = KeyIndex()
    private var records: [CacheRecord?] = []
    private var shapes: [Shape] = []
    /// Slots that were hit since the policy was told.
    private var recent: [Int32] = []
    private static let batch = 64
    private var free: [Int32] = []
    private var evicted: [UInt64] = []
    /// What every record counts at least when bytes are counted, so that there are never too many.
    private let leastSize: Int?
    private(set) var bytes = 0
    private(set) var evictions = 0
    private(set) var hits = 0

    /// What a request needs to know of a record.
    private struct Shape: Sendable {
        var text: String
        var fingerprint: UInt64
        /// Seconds since 1970.
        var expires: Double
        var weight: Int

        init(_ record: CacheRecord, weight: Int) {
            text = record.key.text
            fingerprint = record.key.fingerprint
            expires = record.expires?.timeIntervalSince1970 ?? .infinity
            self.weight = weight
        }
    }

    private let now: @Sendable () -> Date

    init(countLimit: Int, byteLimit: Int?, model: DistanceModel?, now: @escaping @Sendable () -> Date) {
        self.now = now
        recent.reserveCapacity(Self.batch)
        leastSize = byteLimit.map { max(1, $0 / countLimit) }
        policy = MemoryPolicy(capacity: byteLimit ?? countLimit, history: 4_096, model: model)
    }

    var count: Int { policy.count }

    private func weight(of record: CacheRecord) -> Int { leastSize.map { max($0, record.size) } ?? 1 }

    /// A record that holds, counted as a request.
    mutating func record(for key: CacheKey) -> CacheRecord? {
        let slot = Int(index.find(key.fingerprint))
        guard slot >= 0, shapes[slot].text == key.text else { return nil }
        guard !(shapes[slot].expires < .infinity) || shapes[slot].expires > now().timeIntervalSince1970 else {
            remove(key.fingerprint)
            return nil
        }
        recent.append(Int32(slot))
        if recent.count == Self.batch { tellPolicy() }
        hits += 1
        return records[slot]
    }

    /// Tells the policy of the hits since the last time, in their order. What it writes is then touched by one thread
    /// for many hits, not by each in turn.
    private mutating func tellPolicy() {
        for slot in recent {
            let shape = shapes[Int(slot)]
            _ = policy.request(shape.fingerprint, size: shape.weight, evicted: &evicted)
        }
        recent.removeAll(keepingCapacity: true)
    }

    /// Takes a record in; the policy may decline it.
    mutating func store(_ record: CacheRecord) {
        let key = record.key.fingerprint
        tellPolicy()
        remove(key)
        evicted.removeAll(keepingCapacity: true)
        let weight = weight(of: record)
        _ = policy.request(key, size: weight, evicted: &evicted)
        for other in evicted where other != key {
            discard(other)
            evictions += 1
        }
        guard policy.contains(key) else { return }
        let slot: Int32
        if let used = free.popLast() {
            slot = used
            records[Int(slot)] = record
            shapes[Int(slot)] = Shape(record, weight: weight)
        } else {
            slot = Int32(records.count)
            records.append(record)
            shapes.append(Shape(record, weight: weight))
        }
        index.insert(key, slot: slot)
        bytes += record.size
    }

    /// Removes the record with a fingerprint.
    @discardableResult
    mutating func remove(_ key: UInt64) -> Bool {
        tellPolicy()
        policy.remove(key)
        return discard(key)
    }

    /// Removes records.
    mutating func remove(where isUnwanted: (CacheRecord) -> Bool) -> Int {
        let keys = records.compactMap { $0 }.filter(isUnwanted).map(\.key.fingerprint)
        for key in keys { remove(key) }
        return keys.count
    }

    /// A record, whether it holds or not; asking is no request.
    func peek(_ key: CacheKey) -> CacheRecord? {
        let slot = index.find(key.fingerprint)
        guard slot >= 0, let record = records[Int(slot)], record.key == key else { return nil }
        return record
    }

    /// Whether a record is there; asking is no request.
    func contains(_ key: CacheKey) -> Bool {
        let slot = index.find(key.fingerprint)
        return slot >= 0 && records[Int(slot)]?.key == key
    }

    @discardableResult
    private mutating func discard(_ key: UInt64) -> Bool {
        let slot = index.remove(key)
        guard slot >= 0 else { return false }
        bytes -= records[Int(slot)]?.size ?? 0
        records[Int(slot)] = nil
        free.append(slot)
        return true
    }
}
