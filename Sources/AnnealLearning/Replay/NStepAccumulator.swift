/// Takes the steps of one environment and gives transitions over several of them: the reward of `n` steps, discounted,
/// and the observation after them. Near an episode's end they are shorter.
///
/// Source: R. S. Sutton, A. G. Barto, "Reinforcement Learning" (2018), section 7.1.
public struct NStepAccumulator: Sendable, Hashable, Codable {
    /// How many steps a transition spans.
    public let steps: Int
    /// What a reward counts a step later.
    public let discount: Float
    private let observationSize: Int
    private var observations: [Float]
    private var actions: [Int]
    private var rewards: [Float]
    private var first = 0
    private var pending = 0

    /// Creates an accumulator.
    ///
    /// - Parameters:
    ///   - steps: how many steps a transition spans, at least one.
    ///   - discount: what a reward counts a step later, in 0 ... 1.
    ///   - observationSize: how many numbers an observation has.
    /// - Throws: `LearningError` of code `invalidArgument` outside of these bounds.
    public init(steps: Int, discount: Float, observationSize: Int) throws(LearningError) {
        guard steps > 0, (0...1).contains(discount), observationSize > 0 else {
            throw LearningError(
                code: .invalidArgument,
                message: "\(steps) steps with discount \(discount) and observations of \(observationSize) numbers",
                place: "NStepAccumulator")
        }
        self.steps = steps
        self.discount = discount
        self.observationSize = observationSize
        observations = [Float](repeating: 0, count: steps * observationSize)
        actions = [Int](repeating: 0, count: steps)
        rewards = [Float](repeating: 0, count: steps)
    }

    /// Whether it is one for the same steps and observations: what was decoded may say anything.
    func isWhole(like other: NStepAccumulator) -> Bool {
        steps == other.steps && observationSize == other.observationSize && discount == other.discount
            && observations.count == steps * observationSize && actions.count == steps && rewards.count == steps
            && (0..<steps).contains(first) && (0..<steps).contains(pending)
    }

    /// Takes a step and hands out the transitions that are complete with it.
    ///
    /// - Parameters:
    ///   - observation: what was seen before the step.
    ///   - action: what was done.
    ///   - outcome: what came of it. After a cut-off the value of the next observation still counts.
    ///   - emit: called for each complete transition, with the observation before it; what was seen after the step is
    ///     the observation after it. All that are pending are handed out at an episode's end.
    /// - Throws: `LearningError` of code `shape` for an observation of another size; what `emit` throws.
    /// - Complexity: O(steps) a step, without allocation.
    public mutating func take(
        observation: UnsafeBufferPointer<Float>, action: Int, outcome: StepOutcome,
        emit: (Transition, UnsafeBufferPointer<Float>) throws(LearningError) -> Void
    ) throws(LearningError) {
        guard observation.count == observationSize else {
            throw LearningError(
                code: .shape, message: "an observation of \(observation.count) numbers instead of \(observationSize)",
                place: "NStepAccumulator.take")
        }
        let slot = (first + pending) % steps
        for index in 0..<observationSize { observations[slot * observationSize + index] = observation[index] }
        actions[slot] = action
        rewards[slot] = outcome.reward
        pending += 1
        guard pending == steps || outcome.isOver else { return }
        repeat {
            try emitFirst(isTerminated: outcome.isTerminated, emit)
            first = (first + 1) % steps
            pending -= 1
        } while outcome.isOver && pending > 0
    }

    /// Forgets the steps that are pending, such as when an environment was reset.
    public mutating func clear() {
        first = 0
        pending = 0
    }

    private func emitFirst(
        isTerminated: Bool, _ emit: (Transition, UnsafeBufferPointer<Float>) throws(LearningError) -> Void
    ) throws(LearningError) {
        var reward: Float = 0
        var factor: Float = 1
        for step in 0..<pending {
            reward += factor * rewards[(first + step) % steps]
            factor *= discount
        }
        let transition = Transition(action: actions[first], reward: reward, discount: isTerminated ? 0 : factor)
        let start = first * observationSize
        try observations.withUnsafeBufferPointer { all throws(LearningError) in
            try emit(transition, UnsafeBufferPointer(rebasing: all[start..<start + observationSize]))
        }
    }
}
