/// A source of random numbers whose whole state is a value: the same seed gives the same numbers on every machine, and a
/// checkpoint that stores it resumes bit for bit.
///
/// The generator is xoshiro256++, its state filled from the seed by SplitMix64, as its authors advise. Not for secrets.
///
/// Source: D. Blackman, S. Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47 (2021).
public struct RandomSource: RandomNumberGenerator, Sendable, Hashable, Codable {
    private var s0: UInt64
    private var s1: UInt64
    private var s2: UInt64
    private var s3: UInt64

    /// Creates a source.
    ///
    /// - Parameter seed: any number; sources of different seeds are independent for all practical ends.
    public init(seed: UInt64) {
        var mix = seed
        func next() -> UInt64 {
            mix &+= 0x9E37_79B9_7F4A_7C15
            var z = mix
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        s0 = next()
        s1 = next()
        s2 = next()
        s3 = next()
    }

    /// Goes on from a stored state. One of zeros alone is refused: every number after it would be 0.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        s0 = try values.decode(UInt64.self, forKey: .s0)
        s1 = try values.decode(UInt64.self, forKey: .s1)
        s2 = try values.decode(UInt64.self, forKey: .s2)
        s3 = try values.decode(UInt64.self, forKey: .s3)
        guard s0 | s1 | s2 | s3 != 0 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a state of zeros draws nothing"))
        }
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        let sum = s0 &+ s3
        let result = ((sum << 23) | (sum >> 41)) &+ s0
        let shifted = s1 << 17
        s2 ^= s0
        s3 ^= s1
        s1 ^= s2
        s0 ^= s3
        s2 ^= shifted
        s3 = (s3 << 45) | (s3 >> 19)
        return result
    }

    /// A source of its own for a part of the work (an environment, a worker), that does not depend on how much the
    /// others draw.
    public mutating func split() -> RandomSource { RandomSource(seed: next()) }

    /// A number uniform in [0, 1), of 53 random bits.
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number uniform in [0, 1), of 24 random bits.
    public mutating func uniformFloat() -> Float { Float(next() >> 40) * 0x1p-24 }

    /// A whole number uniform in 0 ..< `bound`, without bias.
    ///
    /// - Parameter bound: above 0; the result is 0 when it is not.
    /// - Returns: the number.
    ///
    /// Source: D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29 (2019).
    public mutating func index(below bound: Int) -> Int {
        guard bound > 1 else { return 0 }
        let range = UInt64(bound)
        var product = next().multipliedFullWidth(by: range)
        if product.low < range {
            let threshold = (0 &- range) % range
            while product.low < threshold { product = next().multipliedFullWidth(by: range) }
        }
        return Int(product.high)
    }

    /// A number of the normal distribution with mean 0 and variance 1.
    ///
    /// Each call draws two numbers and uses one, so that the state alone tells what comes next.
    ///
    /// Source: G. E. P. Box, M. E. Muller, "A Note on the Generation of Random Normal Deviates" (1958).
    public mutating func normal() -> Double {
        let radius = (-2 * Elementary.log(1 - uniform())).squareRoot()
        return radius * Elementary.cos(2 * .pi * uniform())
    }

    /// Draws an index with probability in proportion to its weight.
    ///
    /// - Parameter weights: not negative, finite; at least one above 0.
    /// - Returns: an index of `weights`; `nil` when no weight is above 0.
    /// - Complexity: O(n).
    public mutating func index(weighted weights: some Collection<Double>) -> Int? {
        let total = weights.reduce(0, +)
        guard total > 0, total.isFinite else { return nil }
        var left = uniform() * total
        var last: Int?
        for (index, weight) in weights.enumerated() where weight > 0 {
            left -= weight
            last = index
            if left < 0 { return index }
        }
        return last
    }

    /// A random permutation of 0 ..< `count`.
    ///
    /// - Complexity: O(n).
    public mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<max(0, count))
        guard count > 1 else { return order }
        for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, index(below: last + 1)) }
        return order
    }
}
