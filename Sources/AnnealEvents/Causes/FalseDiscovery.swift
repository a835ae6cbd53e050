/// Choosing claims by their probabilities so that few of them are wrong.
public enum FalseDiscovery {
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
