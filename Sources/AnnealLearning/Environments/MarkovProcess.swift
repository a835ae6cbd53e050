/// A Markov decision process with few states, written out: what each action does in each state, and with what
/// probability. Its values can be computed, so that what an agent learns can be compared with the truth.
public struct MarkovProcess: Sendable, Hashable, Codable {
    /// One thing that an action can do.
    public struct Transition: Sendable, Hashable, Codable {
        /// How probable it is, above 0.
        public var probability: Double
        /// The state after it.
        public var state: Int
        /// What it earns.
        public var reward: Double
        /// Whether the episode ends with it.
        public var isTerminal: Bool

        /// Creates a transition.
        ///
        /// - Parameters:
        ///   - probability: how probable it is.
        ///   - state: the state after it.
        ///   - reward: what it earns.
        ///   - isTerminal: whether the episode ends with it.
        public init(probability: Double, state: Int, reward: Double, isTerminal: Bool = false) {
            self.probability = probability
            self.state = state
            self.reward = reward
            self.isTerminal = isTerminal
        }
    }

    /// By state and action, what can happen; the probabilities of each list have the sum 1.
    public let transitions: [[[Transition]]]

    /// Creates a process.
    ///
    /// - Parameter transitions: by state and action, what can happen; every state has the same number of actions.
    /// - Throws: `LearningError` of code `invalidArgument` when there is no state or action, a list is empty, names a
    ///   state that does not exist, or its probabilities do not have the sum 1; of code `notFinite` for rewards.
    public init(transitions: [[[Transition]]]) throws(LearningError) {
        guard let actions = transitions.first?.count, actions > 0 else {
            throw LearningError(code: .invalidArgument, message: "a process needs a state and an action")
        }
        for (state, byAction) in transitions.enumerated() {
            guard byAction.count == actions else {
                throw LearningError(
                    code: .invalidArgument, message: "a state has \(byAction.count) actions, the first one \(actions)",
                    place: "state \(state)")
            }
            for (action, outcomes) in byAction.enumerated() {
                try Self.check(outcomes, states: transitions.count, place: "state \(state), action \(action)")
            }
        }
        self.transitions = transitions
    }

    private static func check(_ outcomes: [Transition], states: Int, place: String) throws(LearningError) {
        for outcome in outcomes {
            guard outcome.reward.isFinite else {
                throw LearningError(code: .notFinite, message: "a reward is \(outcome.reward)", place: place)
            }
            guard outcome.probability > 0, (0..<states).contains(outcome.state) else {
                throw LearningError(
                    code: .invalidArgument,
                    message:
                        "a transition to state \(outcome.state) of \(states) has probability \(outcome.probability)",
                    place: place)
            }
        }
        let sum = outcomes.reduce(0) { $0 + $1.probability }
        guard abs(sum - 1) < 1e-9 else {
            throw LearningError(
                code: .invalidArgument, message: "the probabilities have the sum \(sum) instead of 1", place: place)
        }
    }

    /// How many states there are.
    public var stateCount: Int { transitions.count }
    /// How many actions there are.
    public var actionCount: Int { transitions[0].count }

    /// What an action earns in the mean when everything after it is worth `values`.
    ///
    /// - Parameters:
    ///   - action: the action.
    ///   - state: where it is taken.
    ///   - values: by state.
    ///   - discount: of the value after the action.
    /// - Returns: the expected value.
    public func value(of action: Int, in state: Int, values: [Double], discount: Double) -> Double {
        transitions[state][action].reduce(0) { sum, outcome in
            sum + outcome.probability * (outcome.reward + (outcome.isTerminal ? 0 : discount * values[outcome.state]))
        }
    }

    /// The value of each state for an agent that acts best, by value iteration.
    ///
    /// - Parameters:
    ///   - discount: in 0 ... 1; with 1 every policy has to reach an end, or the sweeps run out.
    ///   - tolerance: the sweeps end when no value changes by more.
    ///   - sweeps: how many there are at most.
    /// - Returns: by state; an error of at most `tolerance · discount / (1 - discount)`.
    ///
    /// Source: R. S. Sutton, A. G. Barto, "Reinforcement Learning" (2018), section 4.4.
    public func optimalValues(discount: Double, tolerance: Double = 1e-12, sweeps: Int = 100_000) -> [Double] {
        iterate(tolerance: tolerance, sweeps: sweeps) { state, values in
            (0..<actionCount).map { value(of: $0, in: state, values: values, discount: discount) }.max() ?? 0
        }
    }

    /// The value of each state for a policy, by iteration.
    ///
    /// - Parameters:
    ///   - policy: by state, the probability of each action.
    ///   - discount: in 0 ... 1.
    ///   - tolerance: the sweeps end when no value changes by more.
    ///   - sweeps: how many there are at most.
    /// - Returns: by state.
    /// - Throws: `LearningError` of code `shape` when the policy does not have a probability for each action.
    ///
    /// Source: R. S. Sutton, A. G. Barto, "Reinforcement Learning" (2018), section 4.1.
    public func values(
        of policy: [[Double]], discount: Double, tolerance: Double = 1e-12, sweeps: Int = 100_000
    ) throws(LearningError) -> [Double] {
        guard policy.count == stateCount, policy.allSatisfy({ $0.count == actionCount }) else {
            throw LearningError(
                code: .shape, message: "a policy here has \(stateCount) rows of \(actionCount) probabilities",
                place: "MarkovProcess.values")
        }
        return iterate(tolerance: tolerance, sweeps: sweeps) { state, values in
            (0..<actionCount).reduce(0) { sum, action in
                sum + policy[state][action] * value(of: action, in: state, values: values, discount: discount)
            }
        }
    }

    private func iterate(
        tolerance: Double, sweeps: Int, update: (_ state: Int, _ values: [Double]) -> Double
    ) -> [Double] {
        var values = [Double](repeating: 0, count: stateCount)
        for _ in 0..<sweeps {
            var change = 0.0
            for state in 0..<stateCount {
                let value = update(state, values)
                change = max(change, abs(value - values[state]))
                values[state] = value
            }
            if change <= tolerance { break }
        }
        return values
    }
}
