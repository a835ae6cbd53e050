/// Confidence intervals of any statistic of a sample, from resamples of it.
public enum Bootstrap {
    /// The interval between quantiles of resamples, corrected for bias and for a spread that changes with the value.
    ///
    /// - Parameters:
    ///   - values: at least two, finite, independent.
    ///   - confidence: of both sides together, above 0 and below 1.
    ///   - resamples: how many there are; at least 100.
    ///   - random: draws.
    ///   - statistic: of a sample; finite.
    /// - Returns: the interval; the statistic itself on both sides when resampling does not change it.
    /// - Throws: `LearningError` of code `invalidArgument` for fewer values, resamples or another confidence,
    ///   `notFinite` when a value or the statistic is not finite.
    /// - Complexity: O((resamples + n) · n) and the statistic as many times.
    ///
    /// Source: B. Efron, "Better Bootstrap Confidence Intervals", JASA 82 (1987).
    public static func interval(
        of values: [Double], confidence: Double = 0.95, resamples: Int = 2_000, random: inout RandomSource,
        statistic: ([Double]) -> Double
    ) throws(LearningError) -> ClosedRange<Double> {
        _ = try SampleSummary(values)
        guard values.count > 1, resamples >= 100, confidence > 0, confidence < 1 else {
            throw LearningError(
                code: .invalidArgument,
                message: "\(values.count) values, \(resamples) resamples, confidence \(confidence)",
                place: "Bootstrap", remedy: "use at least two values, 100 resamples and a confidence below 1")
        }
        let observed = statistic(values)
        var drawn = values
        var statistics: [Double] = []
        for _ in 0..<resamples {
            for index in drawn.indices { drawn[index] = values[random.index(below: values.count)] }
            statistics.append(statistic(drawn))
        }
        guard observed.isFinite, statistics.allSatisfy(\.isFinite) else {
            throw LearningError(code: .notFinite, message: "the statistic is not finite", place: "Bootstrap")
        }
        statistics.sort()
        guard let least = statistics.first, let largest = statistics.last, least < largest else {
            return min(observed, statistics[0])...max(observed, statistics[0])
        }
        let below = statistics.reduce(0) { $0 + ($1 < observed ? 1 : $1 == observed ? 0.5 : 0) }
        // Kept off the ends, where the quantile is infinite.
        let share = min(max(below, 0.5), Double(resamples) - 0.5) / Double(resamples)
        let bias = NormalDistribution.quantile(share)
        let acceleration = acceleration(values, statistic)
        func bound(_ probability: Double) -> Double {
            let z = bias + NormalDistribution.quantile(probability)
            let corrected = NormalDistribution.cumulative(bias + z / (1 - acceleration * z))
            return Quantile.of(sorted: statistics, share: min(max(corrected, 0), 1))
        }
        let tail = (1 - confidence) / 2
        let (low, high) = (bound(tail), bound(1 - tail))
        return min(low, high)...max(low, high)
    }

    /// How the spread changes with the value, from leaving out each value in turn.
    private static func acceleration(_ values: [Double], _ statistic: ([Double]) -> Double) -> Double {
        var rest = Array(values.dropFirst())
        var left: [Double] = []
        for index in values.indices {
            left.append(statistic(rest))
            if index < rest.count { rest[index] = values[index] }
        }
        let mean = left.reduce(0, +) / Double(left.count)
        let squares = left.reduce(0) { $0 + (mean - $1) * (mean - $1) }
        let cubes = left.reduce(0) { $0 + (mean - $1) * (mean - $1) * (mean - $1) }
        return squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
    }
}
