/// A link of a causal graph: a past value of one variable moves a later value of another.
public struct CausalLink: Sendable, Hashable {
    /// The variable that moves.
    public var from: Int
    /// The variable that is moved.
    public var to: Int
    /// How many time steps later, at least 1.
    public var lag: Int
    /// By how much the moved variable changes when the other changes by 1, in their own units; for variables that were
    /// mapped to ranks, in standard deviations.
    public var coefficient: Double
    /// The interval that the coefficient lies in with a confidence of 95 %, by block bootstrap; `nil` when no resamples
    /// were asked for.
    public var interval: ClosedRange<Double>?
    /// The partial correlation given the other causes, between -1 and 1.
    public var strength: Double
    /// The probability of such a correlation when there is no link.
    public var pValue: Double
    /// The least rate of false discoveries at which the link counts as found (Benjamini–Hochberg over all links).
    public var qValue: Double
    /// The probability that the link is there; `nil` for methods that give none.
    public var probability: Double?
}

/// Which variables move which.
public struct CausalGraph: Sendable {
    /// The variables' names.
    public let names: [String]
    /// The links between different variables, by target, source and lag.
    public let links: [CausalLink]
    /// The variables that were mapped to ranks.
    public var ranked: [Int] { prepared.ranked }

    /// The longest lag that was looked at.
    let lags: Int
    let prepared: PreparedSeries
    /// The sparse autoregression, where the links came from one.
    let model: SparseDiscovery?
}
