/// What decides in a part of the memory level: the learned policy where one was let in (`CacheVerdict`), otherwise the fixed
/// one.
struct MemoryPolicy: Sendable {
    private var fixed: ReuseTimePolicy
    private var learned: DistancePolicy?

    init(capacity: Int, history: Int, model: DistanceModel?) {
        fixed = ReuseTimePolicy(capacity: capacity, history: history)
        learned = model.map { DistancePolicy(capacity: capacity, model: $0, history: history) }
    }

    var count: Int { learned?.count ?? fixed.count }

    func contains(_ key: UInt64) -> Bool { learned?.contains(key) ?? fixed.contains(key) }

    mutating func request(_ key: UInt64, size: Int, evicted: inout [UInt64]) -> Bool {
        if let isHit = learned?.request(key, size: size, evicted: &evicted) { return isHit }
        return fixed.request(key, size: size, evicted: &evicted)
    }

    mutating func remove(_ key: UInt64) {
        if learned?.remove(key) == nil { fixed.remove(key) }
    }
}
