internal import AnnealLearning

/// A share of cases with the interval in which it probably lies.
///
/// The interval is Wilson's at 95 %: it stays within 0 and 1 and is honest for few cases, where the common one is not.
///
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
public struct ObservedShare: Sendable, Hashable, Codable {
    /// How many cases it is a share of.
    public var cases: Int
    /// How many of them count.
    public var hits: Int

    /// Creates a share; `hits` of `cases`.
    public init(hits: Int, of cases: Int) {
        self.hits = hits
        self.cases = cases
    }

    /// The observed share; the middle of all that is possible without any case.
    public var share: Double { cases == 0 ? 0.5 : Double(hits) / Double(cases) }

    /// The bounds at 95 %; everything without any case.
    public var interval: ClosedRange<Double> {
        (try? Proportion.wilson(successes: hits, trials: cases)) ?? 0...1
    }

    /// How sure the share is: 1 less the width of the interval. 0 without cases; 0.6 takes 20 cases at a half.
    public var confidence: Double { 1 - (interval.upperBound - interval.lowerBound) }
}
