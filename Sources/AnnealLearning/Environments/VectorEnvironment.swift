/// Several environments of one kind that step together, as learning algorithms take them: all observations in one
/// contiguous array, a row each.
///
/// An environment whose episode ends begins the next one in the same step: `observations` has the first observation of
/// the new episode, `finalObservations` the last one of the old, which a cut-off episode's value is taken from. Nothing
/// is allocated after the start.
public struct VectorEnvironment<Member: Environment>: Sendable, Codable {
    /// The environments.
    public private(set) var members: [Member]
    /// What is seen now; `count` × `observationSize`.
    public private(set) var observations: [Float]
    /// The last observation of the episode that ended last in each environment; `count` × `observationSize`.
    public private(set) var finalObservations: [Float]
    /// Which actions are allowed now; `count` × `actionCount`.
    public private(set) var masks: [Bool]
    /// What the last step earned, by environment.
    public private(set) var rewards: [Float]
    /// Whether the last step ended an episode of its own.
    public private(set) var terminated: [Bool]
    /// Whether the last step cut an episode off.
    public private(set) var truncated: [Bool]
    /// By environment, what the episode under way has earned.
    public private(set) var episodeReturns: [Double]
    /// By environment, how many steps the episode under way has had.
    public private(set) var episodeLengths: [Int]
    /// Of the episodes that ended in the last step, what they earned; the others' values are of earlier episodes.
    public private(set) var finishedReturns: [Double]
    /// Of the episodes that ended in the last step, how many steps they had; the others' values are of earlier episodes.
    public private(set) var finishedLengths: [Int]

    /// How many numbers an observation has.
    public let observationSize: Int
    /// How many actions there are.
    public let actionCount: Int

    /// Takes environments and begins an episode in each.
    ///
    /// - Parameters:
    ///   - members: at least one; all with the same sizes.
    ///   - seed: each environment gets randomness of its own from it.
    /// - Throws: `LearningError` of code `invalidArgument` without an environment, `shape` when sizes differ.
    public init(_ members: [Member], seed: UInt64) throws(LearningError) {
        guard let first = members.first else {
            throw LearningError(
                code: .invalidArgument, message: "there is no environment to step", place: "VectorEnvironment",
                remedy: "give at least one")
        }
        observationSize = first.observationSize
        actionCount = first.actionCount
        for member in members
        where member.observationSize != observationSize || member.actionCount != actionCount {
            throw LearningError(
                code: .shape,
                message: """
                    an environment with \(member.observationSize) numbers and \(member.actionCount) actions stands \
                    beside one with \(observationSize) and \(actionCount)
                    """, place: "VectorEnvironment")
        }
        self.members = members
        let count = members.count
        observations = [Float](repeating: 0, count: count * observationSize)
        finalObservations = observations
        masks = [Bool](repeating: true, count: count * actionCount)
        rewards = [Float](repeating: 0, count: count)
        terminated = [Bool](repeating: false, count: count)
        truncated = terminated
        episodeReturns = [Double](repeating: 0, count: count)
        episodeLengths = [Int](repeating: 0, count: count)
        finishedReturns = episodeReturns
        finishedLengths = episodeLengths
        reset(seed: seed)
    }

    /// Whether all arrays are as long as the environments need: what was decoded may say anything.
    var isWhole: Bool {
        members.allSatisfy { $0.observationSize == observationSize && $0.actionCount == actionCount }
            && [observations.count, finalObservations.count].allSatisfy { $0 == count * observationSize }
            && masks.count == count * actionCount
            && [
                rewards.count, terminated.count, truncated.count, episodeReturns.count, episodeLengths.count,
                finishedReturns.count, finishedLengths.count,
            ].allSatisfy { $0 == count }
            && episodeLengths.allSatisfy { (0...1 << 53).contains($0) }
    }

    /// How many environments there are.
    public var count: Int { members.count }

    /// Begins an episode in each environment.
    ///
    /// - Parameter seed: each environment gets randomness of its own from it.
    public mutating func reset(seed: UInt64) {
        var random = RandomSource(seed: seed)
        for index in members.indices {
            members[index].seed(random.next())
            begin(index)
            writeMask(index)
            episodeReturns[index] = 0
            episodeLengths[index] = 0
            rewards[index] = 0
            terminated[index] = false
            truncated[index] = false
        }
    }

    /// Takes an action in each environment.
    ///
    /// - Parameter actions: one for each environment, allowed by its mask.
    /// - Throws: `LearningError` of code `shape` when there is not one action for each environment; what an environment
    ///   throws, after which those before it have stepped.
    public mutating func step(_ actions: borrowing [Int]) throws(LearningError) {
        guard actions.count == members.count else {
            throw LearningError(
                code: .shape, message: "\(actions.count) actions for \(members.count) environments",
                place: "VectorEnvironment.step")
        }
        for index in members.indices { try step(index, actions[index]) }
    }

    private mutating func step(_ index: Int, _ action: Int) throws(LearningError) {
        let outcome = try Self.step(&members[index], action, &observations, index)
        rewards[index] = outcome.reward
        terminated[index] = outcome.isTerminated
        truncated[index] = outcome.isTruncated
        episodeReturns[index] += Double(outcome.reward)
        episodeLengths[index] += 1
        if outcome.isOver { finish(index) }
        writeMask(index)
    }

    private mutating func finish(_ index: Int) {
        for position in index * observationSize..<(index + 1) * observationSize {
            finalObservations[position] = observations[position]
        }
        finishedReturns[index] = episodeReturns[index]
        finishedLengths[index] = episodeLengths[index]
        episodeReturns[index] = 0
        episodeLengths[index] = 0
        begin(index)
    }

    private mutating func begin(_ index: Int) { Self.reset(&members[index], &observations, index) }

    private mutating func writeMask(_ index: Int) { Self.writeMask(of: members[index], &masks, index) }

    // The member and the array are passed apart, so that both can be written at once.

    private static func step(
        _ member: inout Member, _ action: Int, _ observations: inout [Float], _ index: Int
    ) throws(LearningError) -> StepOutcome {
        let size = member.observationSize
        return try observations.withUnsafeMutableBufferPointer { all throws(LearningError) in
            try member.step(action, into: UnsafeMutableBufferPointer(rebasing: all[index * size..<(index + 1) * size]))
        }
    }

    private static func reset(_ member: inout Member, _ observations: inout [Float], _ index: Int) {
        let size = member.observationSize
        observations.withUnsafeMutableBufferPointer { all in
            member.reset(into: UnsafeMutableBufferPointer(rebasing: all[index * size..<(index + 1) * size]))
        }
    }

    private static func writeMask(of member: Member, _ masks: inout [Bool], _ index: Int) {
        let size = member.actionCount
        masks.withUnsafeMutableBufferPointer { all in
            member.writeMask(into: UnsafeMutableBufferPointer(rebasing: all[index * size..<(index + 1) * size]))
        }
    }
}
