internal import AnnealFoundation

/// Random numbers that are the same for the same seed on every machine.
struct SeededRandom: RandomNumberGenerator {
    private var source: SplitMix64

    init(seed: UInt64) {
        source = SplitMix64(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1)
    }

    mutating func next() -> UInt64 { source.next() }

    /// From 0 up to 1, 1 left out.
    mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// From 0 up to `bound`, `bound` left out; 0 when there is nothing to choose from.
    mutating func index(below bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }

    /// The numbers below `count` in random order.
    mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        for place in stride(from: count - 1, to: 0, by: -1) { order.swapAt(place, index(below: place + 1)) }
        return order
    }
}
