/// The numbers of the training of action values.
public struct DQNSettings: Sendable, Hashable {
    /// How transitions are drawn that were seen before.
    public enum Sampling: Sendable, Hashable {
        /// Each as likely as the others.
        case uniform
        /// Those more often from which there was more to learn; the correction of the loss goes to 1 in the course of
        /// training.
        case prioritized(exponent: Double, correction: Double)
    }

    /// The steps of the whole training, which the schedules refer to.
    public var totalSteps: Int
    /// Transitions that are kept.
    public var capacity: Int
    /// Steps before the first update, with random actions.
    public var learningStarts: Int
    /// Steps between updates.
    public var trainingInterval: Int
    /// Steps of the optimiser in an update.
    public var gradientSteps: Int
    /// Transitions of a step of the optimiser.
    public var batchSize: Int
    /// Steps after which the target network takes over the weights.
    public var targetInterval: Int
    /// How far it moves towards them: 1 for all the way.
    public var targetFraction: Float
    /// What a reward is worth one step later.
    public var discount: Float
    /// How many steps' rewards count before the value that is predicted.
    public var steps: Int
    /// The probability of a random action.
    public var exploration: Schedule
    /// Of the optimiser.
    public var rate: Schedule
    /// The norm above which gradients are scaled down.
    public var maximumNorm: Float?
    /// Of the difference of values.
    public var loss: RegressionLoss
    /// Whether the learning network chooses the action whose value the target network tells.
    ///
    /// Source: H. van Hasselt, A. Guez, D. Silver, "Deep Reinforcement Learning with Double Q-learning" (2016).
    public var isDouble: Bool
    /// Whether the worth of the state and the advantages of the actions are told apart.
    public var isDueling: Bool
    /// How transitions are drawn.
    public var sampling: Sampling
    /// Sizes of the hidden layers.
    public var hidden: [Int]
    /// Whether the environment forbids actions at times.
    public var usesMasks: Bool
    /// Whether each feature of an observation is given mean 0 and deviation 1, from all that was seen. Transitions are
    /// kept as they were seen and normalised when they are learned from.
    public var normalizesObservations = false
    /// Whether rewards are divided by the deviation of discounted returns, when they are learned from.
    public var normalizesRewards = false

    /// Deep Q-learning with the numbers that RL Baselines3 Zoo found for CartPole-v1.
    ///
    /// - Parameter totalSteps: of the whole training; 50,000 is the Zoo's.
    /// - Returns: the settings.
    ///
    /// Source: V. Mnih et al., "Human-level control through deep reinforcement learning" (2015); RL Baselines3 Zoo,
    /// `hyperparams/dqn.yml`, CartPole-v1; what it leaves open, stable-baselines3's defaults.
    public static func dqn(totalSteps: Int = 50_000) -> DQNSettings {
        DQNSettings(
            totalSteps: totalSteps, capacity: 100_000, learningStarts: 1_000, trainingInterval: 256, gradientSteps: 128,
            batchSize: 64, targetInterval: 10, targetFraction: 1, discount: 0.99, steps: 1,
            exploration: .linear(from: 1, to: 0.04, within: 0.16), rate: .constant(2.3e-3), maximumNorm: 10,
            loss: .huber(delta: 1), isDouble: false, isDueling: false, sampling: .uniform, hidden: [256, 256],
            usesMasks: false)
    }

    /// Says what is wrong with the numbers, if anything is.
    func check() throws(LearningError) {
        guard totalSteps > 0, capacity > 0, learningStarts >= 0, trainingInterval > 0, gradientSteps > 0,
            batchSize > 0, targetInterval > 0, (0...1).contains(targetFraction), (0...1).contains(discount), steps > 0,
            hidden.allSatisfy({ $0 > 0 }), maximumNorm ?? 1 > 0
        else {
            throw LearningError(
                code: .invalidArgument, message: "settings of a DQN with a count or fraction that makes no sense",
                place: "DQNSettings", remedy: "counts and sizes are above 0, discount and fractions from 0 to 1")
        }
        guard rate.isUsable, exploration.isUsable else {
            throw LearningError(
                code: .invalidArgument, message: "settings of a DQN with rate \(rate), exploration \(exploration)",
                place: "DQNSettings", remedy: "give numbers that are finite and not negative")
        }
    }
}
