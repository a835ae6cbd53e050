/// How far predicted probabilities are from how often things happen.
public enum CalibrationError {
    /// Predictions of one bin and what came of them.
    public struct Bin: Sendable, Hashable, Codable {
        /// How many predictions are in it.
        public let count: Int
        /// Their mean.
        public let meanPrediction: Double
        /// The share of them that came true.
        public let shareTrue: Double
    }

    /// The predictions by bins of equal width.
    ///
    /// - Parameters:
    ///   - predictions: probabilities.
    ///   - outcomes: whether each came true.
    ///   - bins: how many bins there are, at least one.
    /// - Returns: those that are not empty, from 0 to 1.
    /// - Throws: `LearningError` of code `shape` when lengths differ, `invalidArgument` without a prediction or bin, or
    ///   for a prediction that is no probability.
    public static func bins(
        predictions: [Double], outcomes: [Bool], bins: Int = 15
    ) throws(LearningError) -> [Bin] {
        try Calibration.check(predictions, outcomes)
        guard bins > 0, bins <= 1_000_000 else {
            throw LearningError(code: .invalidArgument, message: "\(bins) bins", place: "CalibrationError")
        }
        var counts = [Int](repeating: 0, count: bins)
        var sums = [Double](repeating: 0, count: bins)
        var trues = [Int](repeating: 0, count: bins)
        for (prediction, outcome) in zip(predictions, outcomes) {
            let bin = min(Int(prediction * Double(bins)), bins - 1)
            counts[bin] += 1
            sums[bin] += prediction
            trues[bin] += outcome ? 1 : 0
        }
        return (0..<bins).filter { counts[$0] > 0 }.map {
            Bin(
                count: counts[$0], meanPrediction: sums[$0] / Double(counts[$0]),
                shareTrue: Double(trues[$0]) / Double(counts[$0]))
        }
    }

    /// The expected calibration error: the mean distance between prediction and frequency over the bins, by their size.
    ///
    /// - Parameters:
    ///   - predictions: probabilities.
    ///   - outcomes: whether each came true.
    ///   - bins: how many bins there are.
    /// - Returns: in 0 ... 1.
    /// - Throws: `LearningError` as `bins`.
    ///
    /// Source: M. P. Naeini, G. F. Cooper, M. Hauskrecht, "Obtaining Well Calibrated Probabilities Using Bayesian
    /// Binning", AAAI 2015; 15 bins as C. Guo and others, "On Calibration of Modern Neural Networks", ICML 2017.
    public static func expected(
        predictions: [Double], outcomes: [Bool], bins: Int = 15
    ) throws(LearningError) -> Double {
        try Self.bins(predictions: predictions, outcomes: outcomes, bins: bins).reduce(0) {
            $0 + Double($1.count) / Double(predictions.count) * abs($1.meanPrediction - $1.shareTrue)
        }
    }

    /// The mean squared distance between prediction and outcome.
    ///
    /// - Parameters:
    ///   - predictions: probabilities.
    ///   - outcomes: whether each came true.
    /// - Returns: in 0 ... 1.
    /// - Throws: `LearningError` of code `shape` or `invalidArgument`.
    ///
    /// Source: G. W. Brier, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review 78
    /// (1950).
    public static func brier(predictions: [Double], outcomes: [Bool]) throws(LearningError) -> Double {
        try Calibration.check(predictions, outcomes)
        return zip(predictions, outcomes).reduce(0) { sum, pair in
            let difference = pair.0 - (pair.1 ? 1 : 0)
            return sum + difference * difference
        } / Double(predictions.count)
    }
}

/// What the kinds of calibration check alike.
enum Calibration {
    static func check(_ predictions: [Double], _ outcomes: [Bool]) throws(LearningError) {
        guard predictions.count == outcomes.count else {
            throw LearningError(
                code: .shape, message: "\(outcomes.count) outcomes for \(predictions.count) predictions",
                place: "Calibration")
        }
        guard !predictions.isEmpty else {
            throw LearningError(code: .invalidArgument, message: "there are no predictions", place: "Calibration")
        }
        if let wrong = predictions.first(where: { !(0...1).contains($0) }) {
            throw LearningError(
                code: .invalidArgument, message: "a prediction is \(wrong), no probability", place: "Calibration")
        }
    }
}
