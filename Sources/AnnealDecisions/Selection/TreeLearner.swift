internal import AnnealLearning

/// Predicts of each cascade on a task whether it solves it and what it costs, by boosted trees, and chooses the one with
/// the best of both.
public struct TreeLearner: SelectionLearner {
    /// `XGBoost`.
    public let name = "XGBoost"

    /// Creates a learner.
    public init() {}

    /// Learns with the weight of costs that held-out training tasks call for.
    public func train(on problem: SelectionProblem) throws -> any TrialPolicy {
        let weight = try problem.costWeight { part in
            let predictor = try CascadePredictor(part)
            return { TreePolicy(predictor: predictor, costWeight: $0) }
        }
        return TreePolicy(predictor: try CascadePredictor(problem), costWeight: weight)
    }
}

/// Solution and cost of cascades, predicted.
final class CascadePredictor {
    let cascades: [ArmCascade]
    private let armCount: Int
    private let solving: BoostedTrees
    private let costs: BoostedTrees

    init(_ problem: SelectionProblem) throws {
        armCount = problem.matrix.arms.count
        cascades = ArmCascade.all(of: armCount)
        var (values, solved, cost): ([Float], [Float], [Float]) = ([], [], [])
        for row in problem.rows {
            for cascade in cascades {
                let result = try problem.matrix.play(cascade, on: row)
                values += Self.row(problem.matrix.rows[row].features, cascade, armCount)
                solved.append(result.isSolved ? 1 : 0)
                cost.append(Float(problem.cost(result)))
            }
        }
        let table = try FeatureTable(values, columns: TaskFeatures.names.count + 2 * armCount)
        solving = try BoostedTrees.train(
            BoostedTrees.Examples(table, labels: solved), parameters: Self.parameters(.logistic, problem.seed))
        costs = try BoostedTrees.train(
            BoostedTrees.Examples(table, labels: cost), parameters: Self.parameters(.squaredError, problem.seed))
    }

    /// Reads the trees of a file.
    init(armCount: Int, solving: [UInt8], costs: [UInt8], source: String) throws {
        self.armCount = armCount
        cascades = ArmCascade.all(of: armCount)
        self.solving = try BoostedTrees(json: solving, source: source)
        self.costs = try BoostedTrees(json: costs, source: source)
    }

    /// The trees as a file keeps them.
    func json() throws -> (solving: [UInt8], costs: [UInt8]) { (try solving.json(), try costs.json()) }

    /// What each feature of the task contributes to the prediction of a solution.
    func importance() throws -> [Int: Float] { try solving.importance(.totalGain) }

    private static func parameters(_ objective: TreeParameters.Objective, _ seed: UInt64) -> TreeParameters {
        var parameters = TreeParameters(objective: objective, rounds: 80)
        parameters.learningRate = 0.08
        parameters.maximumDepth = 3
        parameters.minimumChildWeight = 6
        parameters.rowShare = 0.8
        parameters.columnShare = 0.6
        parameters.seed = Int(seed & 0xFFFF)
        return parameters
    }

    /// Features of the task, and which arm comes first and which second.
    private static func row(_ features: [Double], _ cascade: ArmCascade, _ armCount: Int) -> [Float] {
        var places = [Float](repeating: 0, count: 2 * armCount)
        for (step, arm) in cascade.arms.enumerated() { places[step * armCount + arm] = 1 }
        return features.map { Float($0) } + places
    }

    /// The predictions for a task, one for each cascade.
    func predict(_ features: [Double]) throws -> [(solved: Double, cost: Double)] {
        let table = try FeatureTable(
            cascades.flatMap { Self.row(features, $0, armCount) }, columns: features.count + 2 * armCount)
        let (solved, cost) = (try solving.predict(table), try costs.predict(table))
        return zip(solved, cost).map { (Double($0), max(0, Double($1))) }
    }
}

/// The cascade whose predicted solution less its weighted predicted cost is largest.
struct TreePolicy: TrialPolicy {
    var predictor: CascadePredictor
    var costWeight: Double

    func next(features: [Double], after trials: [Trial]) throws -> Int? {
        let values = try values(features)
        guard let best = values.indices.max(by: { values[$0] < values[$1] }) else { return nil }
        return predictor.cascades[best].next(features: features, after: trials)
    }

    func scores(features: [Double], after trials: [Trial]) throws -> [CandidateScore] {
        zip(predictor.cascades, try values(features)).map { CandidateScore(arms: $0.arms, score: $1) }
    }

    private func values(_ features: [Double]) throws -> [Double] {
        try predictor.predict(features).map { $0.solved - costWeight * $0.cost }
    }
}
