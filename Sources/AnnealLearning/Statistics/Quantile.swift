/// Quantiles of samples.
public enum Quantile {
    /// The quantile of a sample, interpolated between its values (the definition 7 that R and NumPy use).
    ///
    /// - Parameters:
    ///   - values: at least one, finite.
    ///   - share: how much of the sample lies below, in 0 ... 1.
    /// - Returns: the quantile.
    /// - Throws: `LearningError` of code `invalidArgument` without a value or for another share; `notFinite`.
    /// - Complexity: O(n log n).
    public static func of(_ values: [Double], share: Double) throws(LearningError) -> Double {
        guard !values.isEmpty, (0...1).contains(share) else {
            throw LearningError(
                code: .invalidArgument, message: "a quantile of \(values.count) values at \(share) does not exist",
                place: "Quantile")
        }
        guard values.allSatisfy(\.isFinite) else {
            throw LearningError(code: .notFinite, message: "a value is not finite", place: "Quantile")
        }
        return of(sorted: values.sorted(), share: share)
    }

    static func of(sorted values: [Double], share: Double) -> Double {
        let position = share * Double(values.count - 1)
        let index = min(Int(position), values.count - 1)
        guard index + 1 < values.count else { return values[index] }
        let fraction = position - Double(index)
        return values[index] + fraction * (values[index + 1] - values[index])
    }
}
