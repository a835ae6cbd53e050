/// The numbers of an actor-critic's training. `ppo` and `a2c` give those of the two algorithms.
///
/// A2C is PPO with one epoch over the whole rollout and without clipping, so one trainer does both.
///
/// Source: S. Huang et al., "A2C is a special case of PPO" (2022).
public struct ActorCriticSettings: Sendable, Hashable {
    /// What moves the weights.
    public enum Method: Sendable, Hashable {
        /// Adam with this epsilon.
        case adam(epsilon: Float)
        /// RMSprop with epsilon beside or inside of the root.
        case rmsProp(alpha: Float, epsilon: Float, place: RMSProp.EpsilonPlace)

        var isUsable: Bool {
            switch self {
            case .adam(let epsilon): Optimisers.isUsable(epsilon: epsilon)
            case .rmsProp(let alpha, let epsilon, _): (0...1).contains(alpha) && Optimisers.isUsable(epsilon: epsilon)
            }
        }
    }

    /// The steps of the whole training, which the schedules refer to.
    public var totalSteps: Int
    /// Steps of each environment between updates.
    public var rolloutSteps: Int
    /// How often an update goes through the rollout.
    public var epochs: Int
    /// Decisions of a step of the optimiser; `nil` for the whole rollout.
    public var batchSize: Int?
    /// What a reward is worth one step later.
    public var discount: Float
    /// λ of the advantages: 0 looks one step ahead, 1 to the end.
    public var advantageDecay: Float
    /// Whether advantages are given mean 0 and deviation 1 in each batch.
    public var normalizesAdvantages: Bool
    /// The loss; its `clip` is that of the start.
    public var loss: PolicyLoss
    /// Of the ratio, in the course of training; `nil` where the loss has none.
    public var clip: Schedule?
    /// Of the optimiser.
    public var rate: Schedule
    /// What moves the weights.
    public var method: Method
    /// The norm above which gradients are scaled down.
    public var maximumNorm: Float?
    /// The divergence from the old policy, times 1.5, beyond which an update ends early; `nil` for none.
    public var targetDivergence: Float?
    /// Sizes of the hidden layers of policy and value.
    public var hidden: [Int]
    /// Of the hidden layers.
    public var activation: Activation
    /// What an observation is made of.
    public var observation = ActorCritic.Observation.state
    /// Whether the environment forbids actions at times.
    public var usesMasks: Bool
    /// Whether each feature of an observation is given mean 0 and deviation 1, from all that was seen.
    public var normalizesObservations = false
    /// Whether rewards are divided by the deviation of discounted returns.
    public var normalizesRewards = false

    /// Proximal policy optimisation, with the numbers that RL Baselines3 Zoo found for CartPole-v1.
    ///
    /// - Parameter totalSteps: of the whole training.
    /// - Returns: the settings.
    ///
    /// Source: J. Schulman et al., "Proximal Policy Optimization Algorithms" (2017); RL Baselines3 Zoo,
    /// `hyperparams/ppo.yml`, CartPole-v1; what it leaves open, stable-baselines3's defaults.
    public static func ppo(totalSteps: Int = 100_000) -> ActorCriticSettings {
        ActorCriticSettings(
            totalSteps: totalSteps, rolloutSteps: 32, epochs: 20, batchSize: 256, discount: 0.98, advantageDecay: 0.8,
            normalizesAdvantages: true, loss: PolicyLoss(clip: 0.2), clip: .linear(from: 0.2, to: 0, within: 1),
            rate: .linear(from: 1e-3, to: 0, within: 1), method: .adam(epsilon: 1e-5), maximumNorm: 0.5,
            targetDivergence: nil, hidden: [64, 64], activation: .tanh, usesMasks: false)
    }

    /// Synchronous advantage actor-critic, with stable-baselines3's defaults, which RL Baselines3 Zoo takes for
    /// CartPole-v1.
    ///
    /// - Parameter totalSteps: of the whole training.
    /// - Returns: the settings.
    ///
    /// Source: V. Mnih et al., "Asynchronous Methods for Deep Reinforcement Learning" (2016); RL Baselines3 Zoo,
    /// `hyperparams/a2c.yml`, CartPole-v1.
    public static func a2c(totalSteps: Int = 100_000) -> ActorCriticSettings {
        ActorCriticSettings(
            totalSteps: totalSteps, rolloutSteps: 5, epochs: 1, batchSize: nil, discount: 0.99, advantageDecay: 1,
            normalizesAdvantages: false, loss: PolicyLoss(clip: nil), clip: nil, rate: .constant(7e-4),
            method: .rmsProp(alpha: 0.99, epsilon: 1e-5, place: .afterRoot), maximumNorm: 0.5, targetDivergence: nil,
            hidden: [64, 64],
            activation: .tanh, usesMasks: false)
    }

    /// Says what is wrong with the numbers, if anything is.
    func check() throws(LearningError) {
        guard totalSteps > 0, rolloutSteps > 0, epochs > 0, batchSize ?? 1 > 0, (0...1).contains(discount),
            (0...1).contains(advantageDecay), hidden.allSatisfy({ $0 > 0 }), maximumNorm ?? 1 > 0
        else {
            throw LearningError(
                code: .invalidArgument,
                message: "settings with \(totalSteps) steps, rollouts of \(rolloutSteps), \(epochs) epochs, batches of "
                    + "\(batchSize ?? 0), discount \(discount), decay \(advantageDecay), layers \(hidden)",
                place: "ActorCriticSettings",
                remedy: "counts and sizes are above 0, discount and decay from 0 to 1")
        }
        let factors = [loss.valueFactor, loss.entropyFactor]
        let bounds = [loss.clip, loss.valueClip, targetDivergence].compactMap { $0 }
        guard rate.isUsable, clip?.isUsable ?? true, method.isUsable, factors.allSatisfy({ $0.isFinite && $0 >= 0 }),
            bounds.allSatisfy({ $0 > 0 })
        else {
            throw LearningError(
                code: .invalidArgument,
                message: "settings with rate \(rate), method \(method), clip \(bounds), factors \(factors)",
                place: "ActorCriticSettings",
                remedy: "rates and factors are finite and not negative, bounds above 0, epsilon "
                    + "\(Optimisers.leastEpsilon) or more")
        }
    }
}
