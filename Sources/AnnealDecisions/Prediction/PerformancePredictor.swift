internal import AnnealLearning
internal import Foundation

/// Predicts what an arm brings on a task before it is tried: whether it solves it, its tokens and its seconds.
///
/// Boosted trees over the task's features and the arm. Probabilities are calibrated by isotonic regression, and intervals
/// are conformal: both from predictions for tasks that the trees had not seen, in four parts of the training tasks.
///
/// Source: T. Chen, C. Guestrin, KDD 2016 (XGBoost); V. Vovk, "Cross-conformal predictors", Annals of Mathematics and
/// Artificial Intelligence 74 (2015), with the errors of each arm for itself.
public final class PerformancePredictor {
    /// How far predictions are off, as logarithms: a tenth, the middle and nine tenths of the errors.
    struct Errors: Sendable, Hashable, Codable {
        var low: Double
        var middle: Double
        var high: Double
    }

    /// The parameters, as a file keeps them.
    public struct Model: Sendable, Hashable, Codable {
        var arms: [String]
        var featureVersion: Int
        var success: String
        var tokens: String
        var seconds: String
        var calibration: IsotonicRegression
        /// For each arm.
        var tokenErrors: [Errors]
        var secondErrors: [Errors]
    }

    /// Below it, and above 1 less it, no probability is told: so few tasks show no more.
    static let leastProbability = 0.02
    private static let folds = 4

    /// The parameters.
    public let model: Model
    private let success: BoostedTrees
    private let tokens: BoostedTrees
    private let seconds: BoostedTrees

    /// Learns from recorded outcomes.
    ///
    /// - Parameters:
    ///   - matrix: the outcomes.
    ///   - rows: places of the tasks that are learned from, at least eight.
    ///   - seed: of all randomness.
    /// - Throws: `SuiteError` for too few tasks, `LearningError`, such as where XGBoost is missing.
    public init(training matrix: OutcomeMatrix, on rows: [Int], seed: UInt64) throws {
        guard rows.count >= 2 * Self.folds else {
            throw SuiteError(
                message: "\(rows.count) tasks are too few to predict from",
                remedy: "`anneal learn record SUITE --resume` records more; \(2 * Self.folds) are the least")
        }
        let problem = SelectionProblem(matrix, rows: rows, seed: seed)
        let count = matrix.arms.count
        var (scores, targets): ([Double], [Double]) = ([], [])
        var tokenErrors = [[Double]](repeating: [], count: count)
        var secondErrors = tokenErrors
        for (part, test) in problem.folds(Self.folds) where !part.rows.isEmpty && !test.isEmpty {
            let trees = try Self.trees(matrix, part.rows, seed)
            let table = try Self.table(matrix, test)
            let (chances, tokens, seconds) = (
                try trees.success.predict(table), try trees.tokens.predict(table), try trees.seconds.predict(table)
            )
            for (place, row) in test.enumerated() {
                for arm in 0..<count {
                    let (index, cell) = (place * count + arm, matrix.rows[row].cells[arm])
                    scores.append(Double(chances[index]))
                    targets.append(cell.isSolved ? 1 : 0)
                    tokenErrors[arm].append(log1p(cell.tokens) - Double(tokens[index]))
                    secondErrors[arm].append(log1p(cell.seconds) - Double(seconds[index]))
                }
            }
        }
        (success, tokens, seconds) = try Self.trees(matrix, rows, seed)
        model = Model(
            arms: matrix.arms, featureVersion: TaskFeatures.version, success: try Self.text(success),
            tokens: try Self.text(tokens), seconds: try Self.text(seconds),
            calibration: try IsotonicRegression(scores: scores, targets: targets),
            tokenErrors: tokenErrors.map(Errors.init), secondErrors: secondErrors.map(Errors.init))
    }

