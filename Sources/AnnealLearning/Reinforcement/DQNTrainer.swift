/// Trains the values of actions from transitions that were seen before: deep Q-learning with a target network, and, as
/// the settings say, double, dueling, over several steps, with prioritized replay.
///
/// The same seed gives the same weights bit for bit on one kind of machine, also across `checkpoint()` and
/// `restore(_:)`.
///
/// A trainer belongs to one task at a time; it is no value that can be sent.
public final class DQNTrainer<Member: Environment> {
    /// The numbers of the training.
    public let settings: DQNSettings
    /// The weights that learn.
    public let parameters = Parameters()
    /// The weights that tell what is wanted.
    public let targetParameters = Parameters()
    /// The environments.
    public internal(set) var environments: VectorEnvironment<Member>
    /// Steps that all environments have taken together.
    public internal(set) var stepsTaken = 0
    /// Returns of the episodes that ended since the last update.
    public internal(set) var finishedReturns: [Double] = []
    /// The loss of the last batch.
    public internal(set) var lastLoss: Float = 0

    var random: RandomSource
    var optimiser: Adam
    /// One of the two is there.
    var uniform: ReplayBuffer?
    var prioritized: PrioritizedReplayBuffer?
    var accumulators: [NStepAccumulator]
    var batch: TransitionBatch
    /// What was seen and done in the step under way.
    var before: [Float]
    var actions: [Int]
    var priorities: [Float]
    let everythingAllowed: [Bool]
    var stepsToUpdate: Int
    var stepsToTarget: Int
    /// Whether the target network has the weights that learn.
    var targetIsCurrent = false
    var nextValues = NextValues()
    var normalizer: ObservationNormalizer?
    var scaler: RewardScaler?
    /// By environment, the rewards of the step under way and whether it ended an episode, for the scaler.
    var rewards: [Float]
    var isOver: [Bool]
    let actor: Values
    let target: Values
    let chooser: Values
    let learner: Learner

    /// Runs a network on observations.
    struct Values {
        let graph: Graph
        let x: Node
        let values: Node
    }

    /// Runs the loss on batches.
    struct Learner {
        let graph: Graph
        let x: Node
        let actions: IndexNode
        let targets: Node
        let weights: Node
        let loss: Node
        let errors: Node
    }

    /// Creates a trainer.
    ///
    /// - Parameters:
    ///   - environments: what is acted in.
    ///   - settings: the numbers of the training.
    ///   - seed: of weights, draws and environments.
    /// - Throws: `LearningError` when a setting makes no sense.
    public init(
        _ environments: VectorEnvironment<Member>, settings: DQNSettings = .dqn(), seed: UInt64
    ) throws(LearningError) {
        try settings.check()
        self.settings = settings
        self.environments = environments
        random = RandomSource(seed: seed)
        self.environments.reset(seed: random.next())
        let (size, choices) = (environments.observationSize, environments.actionCount)
        func network(_ parameters: Parameters, _ random: inout RandomSource) throws(LearningError) -> QNetwork {
            try QNetwork(
                "q", observationSize: size, actionCount: choices, hidden: settings.hidden,
                isDueling: settings.isDueling, in: parameters, using: &random)
        }
        func values(_ network: QNetwork, _ parameters: Parameters) throws(LearningError) -> Values {
            let graph = Graph(parameters, for: .inference)
            let x = graph.input(columns: size)
            return Values(graph: graph, x: x, values: try network(x, in: graph))
        }
        let online = try network(parameters, &random)
        var unused = RandomSource(seed: 0)
        let slow = try network(targetParameters, &unused)
        actor = try values(online, parameters)
        chooser = try values(online, parameters)
        target = try values(slow, targetParameters)
        learner = try Self.learner(online, size, settings, parameters)
        try targetParameters.update(from: parameters)
        optimiser = Adam(rate: settings.rate.value(at: 0), maximumNorm: settings.maximumNorm)
        let maskSize = settings.usesMasks ? choices : 0
        switch settings.sampling {
        case .uniform:
            uniform = try ReplayBuffer(capacity: settings.capacity, observationSize: size, maskSize: maskSize)
        case .prioritized(let exponent, _):
            prioritized = try PrioritizedReplayBuffer(
                capacity: settings.capacity, observationSize: size, maskSize: maskSize, exponent: exponent)
        }
        let accumulator = try NStepAccumulator(
            steps: settings.steps, discount: settings.discount, observationSize: size)
        accumulators = [NStepAccumulator](repeating: accumulator, count: environments.count)
        batch = TransitionBatch(count: settings.batchSize, observationSize: size, maskSize: maskSize)
        everythingAllowed = [Bool](repeating: true, count: environments.count * choices)
        priorities = [Float](repeating: 0, count: settings.batchSize)
        before = self.environments.observations
        actions = [Int](repeating: 0, count: environments.count)
        stepsToUpdate = settings.trainingInterval
        stepsToTarget = settings.targetInterval
        rewards = [Float](repeating: 0, count: environments.count)
        isOver = [Bool](repeating: false, count: environments.count)
        if settings.normalizesObservations {
            normalizer = ObservationNormalizer(size: size)
            try normalizer?.observe(self.environments.observations)
        }
        if settings.normalizesRewards {
            scaler = try RewardScaler(environments: environments.count, discount: Double(settings.discount))
        }
    }

    private static func learner(
        _ network: QNetwork, _ size: Int, _ settings: DQNSettings, _ parameters: Parameters
    ) throws(LearningError) -> Learner {
        let graph = Graph(parameters, for: .training)
        let x = graph.input(columns: size)
        let (actions, targets) = (graph.indexInput(), graph.input(columns: 1))
        let weights = graph.input(columns: 1)
        let (loss, errors) = try graph.actionValueLoss(
            settings.loss, values: network(x, in: graph), actions: actions, targets: targets, weights: weights)
        try graph.minimise(loss)
        return Learner(
            graph: graph, x: x, actions: actions, targets: targets, weights: weights, loss: loss, errors: errors)
    }

    /// Trains until the total number of steps of the settings is reached.
    ///
    /// - Parameter progress: called after each update; returns whether to go on.
    /// - Throws: `LearningError` when an environment fails or a gradient is not finite.
    public func train(progress: (DQNTrainer) -> Bool = { _ in true }) throws(LearningError) {
        while stepsTaken < settings.totalSteps {
            try update()
            guard progress(self) else { return }
        }
    }

    /// Takes the steps until the next update, at most as many as are left, and learns.
    ///
    /// - Throws: `LearningError` when an environment fails or a gradient is not finite.
    public func update() throws(LearningError) {
        finishedReturns.removeAll(keepingCapacity: true)
        try collect()
        if stepsTaken > settings.learningStarts { try learn() }
    }

    /// The fraction of the training that is over.
    var progress: Float { Float(stepsTaken) / Float(settings.totalSteps) }
}
