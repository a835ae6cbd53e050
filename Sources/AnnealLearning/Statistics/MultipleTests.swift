/// Corrections for looking at many tests at once.
public enum MultipleTests {
    /// Probabilities so adjusted that keeping those up to a limit leaves, in expectation, at most that share of false ones
    /// among those kept.
    ///
    /// - Parameter probabilities: of the tests, each in 0 ... 1; the tests independent or positively dependent.
    /// - Returns: adjusted, in the same order.
    /// - Throws: `LearningError` of code `invalidArgument` for a probability that is none.
    /// - Complexity: O(n log n).
    ///
    /// Source: Y. Benjamini, Y. Hochberg, "Controlling the False Discovery Rate", JRSS B 57 (1995).
    public static func benjaminiHochberg(_ probabilities: [Double]) throws(LearningError) -> [Double] {
        try stepUp(probabilities, factor: 1)
    }

    /// The same for tests that depend on each other in any way.
    ///
    /// - Parameter probabilities: of the tests, each in 0 ... 1.
    /// - Returns: adjusted, in the same order.
    /// - Throws: `LearningError` of code `invalidArgument` for a probability that is none.
    /// - Complexity: O(n log n).
    ///
    /// Source: Y. Benjamini, D. Yekutieli, Annals of Statistics 29 (2001).
    public static func benjaminiYekutieli(_ probabilities: [Double]) throws(LearningError) -> [Double] {
        try stepUp(probabilities, factor: probabilities.indices.reduce(0) { $0 + 1 / Double($1 + 1) })
    }

    private static func stepUp(_ probabilities: [Double], factor: Double) throws(LearningError) -> [Double] {
        try check(probabilities)
        let order = probabilities.indices.sorted { probabilities[$0] > probabilities[$1] }
        var adjusted = probabilities
        var least = 1.0
        for (place, index) in order.enumerated() {
            let rank = Double(probabilities.count - place)
            least = min(least, probabilities[index] * factor * Double(probabilities.count) / rank)
            adjusted[index] = least
        }
        return adjusted
    }

    /// Probabilities so adjusted that the probability of any false one among those kept is at most the limit.
    ///
    /// - Parameter probabilities: of the tests, each in 0 ... 1.
    /// - Returns: adjusted, in the same order.
    /// - Throws: `LearningError` of code `invalidArgument` for a probability that is none.
    /// - Complexity: O(n log n).
    ///
    /// Source: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian J. Statistics 6 (1979).
    public static func holm(_ probabilities: [Double]) throws(LearningError) -> [Double] {
        try check(probabilities)
        let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
        var adjusted = probabilities
        var largest = 0.0
        for (place, index) in order.enumerated() {
            largest = max(largest, min(1, probabilities[index] * Double(probabilities.count - place)))
            adjusted[index] = largest
        }
        return adjusted
    }

    private static func check(_ probabilities: [Double]) throws(LearningError) {
        if let wrong = probabilities.first(where: { !(0...1).contains($0) }) {
            throw LearningError(
                code: .invalidArgument, message: "a probability is \(wrong)", place: "MultipleTests")
        }
    }
}
