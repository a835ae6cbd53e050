/// The function that never falls and is nearest to examples, by squares: turns scores into probabilities where nothing is
/// known but that a higher score is no worse.
///
/// Source: M. Ayer and others, "An Empirical Distribution Function for Sampling with Incomplete Information", Annals of
/// Mathematical Statistics 26 (1955) (pool adjacent violators); for probabilities: B. Zadrozny, C. Elkan, KDD 2002.
public struct IsotonicRegression: Sendable, Hashable, Codable {
    /// Scores in rising order.
    public let scores: [Double]
    /// The value at each of them, never falling.
    public let values: [Double]

    private struct Block {
        var sum: Double
        var weight: Double
        var first: Double
        var last: Double
        var mean: Double { sum / weight }
    }

    /// Fits the function.
    ///
    /// - Parameters:
    ///   - scores: of the examples.
    ///   - targets: what came of each, such as 0 and 1.
    ///   - weights: what each counts, above 0; all the same when left out.
    /// - Throws: `LearningError` of code `shape` when lengths differ, `invalidArgument` without an example or for a weight
    ///   that is not above 0, `notFinite`.
    /// - Complexity: O(n log n).
    public init(scores: [Double], targets: [Double], weights: [Double]? = nil) throws(LearningError) {
        let weights = weights ?? [Double](repeating: 1, count: scores.count)
        guard scores.count == targets.count, scores.count == weights.count else {
            throw LearningError(
                code: .shape,
                message: "\(targets.count) targets and \(weights.count) weights for \(scores.count) scores",
                place: "IsotonicRegression")
        }
        guard !scores.isEmpty, weights.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw LearningError(
                code: .invalidArgument, message: "there is no example, or a weight is not above 0",
                place: "IsotonicRegression")
        }
        guard scores.allSatisfy(\.isFinite), targets.allSatisfy(\.isFinite) else {
            throw LearningError(
                code: .notFinite, message: "a score or target is not finite", place: "IsotonicRegression")
        }
        var points: [Block] = []
        for index in scores.indices.sorted(by: { scores[$0] < scores[$1] }) {
            let (sum, weight, score) = (weights[index] * targets[index], weights[index], scores[index])
            // Equal scores have one value: they are one point before blocks are joined.
            if let last = points.last, last.last == score {
                points[points.count - 1].sum += sum
                points[points.count - 1].weight += weight
            } else {
                points.append(Block(sum: sum, weight: weight, first: score, last: score))
            }
        }
        var blocks: [Block] = []
        for point in points {
            var block = point
            // A block that does not rise above the one before it is joined to that.
            while let before = blocks.last, before.mean >= block.mean {
                blocks.removeLast()
                block = Block(
                    sum: before.sum + block.sum, weight: before.weight + block.weight, first: before.first,
                    last: block.last)
            }
            blocks.append(block)
        }
        self.scores = blocks.flatMap { $0.first < $0.last ? [$0.first, $0.last] : [$0.first] }
        values = blocks.flatMap { $0.first < $0.last ? [$0.mean, $0.mean] : [$0.mean] }
    }

    /// The value of a score: between those of the examples on a straight line, beyond them as at the nearest end.
    ///
    /// - Parameter score: the score.
    /// - Returns: the value; NaN for a score that is none.
    /// - Complexity: O(log n).
    public func callAsFunction(_ score: Double) -> Double {
        guard !score.isNaN else { return .nan }
        var low = 0
        var high = scores.count
        while low < high {
            let middle = (low + high) / 2
            if scores[middle] < score { low = middle + 1 } else { high = middle }
        }
        guard low < scores.count else { return values[scores.count - 1] }
        guard low > 0, scores[low] > score else { return values[low] }
        let share = (score - scores[low - 1]) / (scores[low] - scores[low - 1])
        return values[low - 1] + share * (values[low] - values[low - 1])
    }
}
