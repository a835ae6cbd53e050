/// How a bound is drawn from a sample of independent values that the true mean violates with no more than a given
/// probability.
///
/// | method | holds | needs |
/// |---|---|---|
/// | `hoeffding`, `empiricalBernstein` | for every sample size | the values' range |
/// | `betting` | for every sample size | the least possible value; gives no upper bound |
/// | `student`, `bootstrap` | nearly, from some twenty values on | nothing |
public enum MeanBound: Sendable, Hashable {
    /// Hoeffding's inequality: depends on the range alone.
    case hoeffding(range: ClosedRange<Double>)
    /// The range counts only with 1/n; the variance seen does the rest.
    case empiricalBernstein(range: ClosedRange<Double>)
    /// A bet against the mean being small. Tight for values that are mostly near their least, such as importance
    /// weighted rewards, whose largest possible value may be unknown. `scale` is about how large values are; a bad guess
    /// loosens the bound but keeps it true.
    case betting(atLeast: Double, scale: Double = 1)
    /// The mean less its standard error times a quantile of Student's distribution.
    case student
    /// The same with the quantile taken from resamples (bootstrap-t), which follows the skewness of the values.
    case bootstrap(resamples: Int = 1_000)

    /// A value that the mean lies above with at least the given confidence.
    ///
    /// - Parameters:
    ///   - values: at least two, finite, independent draws of one distribution.
    ///   - confidence: above 0 and below 1, such as 0.95.
    ///   - random: draws the resamples of `bootstrap`; the others leave it alone.
    /// - Returns: the bound.
    /// - Throws: `LearningError` of code `invalidArgument` for fewer than two values, a value outside of the range, or a
    ///   confidence, number of resamples or scale that is none; of code `notFinite`.
    public func lower(
        of values: [Double], confidence: Double, random: inout RandomSource
    ) throws(LearningError) -> Double {
        let summary = try SampleSummary(values)
        try check(values, confidence: confidence)
        let risk = 1 - confidence
        let count = Double(summary.count)
        switch self {
        case .hoeffding(let range):
            let width = range.upperBound - range.lowerBound
            return max(
                range.lowerBound, summary.mean - width * (Elementary.log(1 / risk) / (2 * count)).squareRoot())
        case .empiricalBernstein(let range):
            let width = range.upperBound - range.lowerBound
            let term = Elementary.log(2 / risk)
            let slack = (2 * summary.variance * term / count).squareRoot() + 7 * width * term / (3 * (count - 1))
            return max(range.lowerBound, summary.mean - slack)
        case .betting(let least, let scale):
            return least + scale * BettingBound.lower(of: values.map { ($0 - least) / scale }, risk: risk)
        case .student:
            return summary.mean - summary.standardError
                * StudentDistribution.quantile(confidence, freedom: count - 1)
        case .bootstrap(let resamples):
            let quantile = StudentizedBootstrap.quantile(
                of: values, summary: summary, share: confidence, resamples: resamples, random: &random)
            return summary.mean - summary.standardError * quantile
        }
    }

    /// A value that the mean lies below with at least the given confidence.
    ///
    /// - Parameters:
    ///   - values: at least two, finite, independent draws of one distribution.
    ///   - confidence: above 0 and below 1.
    ///   - random: draws the resamples of `bootstrap`.
    /// - Returns: the bound; ∞ for `betting`, which knows no upper end.
    /// - Throws: as `lower(of:confidence:random:)`.
    public func upper(
        of values: [Double], confidence: Double, random: inout RandomSource
    ) throws(LearningError) -> Double {
        let mirrored: MeanBound
        switch self {
        case .hoeffding(let range): mirrored = .hoeffding(range: -range.upperBound ... -range.lowerBound)
        case .empiricalBernstein(let range):
            mirrored = .empiricalBernstein(range: -range.upperBound ... -range.lowerBound)
        case .betting:
            try check(values, confidence: confidence)
            return .infinity
        case .student, .bootstrap: mirrored = self
        }
        return -(try mirrored.lower(of: values.map { -$0 }, confidence: confidence, random: &random))
    }

    private func check(_ values: [Double], confidence: Double) throws(LearningError) {
        func fail(_ message: String) -> LearningError {
            LearningError(code: .invalidArgument, message: message, place: "MeanBound")
        }
        guard values.count > 1 else { throw fail("a bound needs at least two values, not \(values.count)") }
        guard confidence > 0, confidence < 1 else { throw fail("confidence is \(confidence), not between 0 and 1") }
        switch self {
        case .hoeffding(let range), .empiricalBernstein(let range):
            if let outside = values.first(where: { !range.contains($0) }) {
                throw fail("the value \(outside) is outside of the range \(range)")
            }
        case .betting(let least, let scale):
            guard scale > 0, scale.isFinite else { throw fail("scale is \(scale)") }
            if let outside = values.first(where: { $0 < least }) {
                throw fail("the value \(outside) is below the least value \(least)")
            }
        case .bootstrap(let resamples):
            guard resamples > 0 else { throw fail("there are \(resamples) resamples") }
        case .student: break
        }
    }
}

/// Lower bound for the mean of values that are not negative: the largest mean that a gambler could not have got rich
/// against, who bets on values above it.
///
/// Source: I. Waudby-Smith, A. Ramdas, "Estimating Means of Bounded Random Variables by Betting", JRSS B 86 (2024);
/// without an upper end: I. Waudby-Smith and others, "Anytime-valid off-policy inference for contextual bandits" (2022).
enum BettingBound {
    /// Gamblers that reckon with values of these sizes share the capital, so that a wrong guess costs little.
    private static let scales = [1.0, 8.0]

    /// The bound.
    ///
    /// - Parameters:
    ///   - values: not negative, of size around 1.
    ///   - risk: the probability with which the mean may lie below the bound.
    /// - Returns: the bound.
    static func lower(of values: [Double], risk: Double) -> Double {
        let stakes = scales.map { Self.stakes(values, scale: $0, risk: risk) }
        let target = Double(scales.count) / risk
        func isRejected(_ mean: Double) -> Bool {
            var capitals = [Double](repeating: 1, count: stakes.count)
            for index in values.indices {
                var sum = 0.0
                for gambler in capitals.indices {
                    capitals[gambler] *= 1 + min(stakes[gambler][index], 0.75 / mean) * (values[index] - mean)
                    sum += capitals[gambler]
                }
                if sum >= target { return true }
            }
            return false
        }
        var low = 0.0
        var high = values.max() ?? 0
        guard high > 0 else { return 0 }
        for _ in 0..<60 {
            let middle = 0.5 * (low + high)
            if isRejected(middle) { low = middle } else { high = middle }
        }
        return low
    }

    /// Each stake depends on earlier values only, which is what makes the bound hold. Nothing is staked on the first
    /// value, which tells where values are.
    private static func stakes(_ values: [Double], scale: Double, risk: Double) -> [Double] {
        let total = 2 * Elementary.log(1 / risk) / Double(values.count)
        var stakes: [Double] = []
        var sum = 0.0
        var squares = 0.25 * scale * scale
        for value in values {
            let seen = Double(stakes.count)
            stakes.append(seen > 0 ? (total * seen / squares).squareRoot() : 0)
            sum += value
            let difference = value - sum / (seen + 1)
            squares += difference * difference
        }
        return stakes
    }
}
