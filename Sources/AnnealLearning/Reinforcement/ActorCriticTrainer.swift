internal import Foundation

/// Trains a policy and a value by acting with them: PPO or A2C, as the settings say.
///
/// Each update lets all environments take some steps, estimates how much better each action was than expected, and moves
/// the weights so that better ones become more probable. The same seed gives the same weights bit for bit on one kind of
/// machine, also across `checkpoint()` and `restore(_:)`.
///
/// A trainer belongs to one task at a time; it is no value that can be sent.
public final class ActorCriticTrainer<Member: Environment> {
    /// The numbers of the training.
    public let settings: ActorCriticSettings
    /// The weights of both networks.
    public let parameters = Parameters()
    /// The environments.
    public internal(set) var environments: VectorEnvironment<Member>
    /// Steps that all environments have taken together.
    public internal(set) var stepsTaken = 0
    /// Returns of the episodes that ended in the last update.
    public internal(set) var finishedReturns: [Double] = []
    /// Steps that the optimiser has taken.
    public var optimiserSteps: Int { optimiser.steps }
    /// What the last batch of the last update found.
    public var statistics: PolicyLossNodes.Statistics { learner.loss.statistics }

    var random: RandomSource
    var optimiser: any Optimiser
    let actor: Actor
    let learner: Learner
    var rollout: AdvantageEstimator.Rollout
    var memory: DecisionMemory
    /// What the networks see of the environments now.
    var seen: [Float]
    var normalizer: ObservationNormalizer?
    var scaler: RewardScaler?
    /// By environment, what the step under way earned, scaled where that is wanted, and whether it ended an episode.
    var rewards: [Float]
    var isOver: [Bool]

    /// Runs the networks on what the environments show.
    struct Actor {
        let graph: Graph
        let x: Node
        let mask: Node?
        let logProbabilities: Node
        let values: Node
        /// The value network alone, for observations at which episodes were cut off.
        let valueGraph: Graph
        let valueInput: Node
        let value: Node
    }

    /// Runs the loss on batches.
    struct Learner {
        let graph: Graph
        let x: Node
        let loss: PolicyLossNodes
    }

    /// What was seen and done in a rollout, step by step, all environments within each.
    struct DecisionMemory {
        var observations: [Float]
        var masks: [Float]
        var actions: [Int]
        /// What is done in the step under way, by environment.
        var chosen: [Int]
        var logProbabilities: [Float]
        var advantages: [Float]
        var returns: [Float]
        var order: [Int]

        /// Fills in advantages and returns.
        mutating func estimateAdvantages(
            of rollout: AdvantageEstimator.Rollout, _ settings: ActorCriticSettings
        ) throws(LearningError) {
            try AdvantageEstimator.generalized(
                rollout, discount: settings.discount, decay: settings.advantageDecay, into: &advantages,
                returns: &returns)
        }
    }

    /// Creates a trainer.
    ///
    /// - Parameters:
    ///   - environments: what is acted in.
    ///   - settings: the numbers of the training.
    ///   - seed: of weights, draws and environments.
    /// - Throws: `LearningError` when a setting makes no sense.
    public init(
        _ environments: VectorEnvironment<Member>, settings: ActorCriticSettings = .ppo(), seed: UInt64
    ) throws(LearningError) {
        try settings.check()
        self.settings = settings
        self.environments = environments
        random = RandomSource(seed: seed)
        self.environments.reset(seed: random.next())
        let network = try ActorCritic(
            "net", observationSize: environments.observationSize, actionCount: environments.actionCount,
            observation: settings.observation,
            hidden: settings.hidden, activation: settings.activation, in: parameters, using: &random)
        actor = try Self.actor(network, environments, settings, parameters)
        learner = try Self.learner(network, environments, settings, parameters)
        optimiser = Self.optimiser(settings)
        let count = settings.rolloutSteps * environments.count
        let zeros = [Float](repeating: 0, count: count)
        let no = [Bool](repeating: false, count: count)
        rollout = AdvantageEstimator.Rollout(
            environments: environments.count, rewards: zeros, values: zeros, terminated: no, truncated: no,
            finalValues: zeros, lastValues: [Float](repeating: 0, count: environments.count))
        memory = DecisionMemory(
            observations: [Float](repeating: 0, count: count * environments.observationSize),
            masks: [Float](repeating: 1, count: settings.usesMasks ? count * environments.actionCount : 0),
            actions: [Int](repeating: 0, count: count), chosen: [Int](repeating: 0, count: environments.count),
            logProbabilities: zeros, advantages: zeros, returns: zeros,
            order: Array(0..<count))
        seen = environments.observations
        rewards = [Float](repeating: 0, count: environments.count)
        isOver = [Bool](repeating: false, count: environments.count)
        if settings.normalizesObservations { normalizer = ObservationNormalizer(size: environments.observationSize) }
        if settings.normalizesRewards {
            scaler = try RewardScaler(environments: environments.count, discount: Double(settings.discount))
        }
        try Self.set(actor.valueGraph, decisions: 1, of: environments)
        try see()
    }

