/// An environment of candidates as one with a fixed number of actions: the first candidates' features side by side, zeros
/// where there are fewer, and a mask of those that are there.
public struct PaddedCandidates<Candidates: CandidateEnvironment>: Environment {
    /// The environment with candidates.
    public private(set) var candidates: Candidates
    /// How many candidates an agent can choose from; later ones are out of its reach until earlier ones are gone.
    public let actionCount: Int
    private var features: [Float] = []

    /// Creates the environment.
    ///
    /// - Parameters:
    ///   - candidates: the environment with candidates.
    ///   - actionCount: how many candidates an agent can choose from, at least one.
    /// - Throws: `LearningError` of code `invalidArgument` for fewer than one.
    public init(_ candidates: Candidates, actionCount: Int) throws(LearningError) {
        guard actionCount > 0 else {
            throw LearningError(
                code: .invalidArgument, message: "room for \(actionCount) candidates", place: "PaddedCandidates")
        }
        self.candidates = candidates
        self.actionCount = actionCount
    }

    /// Features times actions.
    public var observationSize: Int { actionCount * candidates.featureCount }

    /// Sets the randomness anew.
    public mutating func seed(_ seed: UInt64) { candidates.seed(seed) }

    /// Begins an episode.
    public mutating func reset(into observation: UnsafeMutableBufferPointer<Float>) {
        candidates.reset()
        write(into: observation)
    }

    /// Chooses a candidate.
    public mutating func step(
        _ action: Int, into observation: UnsafeMutableBufferPointer<Float>
    ) throws(LearningError) -> StepOutcome {
        guard (0..<actionCount).contains(action) else {
            throw .noSuchAction(action, count: actionCount, place: "PaddedCandidates.step")
        }
        let outcome = try candidates.step(action)
        write(into: observation)
        return outcome
    }

    /// Allows the candidates that are there.
    public func writeMask(into mask: UnsafeMutableBufferPointer<Bool>) {
        for action in mask.indices { mask[action] = action < candidates.candidateCount }
    }

    private mutating func write(into observation: UnsafeMutableBufferPointer<Float>) {
        let needed = candidates.candidateCount * candidates.featureCount
        if features.count < needed { features += [Float](repeating: 0, count: needed - features.count) }
        features.withUnsafeMutableBufferPointer { all in
            candidates.writeFeatures(into: UnsafeMutableBufferPointer(rebasing: all[..<needed]))
        }
        for index in observation.indices { observation[index] = index < needed ? features[index] : 0 }
    }
}
