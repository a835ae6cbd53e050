internal import Foundation

/// What can be done with an object.
public enum CacheAction: String, Sendable, CaseIterable, Codable {
    /// Take it in, or leave it where it is.
    case cache
    /// Remove it.
    case evict
    /// Bring it up before it is asked for.
    case prefetch
    /// Do nothing with it.
    case skip
}

/// What is known when it has to be decided what to do with an object.
public struct CacheSituation: Sendable, Hashable {
    /// What the object is worth.
    public var value: CacheValue
    /// Whether it is in the cache.
    public var isKept: Bool
    /// How likely it is asked for next; `nil` when nobody says so and it was asked for.
    public var probability: Double?
    /// What a prefetch has to promise, by what earlier ones brought (`PrefetchLedger`).
    public var leastProbability: Double
    /// Hits by requests of late.
    public var hitRatio: Double
    /// How full the cache is.
    public var fill: Double

    /// Creates a situation.
    public init(
        value: CacheValue, isKept: Bool, probability: Double? = nil, leastProbability: Double = 0.5,
        hitRatio: Double = 0, fill: Double = 0
    ) {
        self.value = value
        self.isKept = isKept
        self.probability = probability
        self.leastProbability = leastProbability
        self.hitRatio = hitRatio
        self.fill = fill
    }

    /// The situation by name, as a log of decisions keeps it.
    public var features: [String: Double] {
        [
            "frequency": value.frequency, "cost": value.cost, "lightness": value.lightness,
            "relevance": value.relevance, "value": value.total, "kept": isKept ? 1 : 0,
            "predicted": probability == nil ? 0 : 1, "probability": probability ?? 0,
            "leastProbability": leastProbability, "hitRatio": hitRatio, "fill": fill,
        ]
    }

    /// The features in the order of their names, filled up with zeros.
    ///
    /// - Parameter width: the number of elements, at least as many as there are features.
    /// - Returns: the vector.
    public func vector(width: Int = 128) -> [Float] {
        let known = features.sorted { $0.key < $1.key }.map { Float($0.value) }
        return known + [Float](repeating: 0, count: max(0, width - known.count))
    }
}

/// What was decided.
public struct CacheDecision: Sendable, Hashable {
    /// What to do.
    public var action: CacheAction
    /// The probability with which the policy chose it, in (0, 1].
    public var probability: Double
    /// Why.
    public var reason: String

    /// Creates a decision.
    public init(_ action: CacheAction, probability: Double = 1, reason: String) {
        self.action = action
        self.probability = probability
        self.reason = reason
    }
}

/// Decides what to do with objects. A learned policy takes the place of the fixed one here.
public protocol CacheDecisionPolicy: Sendable {
    /// What logs call it.
    var name: String { get }
    /// Decides.
    func decide(_ situation: CacheSituation) -> CacheDecision
}

/// The fixed rule: by the value formula, and for prefetching by what earlier prefetches brought.
public struct FixedCachePolicy: CacheDecisionPolicy {
    /// What logs call it.
    public let name = "value-formula"
    /// What an object is worth at least that is taken in.
    public var least: Double
    /// What an object is worth at least that stays.
    public var leastToStay: Double

    /// Creates the rule.
    public init(least: Double = 0.2, leastToStay: Double = 0.1) {
        self.least = least
        self.leastToStay = leastToStay
    }

    /// Decides.
    public func decide(_ situation: CacheSituation) -> CacheDecision {
        let value = situation.value.total
        let text = String(format: "%.3f", value)
        if situation.isKept {
            return value < leastToStay
                ? CacheDecision(.evict, reason: "its value \(text) is below \(leastToStay)")
                : CacheDecision(.cache, reason: "its value \(text) is \(leastToStay) or more")
        }
        if let probability = situation.probability {
            let (likely, needed) = (
                String(format: "%.2f", probability), String(format: "%.2f", situation.leastProbability)
            )
            return probability >= situation.leastProbability
                ? CacheDecision(.prefetch, reason: "asked for next with probability \(likely), \(needed) is enough")
                : CacheDecision(.skip, reason: "asked for next with probability \(likely), \(needed) is needed")
        }
        return value < least
            ? CacheDecision(.skip, reason: "its value \(text) is below \(least)")
            : CacheDecision(.cache, reason: "its value \(text) is \(least) or more")
    }
}
