internal import Foundation

/// How good predictions were on tasks that were not learned from.
public struct PredictionScore: Sendable, Hashable, Codable {
    /// Predictions: tasks times arms.
    public var count: Int
    /// The mean square between probability and what came of it (Brier score); the smaller the better.
    public var brier: Double
    /// The same of each arm's share of solved training tasks: what is known without looking at the task.
    public var brierOfShares: Double
    /// The share of intervals of tokens that held what came; four of five are wanted.
    public var tokenCoverage: Double
    /// The same of seconds.
    public var secondCoverage: Double
    /// By what factor the middle of tokens was off, in the middle.
    public var tokenFactor: Double

    /// Judges a predictor.
    ///
    /// - Parameters:
    ///   - predictor: learned from other tasks.
    ///   - matrix: the outcomes.
    ///   - training: places of the tasks that were learned from.
    ///   - test: places of the tasks to judge by.
    /// - Throws: `LearningError`.
    public init(
        of predictor: PerformancePredictor, in matrix: OutcomeMatrix, training: [Int], test: [Int]
    ) throws {
        let shares = matrix.arms.indices.map { matrix.solveRate(of: $0, on: training) }
        var (square, squareOfShares, tokens, seconds) = (0.0, 0.0, 0, 0)
        var factors: [Double] = []
        for row in test {
            let expected = try predictor.expected(matrix.rows[row].features)
            for (arm, cell) in matrix.rows[row].cells.enumerated() {
                let solved = cell.isSolved ? 1.0 : 0
                square += (expected[arm].success - solved) * (expected[arm].success - solved)
                squareOfShares += (shares[arm] - solved) * (shares[arm] - solved)
                if expected[arm].tokens.holds(cell.tokens) { tokens += 1 }
                if expected[arm].seconds.holds(cell.seconds) { seconds += 1 }
                factors.append(abs(log1p(cell.tokens) - log1p(expected[arm].tokens.middle)))
            }
        }
        count = factors.count
        let total = Double(max(1, count))
        brier = square / total
        brierOfShares = squareOfShares / total
        tokenCoverage = Double(tokens) / total
        secondCoverage = Double(seconds) / total
        tokenFactor = factors.isEmpty ? 1 : exp(factors.sorted()[factors.count / 2])
    }
}

extension ExpectedNumber {
    /// Whether a number lies within the interval.
    func holds(_ number: Double) -> Bool { (low - 1e-6...high + 1e-6).contains(number) }
}
