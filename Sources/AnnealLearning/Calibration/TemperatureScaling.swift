/// Makes a classifier's probabilities neither too sure nor too doubtful: its logits are divided by a temperature that is
/// fitted on examples it was not trained on. Which class is the most probable stays as it is.
///
/// Source: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks", ICML 2017.
public struct TemperatureScaling: Sendable, Hashable, Codable {
    /// What logits are divided by; above 1 makes probabilities more doubtful.
    public let temperature: Double

    /// Creates a scaling.
    ///
    /// - Parameter temperature: above 0, finite.
    /// - Throws: `LearningError` of code `invalidArgument`.
    public init(temperature: Double) throws(LearningError) {
        guard temperature > 0, temperature.isFinite else {
            throw LearningError(
                code: .invalidArgument, message: "the temperature is \(temperature)", place: "TemperatureScaling")
        }
        self.temperature = temperature
    }

    /// Fits the temperature that makes the labels most probable, between 0.01 and 100.
    ///
    /// The loss is convex in 1/temperature, so that halving the interval of its derivative finds the only minimum.
    ///
    /// - Parameters:
    ///   - logits: row after row, one for each class.
    ///   - classes: how many classes there are, at least two.
    ///   - labels: of each row, the class.
    /// - Throws: `LearningError` of code `shape` when lengths do not fit, `invalidArgument` without a row or for a label
    ///   that is no class, `notFinite`.
    /// - Complexity: O(rows · classes).
    public init(fitting logits: [Double], classes: Int, labels: [Int]) throws(LearningError) {
        guard classes > 1, !labels.isEmpty, logits.count == labels.count * classes else {
            throw LearningError(
                code: .shape, message: "\(logits.count) logits of \(classes) classes for \(labels.count) labels",
                place: "TemperatureScaling")
        }
        guard labels.allSatisfy({ (0..<classes).contains($0) }) else {
            throw LearningError(
                code: .invalidArgument, message: "a label is none of the \(classes) classes",
                place: "TemperatureScaling")
        }
        guard logits.allSatisfy(\.isFinite) else {
            throw LearningError(code: .notFinite, message: "a logit is not finite", place: "TemperatureScaling")
        }
        var low = 0.01
        var high = 100.0
        for _ in 0..<100 {
            // In the middle of the logarithms: the temperature may be of any size.
            let middle = (low * high).squareRoot()
            if Self.slope(logits, classes, labels, inverse: middle) <= 0 { low = middle } else { high = middle }
        }
        temperature = 1 / (low * high).squareRoot()
    }

    /// The derivative of the loss by the inverse temperature: expected logit less the label's, over all rows.
    private static func slope(_ logits: [Double], _ classes: Int, _ labels: [Int], inverse: Double) -> Double {
        var slope = 0.0
        for (row, label) in labels.enumerated() {
            let values = logits[row * classes..<(row + 1) * classes]
            let largest = values.max() ?? 0
            var sum = 0.0
            var expected = 0.0
            for value in values {
                let weight = Elementary.exp(inverse * (value - largest))
                sum += weight
                expected += weight * value
            }
            slope += expected / sum - logits[row * classes + label]
        }
        return slope
    }

    /// The probabilities of classes.
    ///
    /// - Parameter logits: of one row.
    /// - Returns: with the sum 1; empty for no logits.
    public func probabilities(_ logits: [Double]) -> [Double] {
        let largest = logits.max() ?? 0
        let weights = logits.map { Elementary.exp(($0 - largest) / temperature) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }
}
