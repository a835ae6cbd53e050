internal import Foundation

/// An approximate count of the requests of every key: a Bloom filter of counters, all of which are halved from time to
/// time. A key's count is the smallest of its counters, so that it is never too small.
///
/// The layout is that of libCacheSim: sized for a share of 0.001 of wrong answers with as many keys as the cache holds,
/// every counter of a key is raised, hashes are combinations of two XXH64 values.
///
/// Sources: G. Einziger, R. Friedman, B. Manes, "TinyLFU: a highly efficient cache admission policy", ACM TOS 13(4),
/// 2017; A. Kirsch, M. Mitzenmacher, "Less hashing, same performance", 2006; Y. Collet, "xxHash fast digest algorithm".
struct FrequencySketch: Sendable {
    private var counters: [UInt32]
    private let hashes: UInt32

    /// Creates a sketch of zeros.
    ///
    /// - Parameter keys: how many keys it should tell apart, at least 1.
    init(keys: Int) {
        let perKey = -Foundation.log(0.001) / (Foundation.log(2.0) * Foundation.log(2.0))
        hashes = UInt32((Foundation.log(2.0) * perKey).rounded(.up))
        let count = Int(min((perKey * Double(keys)).rounded(.up), Double(Int32.max)))
        counters = [UInt32](repeating: 0, count: count < Int(hashes) ? 2 * Int(hashes) : count)
    }

    /// The count of a key.
    func estimate(_ key: UInt64) -> UInt32 {
        let (first, step) = Self.hashes(of: key)
        var smallest = UInt32.max
        for round in 0..<hashes { smallest = min(smallest, counters[place(first, step, round)]) }
        return smallest
    }

    /// Counts a request.
    mutating func add(_ key: UInt64) {
        let (first, step) = Self.hashes(of: key)
        for round in 0..<hashes { counters[place(first, step, round)] &+= 1 }
    }

    /// Halves every count. Complexity: O(number of counters).
    mutating func halve() {
        for place in counters.indices { counters[place] >>= 1 }
    }

    private func place(_ first: UInt32, _ step: UInt32, _ round: UInt32) -> Int {
        Int((first &+ round &* step) % UInt32(truncatingIfNeeded: counters.count))
    }

    /// Keys count from 0 here and from 1 there, where 0 is no object.
    private static func hashes(of key: UInt64) -> (UInt32, UInt32) {
        (
            UInt32(truncatingIfNeeded: xxh64(key &+ 1, seed: 0x1234_5678)),
            UInt32(truncatingIfNeeded: xxh64(key &+ 1, seed: 0x1234_4321))
        )
    }

    /// XXH64 of the eight bytes of a number, least significant first.
    static func xxh64(_ key: UInt64, seed: UInt64) -> UInt64 {
        let primes: (UInt64, UInt64, UInt64, UInt64, UInt64) = (
            0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63,
            0x27D4_EB2F_1656_67C5
        )
        var hash = seed &+ primes.4 &+ 8
        let lane = rotated(key &* primes.1, 31) &* primes.0
        hash = rotated(hash ^ lane, 27) &* primes.0 &+ primes.3
        hash = (hash ^ (hash >> 33)) &* primes.1
        hash = (hash ^ (hash >> 29)) &* primes.2
        return hash ^ (hash >> 32)
    }

    private static func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }
}
