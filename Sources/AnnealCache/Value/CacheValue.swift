internal import Foundation

/// What an object is worth to a cache: 0.3·access frequency + 0.3·computation cost + 0.1·(1/storage cost) + 0.3·context
/// relevance, each from 0 to 1, clipped to [0, 1].
public struct CacheValue: Sendable, Hashable {
    /// How often it is requested: n requests give n/(n + 3).
    public var frequency: Double
    /// What it costs to make: t seconds give t/(t + 1).
    public var cost: Double
    /// One by what it costs to keep: b bytes give 1/(1 + b/65,536).
    public var lightness: Double
    /// How much it has to do with the work in hand, as the caller says.
    public var relevance: Double

    /// Takes parts that are from 0 to 1 already; others are clipped.
    public init(frequency: Double, cost: Double, lightness: Double, relevance: Double) {
        self.frequency = Self.clipped(frequency)
        self.cost = Self.clipped(cost)
        self.lightness = Self.clipped(lightness)
        self.relevance = Self.clipped(relevance)
    }

    /// Brings the parts to [0, 1].
    ///
    /// - Parameters:
    ///   - requests: requests of the recent past.
    ///   - seconds: the time that it takes to make the object.
    ///   - bytes: its size.
    ///   - relevance: from 0 to 1.
    public init(requests: Double, seconds: Double, bytes: Int, relevance: Double) {
        let (requests, seconds) = (max(0, requests), max(0, seconds))
        self.init(
            frequency: requests / (requests + 3), cost: seconds / (seconds + 1),
            lightness: 1 / (1 + Double(max(0, bytes)) / 65_536), relevance: relevance)
    }

    /// The value, from 0 to 1.
    public var total: Double {
        Self.clipped(0.3 * frequency + 0.3 * cost + 0.1 * lightness + 0.3 * relevance)
    }

    private static func clipped(_ number: Double) -> Double { number.isNaN ? 0 : min(1, max(0, number)) }
}
