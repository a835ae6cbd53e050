/// What an agent acts in: it writes observations into the caller's memory, takes one of a fixed number of actions, and
/// answers with a reward and whether the episode is over.
///
/// An environment is a value that holds all of its state, its randomness included: copied or coded it goes on bit for
/// bit where it was. Nothing is allocated by `reset` and `step`.
public protocol Environment: Sendable, Codable {
    /// How many numbers an observation has.
    var observationSize: Int { get }
    /// How many actions there are; they are 0 ..< `actionCount`.
    var actionCount: Int { get }

    /// Sets the randomness anew; what happens after the next `reset` depends on nothing else.
    mutating func seed(_ seed: UInt64)

    /// Begins an episode.
    ///
    /// - Parameter observation: filled with the first observation; as long as `observationSize`.
    mutating func reset(into observation: UnsafeMutableBufferPointer<Float>)

    /// Takes an action.
    ///
    /// - Parameters:
    ///   - action: one that the mask allows.
    ///   - observation: filled with what is seen after it; as long as `observationSize`.
    /// - Returns: the reward and whether the episode is over.
    /// - Throws: `LearningError` of code `invalidArgument` when there is no such action, the mask forbids it, or no
    ///   episode is under way.
    mutating func step(_ action: Int, into observation: UnsafeMutableBufferPointer<Float>) throws(LearningError)
        -> StepOutcome

    /// Writes which actions are allowed now. Without an own implementation all are.
    ///
    /// - Parameter mask: filled with a value for each action; as long as `actionCount`.
    func writeMask(into mask: UnsafeMutableBufferPointer<Bool>)
}

extension Environment {
    /// Allows every action.
    public func writeMask(into mask: UnsafeMutableBufferPointer<Bool>) {
        for action in mask.indices { mask[action] = true }
    }

    /// Begins an episode.
    ///
    /// - Returns: the first observation, in an array of its own; for tests and examples.
    public mutating func reset() -> [Float] {
        var observation = [Float](repeating: 0, count: observationSize)
        observation.withUnsafeMutableBufferPointer { reset(into: $0) }
        return observation
    }

    /// Takes an action.
    ///
    /// - Parameter action: one that the mask allows.
    /// - Returns: what is seen after it, in an array of its own, and the outcome; for tests and examples.
    /// - Throws: as `step(_:into:)`.
    public mutating func step(
        _ action: Int
    ) throws(LearningError) -> (observation: [Float], outcome: StepOutcome) {
        var observation = [Float](repeating: 0, count: observationSize)
        let outcome = try observation.withUnsafeMutableBufferPointer { buffer throws(LearningError) in
            try step(action, into: buffer)
        }
        return (observation, outcome)
    }

    /// Which actions are allowed now, in an array of its own.
    public var mask: [Bool] {
        var mask = [Bool](repeating: false, count: actionCount)
        mask.withUnsafeMutableBufferPointer { writeMask(into: $0) }
        return mask
    }
}

/// What came of an action.
public struct StepOutcome: Sendable, Hashable, Codable {
    /// The reward.
    public var reward: Float
    /// Whether the episode came to an end of its own, after which nothing more could be earned.
    public var isTerminated: Bool
    /// Whether the episode was cut off, by a limit of steps: more could have been earned, so the value of the last
    /// observation counts.
    public var isTruncated: Bool

    /// Whether the episode is over, for either reason.
    public var isOver: Bool { isTerminated || isTruncated }

    /// Creates an outcome.
    ///
    /// - Parameters:
    ///   - reward: the reward.
    ///   - isTerminated: whether the episode came to its end.
    ///   - isTruncated: whether it was cut off.
    public init(reward: Float, isTerminated: Bool = false, isTruncated: Bool = false) {
        self.reward = reward
        self.isTerminated = isTerminated
        self.isTruncated = isTruncated
    }
}

extension LearningError {
    /// An action that an environment does not have or does not allow.
    static func noSuchAction(_ action: Int, count: Int, place: String) -> LearningError {
        LearningError(
            code: .invalidArgument, message: "action \(action) is none of the \(count) actions", place: place,
            remedy: "choose an action of 0 ..< \(count) that the mask allows")
    }

    /// A step without an episode.
    static func noEpisode(place: String) -> LearningError {
        LearningError(
            code: .invalidArgument, message: "a step was taken while no episode is under way", place: place,
            remedy: "call reset before the first step and after each episode's end")
    }
}
