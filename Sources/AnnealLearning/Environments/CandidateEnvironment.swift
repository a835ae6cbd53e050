/// What an agent acts in whose choices change in number: each is described by features, and the agent scores them.
///
/// As an `Environment` it is a value that holds all of its state. Nothing is allocated once an episode is under way.
public protocol CandidateEnvironment: Sendable, Codable {
    /// How many numbers describe a candidate.
    var featureCount: Int { get }
    /// How many candidates there are now; 0 when no episode is under way.
    var candidateCount: Int { get }

    /// Sets the randomness anew; what happens after the next `reset` depends on nothing else.
    mutating func seed(_ seed: UInt64)

    /// Begins an episode; there is at least one candidate afterwards.
    mutating func reset()

    /// Writes the features of each candidate.
    ///
    /// - Parameter features: filled row by row; as long as `candidateCount · featureCount`.
    func writeFeatures(into features: UnsafeMutableBufferPointer<Float>)

    /// Chooses a candidate.
    ///
    /// - Parameter candidate: in 0 ..< `candidateCount`.
    /// - Returns: the reward and whether the episode is over.
    /// - Throws: `LearningError` of code `invalidArgument` when there is no such candidate.
    mutating func step(_ candidate: Int) throws(LearningError) -> StepOutcome
}

extension CandidateEnvironment {
    /// The features of each candidate, in an array of its own; for tests and examples.
    public var features: [Float] {
        var features = [Float](repeating: 0, count: candidateCount * featureCount)
        features.withUnsafeMutableBufferPointer { writeFeatures(into: $0) }
        return features
    }
}
