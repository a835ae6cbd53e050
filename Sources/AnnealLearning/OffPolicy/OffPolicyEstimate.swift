/// What an estimator found: the value, how sure it is, and how much data it rests on.
public struct OffPolicyEstimate: Sendable, Hashable, Codable {
    /// The estimated value of the policy.
    public let value: Double
    /// The standard error of the value; infinite for a single term, and for a weighted mean with an effective sample size
    /// below 2.
    public let standardError: Double
    /// How many choices of the policy itself would tell as much: small when few logged choices carry all weight.
    public let effectiveSampleSize: Double
    /// One term for each choice or episode; their mean is the value.
    public let terms: [Double]

    /// Whether the terms may lie farther below the mean than any that was seen.
    private let mayFall: Bool
    /// Whether the terms may lie farther above the mean than any that was seen.
    private let mayRise: Bool

    init(
        terms: [Double], weights: [Double], isNormalized: Bool = false, mayFall: Bool = true, mayRise: Bool = true
    ) throws(LearningError) {
        let summary = try SampleSummary(terms)
        effectiveSampleSize = EffectiveSampleSize.of(weights: weights)
        value = summary.mean
        // A weighted mean that rests on a single value shows no spread, which is not that it has none.
        standardError = isNormalized && effectiveSampleSize < 2 ? .infinity : summary.standardError
        self.terms = terms
        self.mayFall = mayFall
        self.mayRise = mayRise
    }

    /// A value that the policy's true value lies above with the given confidence.
    ///
    /// Large weights are rare: a sample often has fewer of them than it should, and then shows less spread than there is.
    /// So `student` and `bootstrap` suppose, beside the terms, one as far below the mean as the farthest is from it on
    /// either side, unless no such term can be (weighted rewards that are not negative); and `bootstrap` is not above
    /// `student` then. Neither bound says anything of the bias of a model (`directMethod`, `switchDoublyRobust`).
    ///
    /// - Parameters:
    ///   - confidence: above 0 and below 1.
    ///   - method: how the bound is drawn.
    ///   - random: draws resamples.
    /// - Returns: the bound; -∞ where the standard error is infinite.
    /// - Throws: `LearningError` of code `invalidArgument` for fewer than two terms or terms outside of a range.
    public func lowerBound(
        confidence: Double = 0.95, by method: MeanBound, random: inout RandomSource
    ) throws(LearningError) -> Double {
        let bound: Double
        switch method {
        case .student where mayFall:
            bound = try method.lower(of: guarded(sign: -1), confidence: confidence, random: &random)
        case .bootstrap where mayFall:
            let terms = guarded(sign: -1)
            bound = min(
                try method.lower(of: terms, confidence: confidence, random: &random),
                try MeanBound.student.lower(of: terms, confidence: confidence, random: &random))
        default: bound = try method.lower(of: terms, confidence: confidence, random: &random)
        }
        return standardError.isFinite ? bound : -.infinity
    }

    /// A value that the policy's true value lies below with the given confidence; as careful as `lowerBound`.
    ///
    /// - Parameters:
    ///   - confidence: above 0 and below 1.
    ///   - method: how the bound is drawn.
    ///   - random: draws resamples.
    /// - Returns: the bound; ∞ by `betting` and where the standard error is infinite.
    /// - Throws: `LearningError` of code `invalidArgument` for fewer than two terms or terms outside of a range.
    public func upperBound(
        confidence: Double = 0.95, by method: MeanBound, random: inout RandomSource
    ) throws(LearningError) -> Double {
        let bound: Double
        switch method {
        case .student where mayRise:
            bound = try method.upper(of: guarded(sign: 1), confidence: confidence, random: &random)
        case .bootstrap where mayRise:
            let terms = guarded(sign: 1)
            bound = max(
                try method.upper(of: terms, confidence: confidence, random: &random),
                try MeanBound.student.upper(of: terms, confidence: confidence, random: &random))
        default: bound = try method.upper(of: terms, confidence: confidence, random: &random)
        }
        return standardError.isFinite ? bound : .infinity
    }

    /// The terms and one more, as far out as any; without an own spread to be wrong about, the terms alone.
    private func guarded(sign: Double) -> [Double] {
        guard terms.count > 1 else { return terms }
        var farthest = 0.0
        for term in terms { farthest = max(farthest, abs(term - value)) }
        return terms + [value + sign * farthest]
    }
}

/// How many equally weighted samples tell as much as weighted ones.
///
/// Source: A. Kong, J. S. Liu, W. H. Wong, "Sequential Imputations and Bayesian Missing Data Problems", JASA 89 (1994).
public enum EffectiveSampleSize {
    /// The square of the sum of weights over the sum of their squares.
    ///
    /// - Parameter weights: not negative.
    /// - Returns: between 1 and the number of weights; 0 when all are 0.
    public static func of(weights: [Double]) -> Double {
        let largest = weights.max() ?? 0
        guard largest > 0 else { return 0 }
        var sum = 0.0
        var squares = 0.0
        for weight in weights {
            // Scaled, so that squares of large weights stay finite.
            let scaled = weight / largest
            sum += scaled
            squares += scaled * scaled
        }
        return sum * sum / squares
    }
}
