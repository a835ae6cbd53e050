/// Number, mean and spread of a sample.
public struct SampleSummary: Sendable, Hashable, Codable {
    /// How many values there are, at least one.
    public let count: Int
    /// Their mean.
    public let mean: Double
    /// Their variance with the divisor `count - 1`; 0 for a single value.
    public let variance: Double

    /// Summarises values.
    ///
    /// - Parameter values: at least one, all finite.
    /// - Throws: `LearningError` of code `invalidArgument` without a value, `notFinite` when one is not finite.
    /// - Complexity: O(n), in two passes.
    public init(_ values: [Double]) throws(LearningError) {
        guard !values.isEmpty else {
            throw LearningError(code: .invalidArgument, message: "there are no values", place: "SampleSummary")
        }
        let mean = Self.sum(values) / Double(values.count)
        guard mean.isFinite else {
            throw LearningError(
                code: .notFinite, message: "a value is not finite, or their sum is too large", place: "SampleSummary")
        }
        var squares = 0.0
        for value in values { squares += (value - mean) * (value - mean) }
        count = values.count
        self.mean = mean
        variance = values.count > 1 ? squares / Double(values.count - 1) : 0
    }

    /// The square root of the variance.
    public var deviation: Double { variance.squareRoot() }
    /// The standard error of the mean; infinite for a single value, which tells nothing of the spread.
    public var standardError: Double { count > 1 ? (variance / Double(count)).squareRoot() : .infinity }

    private static func sum(_ values: [Double]) -> Double {
        var sum = 0.0
        for value in values { sum += value }
        return sum
    }
}
