public import AnnealLearning

/// A network that chooses among the candidates of a point by what is known beforehand.
///
/// State 128 wide, 64 actions, of which a point uses the first; two hidden layers of 64. A policy belongs to one task at a
/// time; it is no value that can be sent.
public final class CandidatePolicy {
    /// Columns of a state; a point's features come first, and the others are 0.
    static let stateSize = 128
    /// Actions; a point's candidates come first, and the others are never taken.
    static let actionCount = 64
    private static let name = "candidates"

    private let graph: Graph
    private let x: Node
    private let logits: Node
    private let candidateCount: Int

    /// Takes over weights.
    ///
    /// - Parameters:
    ///   - weights: by name, as a training has them.
    ///   - candidateCount: candidates of the point.
    /// - Throws: `LearningError` when one is missing or has another shape, or there are too many candidates.
    init(weights: [String: Tensor], candidateCount: Int) throws(LearningError) {
        try Self.check(candidateCount)
        let parameters = Parameters()
        var unused = RandomSource(seed: 0)
        let network = try Self.network(parameters, &unused)
        try parameters.load(weights)
        graph = Graph(parameters, for: .inference)
        x = graph.input(columns: Self.stateSize)
        logits = try network(x, in: graph).logits
        self.candidateCount = candidateCount
    }

    static func network(
        _ parameters: Parameters, _ random: inout RandomSource
    ) throws(LearningError) -> ActorCritic {
        try ActorCritic(
            name, observationSize: stateSize, actionCount: actionCount, in: parameters, using: &random)
    }

    static func check(_ candidateCount: Int) throws(LearningError) {
        guard (1...actionCount).contains(candidateCount) else {
            throw LearningError(
                code: .invalidArgument, message: "\(candidateCount) candidates are none or above \(actionCount)",
                place: "CandidatePolicy")
        }
    }

    /// Writes a state, padded.
    static func write(_ vector: [Double], into row: UnsafeMutableBufferPointer<Float>, from start: Int = 0) {
        for column in 0..<stateSize { row[start + column] = column < vector.count ? Float(vector[column]) : 0 }
    }

    /// The candidate that the network gives the largest probability.
    ///
    /// - Parameter vector: what is known, as the point makes it.
    /// - Returns: an index into the point's candidates.
    /// - Throws: `LearningError` for a number that is not finite.
    public func choose(_ vector: [Double]) throws(LearningError) -> Int {
        try graph.setRows(.batch, to: 1)
        try graph.withInput(x) { Self.write(vector, into: $0) }
        try graph.forward()
        let values = graph.values(of: logits)
        var best = 0
        for index in 0..<candidateCount where values[index] > values[best] { best = index }
        return best
    }
}
