internal import AnnealLearning

/// Tasks to learn a selection from, with what tries cost.
public struct SelectionProblem: Sendable {
    /// The outcomes.
    public let matrix: OutcomeMatrix
    /// Places of the tasks that are learned from.
    public let rows: [Int]
    /// Of all randomness.
    public let seed: UInt64
    /// What costs are told in: the mean tokens and seconds of the best arm.
    let reference: PolicyScore
    /// The best arm of these tasks.
    public let best: Int

    /// Creates a problem.
    ///
    /// - Parameters:
    ///   - matrix: the outcomes.
    ///   - rows: places of the tasks that are learned from.
    ///   - seed: of all randomness.
    public init(_ matrix: OutcomeMatrix, rows: [Int], seed: UInt64) {
        self.matrix = matrix
        self.rows = rows
        self.seed = seed
        best = matrix.bestArm(on: rows)
        reference = PolicyScore(
            solved: matrix.solveRate(of: best, on: rows), tokens: max(1, matrix.mean(\.tokens, of: best, on: rows)),
            seconds: max(1e-9, matrix.mean(\.seconds, of: best, on: rows)))
    }

    /// What tokens and seconds cost together, where the best arm costs 1 a task in the mean.
    func cost(tokens: Double, seconds: Double) -> Double {
        0.5 * (tokens / reference.tokens + seconds / reference.seconds)
    }

    func cost(_ result: TrialResult) -> Double { cost(tokens: result.tokens, seconds: result.seconds) }

    /// The same tasks in parts, for choosing a number of a learner without looking at other tasks.
    func folds(_ count: Int) -> [(problem: SelectionProblem, test: [Int])] {
        var random = RandomSource(seed: seed ^ 0xF01D)
        let families = matrix.families(of: rows)
        let order = random.permutation(families.count).map { families[$0] }
        return (0..<count).map { fold in
            let test = order.indices.filter { $0 % count == fold }.flatMap { order[$0] }
            let training = order.indices.filter { $0 % count != fold }.flatMap { order[$0] }
            return (SelectionProblem(matrix, rows: training, seed: seed &+ UInt64(fold)), test)
        }
    }

    /// The weights of costs that are tried: how much of a task's solution the cost of the best arm is worth.
    static let costWeights = [0.02, 0.05, 0.1, 0.2, 0.4]

    /// The largest weight of costs with which a learner solves as many of held-out tasks as the best arm does.
    ///
    /// - Parameter train: trains on tasks, and gives a policy for a weight.
    /// - Returns: the weight; the smallest when none does.
    /// - Throws: what training throws.
    func costWeight(_ train: (SelectionProblem) throws -> (Double) throws -> any TrialPolicy) throws -> Double {
        var solved = [Int](repeating: 0, count: Self.costWeights.count)
        for (problem, test) in folds(4) {
            let policies = try train(problem)
            for (index, weight) in Self.costWeights.enumerated() {
                let policy = try policies(weight)
                for row in test where try matrix.play(policy, on: row).isSolved { solved[index] += 1 }
            }
        }
        let wanted = (reference.solved * Double(rows.count)).rounded()
        let good = Self.costWeights.indices.filter { Double(solved[$0]) >= wanted }
        guard let last = good.last else {
            // None does: the one that solves most, of several the one that costs least.
            let most = solved.max() ?? 0
            return Self.costWeights[solved.lastIndex(of: most) ?? 0]
        }
        return Self.costWeights[last]
    }
}

/// A way to learn a selection from outcomes.
public protocol SelectionLearner: Sendable {
    /// The name in tables.
    var name: String { get }

    /// Learns.
    ///
    /// - Parameter problem: the tasks that may be looked at.
    /// - Returns: a policy.
    /// - Throws: `LearningError`.
    func train(on problem: SelectionProblem) throws -> any TrialPolicy
}

/// Learns nothing of tasks: the cheapest cascade that solves as many of the training tasks as the best arm.
public struct CascadeLearner: SelectionLearner {
    /// `cascade`.
    public let name = "cascade"

    /// Creates a learner.
    public init() {}

    /// Chooses the cascade.
    public func train(on problem: SelectionProblem) throws -> any TrialPolicy {
        var best = (cascade: ArmCascade([problem.best]), cost: 1.0)
        for cascade in ArmCascade.all(of: problem.matrix.arms.count) {
            let score = try problem.matrix.play(cascade, on: problem.rows)
            let cost = problem.cost(tokens: score.tokens, seconds: score.seconds)
            if score.solved >= problem.reference.solved - 1e-9, cost < best.cost { best = (cascade, cost) }
        }
        return best.cascade
    }
}

/// The arm that solves most of the training tasks, always: what learning is measured against.
public struct BestArmLearner: SelectionLearner {
    /// `best fixed arm`.
    public let name = "best fixed arm"

    /// Creates a learner.
    public init() {}

    /// Chooses the arm.
    public func train(on problem: SelectionProblem) throws -> any TrialPolicy { ArmCascade([problem.best]) }
}
