/// One step of an agent, or several taken together, without the observations around it.
public struct Transition: Sendable, Hashable, Codable {
    /// The action.
    public var action: Int
    /// What it earned, later rewards discounted where several steps are taken together.
    public var reward: Float
    /// What the value of the next observation counts: 0 after an episode's end, else the discount to the power of the
    /// steps taken.
    public var discount: Float

    /// Creates a transition.
    ///
    /// - Parameters:
    ///   - action: the action.
    ///   - reward: what it earned.
    ///   - discount: what the value of the next observation counts.
    public init(action: Int, reward: Float, discount: Float) {
        self.action = action
        self.reward = reward
        self.discount = discount
    }
}

/// Transitions drawn from a buffer, each array with a row for each; made once and filled again and again.
public struct TransitionBatch: Sendable {
    /// How many transitions there are.
    public let count: Int
    /// What was seen before; `count` × observation size.
    public internal(set) var observations: [Float]
    /// What was seen afterwards; `count` × observation size.
    public internal(set) var nextObservations: [Float]
    /// Which actions were allowed afterwards; `count` × number of actions, empty when the buffer keeps no masks.
    public internal(set) var nextMasks: [Bool]
    /// The actions.
    public internal(set) var actions: [Int]
    /// What they earned.
    public internal(set) var rewards: [Float]
    /// What the values of the next observations count.
    public internal(set) var discounts: [Float]
    /// What each transition counts in the loss; 1 where all are drawn alike.
    public internal(set) var weights: [Float]
    /// Where the transitions are in the buffer, for new priorities.
    public internal(set) var slots: [Int]

    /// Makes room for a batch.
    ///
    /// - Parameters:
    ///   - count: how many transitions; at least one.
    ///   - observationSize: how many numbers an observation has.
    ///   - maskSize: how many actions a mask tells of; 0 without masks.
    public init(count: Int, observationSize: Int, maskSize: Int = 0) {
        self.count = max(1, count)
        observations = [Float](repeating: 0, count: self.count * observationSize)
        nextObservations = observations
        nextMasks = [Bool](repeating: true, count: self.count * maskSize)
        actions = [Int](repeating: 0, count: self.count)
        rewards = [Float](repeating: 0, count: self.count)
        discounts = rewards
        weights = [Float](repeating: 1, count: self.count)
        slots = actions
    }
}
