/// How much better actions did than expected, from the rewards of a rollout and the values that were predicted in it.
///
/// All arrays are step by step with a value for each environment: index `step * environments + environment`.
public enum AdvantageEstimator {
    /// What is needed of a rollout.
    public struct Rollout: Sendable {
        /// How many environments stepped together.
        public var environments: Int
        /// What each step earned.
        public var rewards: [Float]
        /// The value predicted before each step.
        public var values: [Float]
        /// Whether each step ended an episode of its own.
        public var terminated: [Bool]
        /// Whether each step cut an episode off.
        public var truncated: [Bool]
        /// The value of the last observation of episodes that were cut off; read where `truncated` is true and
        /// `terminated` is not.
        public var finalValues: [Float]
        /// The value predicted after the last step, by environment.
        public var lastValues: [Float]

        /// Creates a rollout.
        ///
        /// - Parameters:
        ///   - environments: how many environments stepped together.
        ///   - rewards: what each step earned.
        ///   - values: the value predicted before each step.
        ///   - terminated: whether each step ended an episode of its own.
        ///   - truncated: whether each step cut an episode off.
        ///   - finalValues: the value of the last observation of episodes that were cut off.
        ///   - lastValues: the value predicted after the last step, by environment.
        public init(
            environments: Int, rewards: [Float], values: [Float], terminated: [Bool], truncated: [Bool],
            finalValues: [Float], lastValues: [Float]
        ) {
            self.environments = environments
            self.rewards = rewards
            self.values = values
            self.terminated = terminated
            self.truncated = truncated
            self.finalValues = finalValues
            self.lastValues = lastValues
        }
    }

    /// Generalised advantages: sums of one-step errors, discounted by `discount · decay`.
    ///
    /// With `decay` 1 they are returns less values, with 0 one-step errors. The value of an observation at which an
    /// episode was cut off counts; that after an end of its own does not.
    ///
    /// - Parameters:
    ///   - rollout: the rollout.
    ///   - discount: what a reward counts a step later, 0 ... 1.
    ///   - decay: λ, 0 ... 1.
    ///   - advantages: filled; as long as the rewards.
    ///   - returns: filled with advantage plus value, the target of the value function; as long.
    /// - Throws: `LearningError` of code `shape` when lengths do not fit, `invalidArgument` for a discount or decay that
    ///   is none, `notFinite` when a result is not finite.
    /// - Complexity: O(n), without allocation.
    ///
    /// Source: J. Schulman and others, "High-Dimensional Continuous Control Using Generalized Advantage Estimation", ICLR
    /// 2016.
    public static func generalized(
        _ rollout: Rollout, discount: Float, decay: Float, into advantages: inout [Float], returns: inout [Float]
    ) throws(LearningError) {
        try check(rollout, discount: discount, decay: decay, advantages.count, returns.count)
        var isFinite = true
        for environment in 0..<rollout.environments {
            var advantage: Float = 0
            var nextValue = rollout.lastValues[environment]
            var index = rollout.rewards.count - rollout.environments + environment
            while index >= 0 {
                var following = nextValue
                if rollout.terminated[index] {
                    following = 0
                    advantage = 0
                } else if rollout.truncated[index] {
                    following = rollout.finalValues[index]
                    advantage = 0
                }
                let error = rollout.rewards[index] + discount * following - rollout.values[index]
                advantage = error + discount * decay * advantage
                advantages[index] = advantage
                returns[index] = advantage + rollout.values[index]
                isFinite = isFinite && advantage.isFinite
                nextValue = rollout.values[index]
                index -= rollout.environments
            }
        }
        guard isFinite else {
            throw LearningError(
                code: .notFinite, message: "an advantage is not finite", place: "AdvantageEstimator",
                remedy: "look for rewards or predicted values that are not finite")
        }
    }

    /// Returns over at most `steps` steps, with the predicted value after them.
    ///
    /// - Parameters:
    ///   - rollout: the rollout.
    ///   - steps: how many rewards count before the prediction does, at least one.
    ///   - discount: what a reward counts a step later, 0 ... 1.
    ///   - returns: filled; as long as the rewards.
    /// - Throws: `LearningError` as `generalized`, and of code `invalidArgument` for a number of steps below one.
    /// - Complexity: O(n · steps), without allocation.
    ///
    /// Source: R. S. Sutton, A. G. Barto, "Reinforcement Learning" (2018), section 7.1.
    public static func nStep(
        _ rollout: Rollout, steps: Int, discount: Float, into returns: inout [Float]
    ) throws(LearningError) {
        try check(rollout, discount: discount, decay: 0, returns.count, returns.count)
        guard steps > 0 else {
            throw LearningError(
                code: .invalidArgument, message: "returns over \(steps) steps", place: "AdvantageEstimator.nStep")
        }
        var isFinite = true
        for start in rollout.rewards.indices {
            var sum: Float = 0
            var factor: Float = 1
            var index = start
            var after: Float?
            for _ in 0..<steps {
                sum += factor * rollout.rewards[index]
                factor *= discount
                if rollout.terminated[index] {
                    after = 0
                } else if rollout.truncated[index] {
                    after = rollout.finalValues[index]
                } else if index + rollout.environments >= rollout.rewards.count {
                    after = rollout.lastValues[index % rollout.environments]
                }
                if after != nil { break }
                index += rollout.environments
            }
            returns[start] = sum + factor * (after ?? rollout.values[index])
            isFinite = isFinite && returns[start].isFinite
        }
        guard isFinite else {
            throw LearningError(code: .notFinite, message: "a return is not finite", place: "AdvantageEstimator.nStep")
        }
    }

    private static func check(
        _ rollout: borrowing Rollout, discount: Float, decay: Float, _ advantages: Int, _ returns: Int
    ) throws(LearningError) {
        let count = rollout.rewards.count
        guard rollout.environments > 0, count > 0, count % rollout.environments == 0,
            rollout.lastValues.count == rollout.environments, rollout.values.count == count,
            rollout.terminated.count == count, rollout.truncated.count == count, rollout.finalValues.count == count,
            advantages == count, returns == count
        else {
            throw LearningError(
                code: .shape,
                message: """
                    a rollout of \(rollout.environments) environments with \(count) rewards, \(rollout.values.count) \
                    values, \(rollout.terminated.count) and \(rollout.truncated.count) ends, \
                    \(rollout.finalValues.count) final and \(rollout.lastValues.count) last values, for \(advantages) \
                    advantages and \(returns) returns
                    """, place: "AdvantageEstimator")
        }
        guard (0...1).contains(discount), (0...1).contains(decay) else {
            throw LearningError(
                code: .invalidArgument, message: "discount \(discount) or decay \(decay) is outside of 0 ... 1",
                place: "AdvantageEstimator")
        }
    }
}