    /// Reads a stored model.
    ///
    /// - Parameters:
    ///   - model: the parameters.
    ///   - source: what is named where it cannot be read.
    /// - Throws: `SuiteError` for one of other features, `LearningError` for one that is not whole.
    public init(_ model: Model, source: String) throws {
        guard model.featureVersion == TaskFeatures.version, model.tokenErrors.count == model.arms.count,
            model.secondErrors.count == model.arms.count
        else {
            throw SuiteError(
                message: "what predicts performance is not whole, or of other features", place: source,
                remedy: "`anneal learn train` trains a new one")
        }
        self.model = model
        success = try BoostedTrees(json: Array(model.success.utf8), source: source)
        tokens = try BoostedTrees(json: Array(model.tokens.utf8), source: source)
        seconds = try BoostedTrees(json: Array(model.seconds.utf8), source: source)
    }

    /// What each arm is expected to bring on a task.
    ///
    /// - Parameter features: what is known of the task, as `TaskFeatures.vector` gives it.
    /// - Returns: one for each arm, in the model's order.
    /// - Throws: `LearningError`.
    public func expected(_ features: [Double]) throws -> [ExpectedPerformance] {
        let table = try FeatureTable(
            model.arms.indices.flatMap { Self.values(features, arm: $0, of: model.arms.count) },
            columns: features.count + model.arms.count)
        let (chances, tokens, seconds) = (
            try success.predict(table), try tokens.predict(table), try seconds.predict(table)
        )
        return model.arms.indices.map { arm in
            let chance = model.calibration(Double(chances[arm]))
            return ExpectedPerformance(
                arm: model.arms[arm], success: min(1 - Self.leastProbability, max(Self.leastProbability, chance)),
                tokens: model.tokenErrors[arm].around(Double(tokens[arm])),
                seconds: model.secondErrors[arm].around(Double(seconds[arm])))
        }
    }

    private typealias Trees = (success: BoostedTrees, tokens: BoostedTrees, seconds: BoostedTrees)

    private static func trees(_ matrix: OutcomeMatrix, _ rows: [Int], _ seed: UInt64) throws -> Trees {
        let table = try table(matrix, rows)
        let cells = rows.flatMap { matrix.rows[$0].cells }
        func train(
            _ objective: TreeParameters.Objective, _ label: (OutcomeMatrix.Cell) -> Double
        ) throws -> BoostedTrees {
            var parameters = TreeParameters(objective: objective, rounds: 80)
            parameters.learningRate = 0.08
            parameters.maximumDepth = 3
            parameters.minimumChildWeight = 4
            parameters.rowShare = 0.8
            parameters.columnShare = 0.6
            parameters.seed = Int(seed & 0xFFFF)
            return try BoostedTrees.train(
                BoostedTrees.Examples(table, labels: cells.map { Float(label($0)) }), parameters: parameters)
        }
        return (
            try train(.logistic) { $0.isSolved ? 1 : 0 }, try train(.squaredError) { log1p($0.tokens) },
            try train(.squaredError) { log1p($0.seconds) }
        )
    }

    private static func table(_ matrix: OutcomeMatrix, _ rows: [Int]) throws -> FeatureTable {
        let count = matrix.arms.count
        return try FeatureTable(
            rows.flatMap { row in (0..<count).flatMap { values(matrix.rows[row].features, arm: $0, of: count) } },
            columns: TaskFeatures.names.count + count)
    }

    private static func values(_ features: [Double], arm: Int, of count: Int) -> [Float] {
        features.map { Float($0) } + (0..<count).map { $0 == arm ? 1 : 0 }
    }

    private static func text(_ trees: BoostedTrees) throws -> String {
        String(decoding: try trees.json(), as: UTF8.self)
    }
}

extension PerformancePredictor.Errors {
    /// Tenths of errors, wider for few of them: a tenth of (n + 1).
    init(_ errors: [Double]) {
        let sorted = errors.sorted()
        guard let last = sorted.indices.last else {
            self.init(low: 0, middle: 0, high: 0)
            return
        }
        let tenth = max(0, Int((0.1 * Double(last + 2)).rounded(.down)) - 1)
        self.init(low: sorted[tenth], middle: sorted[(last + 1) / 2], high: sorted[last - tenth])
    }

    /// The number that was predicted as a logarithm, with its interval.
    func around(_ prediction: Double) -> ExpectedNumber {
        func number(_ error: Double) -> Double { max(0, expm1(prediction + error)) }
        return ExpectedNumber(middle: number(middle), low: number(low), high: number(high))
    }
}
