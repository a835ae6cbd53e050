internal import AnnealLearning

/// A contextual bandit over cascades: it sees tasks one after the other, and of each only what the cascade brought that it
/// chose.
public struct BanditLearner: SelectionLearner {
    /// Which bandit.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The arm that may be best.
        case linUCB = "LinUCB"
        /// The arm that is best under drawn weights.
        case thompson = "Thompson sampling"
    }

    private let kind: Kind
    /// How often each task is seen.
    private let passes = 4

    /// Creates a learner.
    public init(_ kind: Kind) { self.kind = kind }

    /// The bandit's name.
    public var name: String { kind.rawValue }

    /// Learns with the weight of costs that held-out training tasks call for.
    public func train(on problem: SelectionProblem) throws -> any TrialPolicy {
        let weight = try problem.costWeight { part in { try policy(part, costWeight: $0) } }
        return try policy(problem, costWeight: weight)
    }

    private func policy(_ problem: SelectionProblem, costWeight: Double) throws -> BanditPolicy {
        let cascades = ArmCascade.all(of: problem.matrix.arms.count)
        let size = TaskFeatures.names.count + 1
        var random = RandomSource(seed: problem.seed)
        var ucb = try LinUCB(arms: cascades.count, contextSize: size, exploration: 0.3, ridge: 3)
        var thompson = try LinearThompsonSampling(arms: cascades.count, contextSize: size, deviation: 0.3, ridge: 3)
        for _ in 0..<passes {
            for place in random.permutation(problem.rows.count) {
                let row = problem.rows[place]
                let context = BanditPolicy.context(problem.matrix.rows[row].features)
                let arm =
                    switch kind {
                    case .linUCB: try ucb.choose(context)
                    case .thompson: try thompson.choose(context, random: &random)
                    }
                let result = try problem.matrix.play(cascades[arm], on: row)
                let reward = (result.isSolved ? 1 : 0) - costWeight * problem.cost(result)
                switch kind {
                case .linUCB: try ucb.learn(arm: arm, context: context, reward: reward)
                case .thompson: try thompson.learn(arm: arm, context: context, reward: reward)
                }
            }
        }
        return BanditPolicy(models: kind == .linUCB ? ucb.models : thompson.models, cascades: cascades)
    }
}

/// The cascade with the largest expected reward.
struct BanditPolicy: TrialPolicy {
    var models: [LinearModel]
    var cascades: [ArmCascade]

    /// Features of size around 1, and a constant.
    static func context(_ features: [Double]) -> [Double] { [1] + features.map { $0 / 5 } }

    func next(features: [Double], after trials: [Trial]) throws -> Int? {
        let context = Self.context(features)
        var best = (index: 0, value: -Double.infinity)
        for index in models.indices {
            let value = try models[index].prediction(context)
            if value > best.value { best = (index, value) }
        }
        return cascades[best.index].next(features: features, after: trials)
    }

    func scores(features: [Double], after trials: [Trial]) throws -> [CandidateScore] {
        let context = Self.context(features)
        return try zip(cascades, models).map { CandidateScore(arms: $0.arms, score: try $1.prediction(context)) }
    }
}