    /// Tells a graph how many decisions it runs.
    static func set(
        _ graph: Graph, decisions: Int, of environments: VectorEnvironment<Member>
    ) throws(LearningError) {
        try graph.setRows(.batch, to: decisions)
        try graph.setRows(.candidates, to: decisions * environments.actionCount)
    }

    private static func actor(
        _ network: ActorCritic, _ environments: VectorEnvironment<Member>, _ settings: ActorCriticSettings,
        _ parameters: Parameters
    ) throws(LearningError) -> Actor {
        let graph = Graph(parameters, for: .inference)
        let x = graph.input(columns: environments.observationSize)
        let mask = settings.usesMasks ? graph.input(columns: environments.actionCount) : nil
        let (logits, values) = try network(x, in: graph)
        let valueGraph = Graph(parameters, for: .inference)
        let valueInput = valueGraph.input(columns: environments.observationSize)
        return Actor(
            graph: graph, x: x, mask: mask, logProbabilities: try graph.logSoftmax(logits, mask: mask), values: values,
            valueGraph: valueGraph, valueInput: valueInput, value: try network.recordValue(valueInput, in: valueGraph))
    }

    private static func learner(
        _ network: ActorCritic, _ environments: VectorEnvironment<Member>, _ settings: ActorCriticSettings,
        _ parameters: Parameters
    ) throws(LearningError) -> Learner {
        let graph = Graph(parameters, for: .training)
        let x = graph.input(columns: environments.observationSize)
        let (logits, values) = try network(x, in: graph)
        let loss = try graph.policyLoss(settings.loss, logits: logits, values: values, isMasked: settings.usesMasks)
        try graph.minimise(loss.loss)
        return Learner(graph: graph, x: x, loss: loss)
    }

    private static func optimiser(_ settings: ActorCriticSettings) -> any Optimiser {
        let rate = settings.rate.value(at: 0)
        switch settings.method {
        case .adam(let epsilon): return Adam(rate: rate, epsilon: epsilon, maximumNorm: settings.maximumNorm)
        case .rmsProp(let alpha, let epsilon, let place):
            return RMSProp(
                rate: rate, alpha: alpha, epsilon: epsilon, epsilonPlace: place, maximumNorm: settings.maximumNorm)
        }
    }

    /// Trains until the total number of steps of the settings is reached.
    ///
    /// - Parameter progress: called after each update; returns whether to go on.
    /// - Throws: `LearningError` when an environment fails or a gradient is not finite.
    public func train(progress: (ActorCriticTrainer) -> Bool = { _ in true }) throws(LearningError) {
        while stepsTaken < settings.totalSteps {
            try update()
            guard progress(self) else { return }
        }
    }

    /// Collects a rollout and learns from it.
    ///
    /// - Throws: `LearningError` when an environment fails or a gradient is not finite.
    public func update() throws(LearningError) {
        try collect()
        try memory.estimateAdvantages(of: rollout, settings)
        try learn()
    }
}
