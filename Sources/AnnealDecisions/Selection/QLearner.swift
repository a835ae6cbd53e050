internal import AnnealLearning

/// Deep Q-learning with prioritized replay over what is tried next.
///
/// State 256 wide, hidden layers 512, 256, 128, learning rate 1e-4, replay of 100,000, double and dueling.
public struct QLearner: SelectionLearner {
    /// `DQN`.
    public let name = "DQN"
    /// Decisions of the training.
    public var steps: Int

    /// Creates a learner.
    ///
    /// - Parameter steps: decisions of the training.
    public init(steps: Int = 4_000) { self.steps = steps }

    /// Hidden layers.
    static let hidden = [512, 256, 128]

    /// Learns; the weight of costs is the one that the trees call for, since a training of its own for each would take long.
    public func train(on problem: SelectionProblem) throws -> any TrialPolicy {
        let weight = try problem.costWeight { part in
            let predictor = try CascadePredictor(part)
            return { TreePolicy(predictor: predictor, costWeight: $0) }
        }
        return try train(on: problem, costWeight: weight)
    }

    func train(on problem: SelectionProblem, costWeight: Double) throws -> QPolicy {
        var settings = DQNSettings.dqn(totalSteps: steps)
        settings.capacity = 100_000
        settings.learningStarts = min(500, steps / 4)
        settings.trainingInterval = 8
        settings.gradientSteps = 8
        settings.targetInterval = 200
        settings.discount = 1
        settings.exploration = .linear(from: 1, to: 0.05, within: 0.5)
        settings.rate = .constant(1e-4)
        settings.isDouble = true
        settings.isDueling = true
        settings.sampling = .prioritized(exponent: 0.6, correction: 0.4)
        settings.hidden = Self.hidden
        settings.usesMasks = true
        let environment = SelectionEnvironment(problem, costWeight: costWeight)
        let trainer = try DQNTrainer(
            VectorEnvironment([environment], seed: problem.seed), settings: settings, seed: problem.seed)
        try trainer.train()
        return try QPolicy(trainer.parameters.tensors(), armCount: problem.matrix.arms.count)
    }
}

/// The arm, or the end, that a network takes for the best.
final class QPolicy: TrialPolicy {
    private let graph: Graph
    private let x: Node
    private let values: Node
    private let armCount: Int
    /// The weights by name, for a file.
    let tensors: [String: Tensor]

    init(_ tensors: [String: Tensor], armCount: Int) throws {
        let parameters = Parameters()
        var random = RandomSource(seed: 0)
        let network = try QNetwork(
            "q", observationSize: SelectionEnvironment.stateSize, actionCount: armCount + 1, hidden: QLearner.hidden,
            isDueling: true, in: parameters, using: &random)
        try parameters.load(tensors)
        graph = Graph(parameters, for: .inference)
        x = graph.input(columns: SelectionEnvironment.stateSize)
        values = try network(x, in: graph)
        self.armCount = armCount
        self.tensors = tensors
    }

    /// What each arm, and to stop, is worth.
    func worths(features: [Double], after trials: [Trial]) throws -> [Float] {
        try graph.setRows(.batch, to: 1)
        try graph.withInput(x) { SelectionEnvironment.write(features, trials, into: $0) }
        try graph.forward()
        return graph.values(of: values)
    }

    func next(features: [Double], after trials: [Trial]) throws -> Int? {
        let worths = try worths(features: features, after: trials)
        let allowed = worths.indices.filter { action in
            action == armCount ? !trials.isEmpty : !trials.contains { $0.arm == action }
        }
        guard let best = allowed.max(by: { worths[$0] < worths[$1] }), best < armCount else { return nil }
        return best
    }

    func scores(features: [Double], after trials: [Trial]) throws -> [CandidateScore] {
        try worths(features: features, after: trials).enumerated().map { action, worth in
            CandidateScore(arms: action < armCount ? [action] : [], score: Double(worth))
        }
    }
}
