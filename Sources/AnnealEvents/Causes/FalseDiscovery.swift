/// Adjusts probabilities of error for the number of tests.
public enum FalseDiscovery {
    /// For each test the least rate of false discoveries at which it counts as one, tests being independent or
    /// positively dependent. Complexity: O(n log n).
    ///
    /// Source: Y. Benjamini, Y. Hochberg, JRSS B 57 (1995).
    ///
    /// - Parameter pValues: the probabilities of error, one a test.
    /// - Returns: the adjusted values, in the same order.
    public static func benjaminiHochberg(_ pValues: [Double]) -> [Double] { adjusted(pValues, factor: 1) }

    /// The same for tests that depend on each other in any way.
    ///
    /// Source: Y. Benjamini, D. Yekutieli, Annals of Statistics 29 (2001).
    ///
    /// - Parameter pValues: the probabilities of error, one a test.
    /// - Returns: the adjusted values, in the same order.
    public static func benjaminiYekutieli(_ pValues: [Double]) -> [Double] {
        adjusted(pValues, factor: (1...max(1, pValues.count)).reduce(0) { $0 + 1 / Double($1) })
    }

    private static func adjusted(_ pValues: [Double], factor: Double) -> [Double] {
        let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
        var adjusted = pValues
        var least = 1.0
        for (rank, index) in order.enumerated().reversed() {
            least = min(least, pValues[index] * factor * Double(pValues.count) / Double(rank + 1))
            adjusted[index] = least
        }
        return adjusted
    }

    /// How many of the most probable claims can be made so that the expected share of wrong ones stays below a rate.
    ///
    /// Source: M. A. Newton and others, Biostatistics 5 (2004).
    ///
    /// - Parameters:
    ///   - probabilities: that each claim is true, largest first.
    ///   - rate: the rate of false discoveries.
    /// - Returns: the number of claims.
    public static func count(of probabilities: [Double], rate: Double) -> Int {
        var wrong = 0.0
        for (index, probability) in probabilities.enumerated() {
            wrong += 1 - probability
            if wrong / Double(index + 1) > rate { return index }
        }
        return probabilities.count
    }
}
