/// Intervals of a probability from successes in a number of trials.
public enum Proportion {
    /// Wilson's interval: holds its promise for few trials and near 0 and 1, where the usual one does not.
    ///
    /// - Parameters:
    ///   - successes: how many trials succeeded.
    ///   - trials: how many there were, at least one.
    ///   - confidence: of both sides together, above 0 and below 1.
    /// - Returns: the interval, within 0 ... 1.
    /// - Throws: `LearningError` of code `invalidArgument` outside of these bounds.
    ///
    /// Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927).
    public static func wilson(
        successes: Int, trials: Int, confidence: Double = 0.95
    ) throws(LearningError) -> ClosedRange<Double> {
        guard trials > 0, (0...trials).contains(successes), confidence > 0, confidence < 1 else {
            throw LearningError(
                code: .invalidArgument,
                message: "\(successes) successes in \(trials) trials at confidence \(confidence)",
                place: "Proportion.wilson")
        }
        let z = NormalDistribution.quantile(0.5 + confidence / 2)
        let n = Double(trials)
        let share = Double(successes) / n
        let shrink = 1 + z * z / n
        let centre = (share + z * z / (2 * n)) / shrink
        let variance = share * (1 - share) / n + z * z / (4 * n * n)
        let half = z / shrink * variance.squareRoot()
        let low = successes == 0 ? 0 : max(0, centre - half)
        return low...(successes == trials ? 1 : min(1, max(low, centre + half)))
    }
}
