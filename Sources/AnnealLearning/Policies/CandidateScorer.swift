#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// A policy over as many candidates as there are: each gets a score from its features, and the scores of a decision
/// become probabilities.
///
/// The candidates of all decisions of a batch are the rows of one matrix, each with the number of its decision.
public struct CandidateScorer: Sendable, Hashable {
    /// From a candidate's features to its score.
    public let network: MultiLayerPerceptron

    /// Creates a scorer with the initial weights of a policy.
    ///
    /// - Parameters:
    ///   - name: of its network.
    ///   - features: columns of a candidate: its own and those of the state.
    ///   - hidden: sizes of the hidden layers.
    ///   - activation: of the hidden layers.
    ///   - parameters: where weights are added.
    ///   - random: what they are drawn from.
    /// - Throws: `LearningError` when a size is not positive or the name is taken.
    public init(
        _ name: String, features: Int, hidden: [Int] = [64, 64], activation: Activation = .tanh,
        in parameters: Parameters, using random: inout RandomSource
    ) throws(LearningError) {
        network = try MultiLayerPerceptron(
            name, sizes: [features] + hidden + [1], activation: activation,
            initialization: .orthogonal(hidden: Float(2).squareRoot(), last: 0.01), in: parameters, using: &random)
    }

    /// Records the scorer.
    ///
    /// - Parameters:
    ///   - x: candidates × features.
    ///   - decisions: for each candidate, the decision it belongs to; checked by the run.
    ///   - graph: where.
    /// - Returns: the logarithm of each candidate's probability, candidates × 1.
    /// - Throws: `LearningError.Code.shape` when shapes do not fit.
    public func callAsFunction(
        _ x: Node, decisions: IndexNode, in graph: Graph
    ) throws(LearningError) -> Node {
        try graph.segmentLogSoftmax(network(x, in: graph), decisions, rows: .batch)
    }
}

/// log softmax within each segment of a column.
final class SegmentLogSoftmaxOperation: IndexedOperation {
    private let rows: Rows
    private let sums: Workspace

    init(x: Node, index: IndexNode, rows: Rows, sums: Workspace, output: Node) {
        self.rows = rows
        self.sums = sums
        super.init(name: "segmentLogSoftmax", inputs: [x], index: index, output: output)
    }

    private func segments(_ memory: Memory) -> Int { rows.variable.map { memory.count($0) } ?? rows.fixed }

    override func forward(_ memory: Memory) throws(LearningError) {
        let (x, y) = (memory[inputs[0]], memory[output])
        let count = segments(memory)
        let indices = try indices(below: count, memory)
        // The segments' largest elements, then the sums of what is left of the others.
        let (largest, total) = (memory[sums], memory[sums] + count)
        largest.update(repeating: -.infinity, count: count)
        total.update(repeating: 0, count: count)
        for row in 0..<y.rows { largest[Int(indices[row])] = max(largest[Int(indices[row])], x.value[row]) }
        for segment in 0..<count where largest[segment] == -.infinity {
            throw LearningError(
                code: .invalidArgument, message: "decision \(segment) has no candidates", place: name,
                remedy: "leave out decisions without candidates")
        }
        for row in 0..<y.rows {
            y.value[row] = x.value[row] - largest[Int(indices[row])]
            total[Int(indices[row])] += expf(y.value[row])
        }
        for segment in 0..<count { total[segment] = logf(total[segment]) }
        for row in 0..<y.rows { y.value[row] -= total[Int(indices[row])] }
    }

    override func backward(_ memory: Memory) {
        guard contributions[0].isWanted else { return }
        let (x, y) = (memory[inputs[0]], memory[output])
        let indices = memory[index].indices
        let total = memory[sums]
        total.update(repeating: 0, count: segments(memory))
        for row in 0..<y.rows { total[Int(indices[row])] += y.gradient[row] }
        for row in 0..<y.rows {
            let gradient = y.gradient[row] - expf(y.value[row]) * total[Int(indices[row])]
            x.gradient[row] = contributions[0] == .add ? x.gradient[row] + gradient : gradient
        }
    }
}

extension Graph {
    /// The logarithms of the probabilities that the softmax within each segment gives.
    ///
    /// - Parameters:
    ///   - x: rows × 1.
    ///   - segments: for each row, where it belongs, in any order; checked by the run.
    ///   - rows: how many segments; each has a row of x, or the run fails.
    /// - Returns: rows × 1.
    /// - Throws: `LearningError.Code.shape` when there is not one segment for each row or x is no column.
    public func segmentLogSoftmax(_ x: Node, _ segments: IndexNode, rows: Rows) throws(LearningError) -> Node {
        try checkSegments("segmentLogSoftmax", x, segments)
        guard x.columns == 1 else { throw mismatch("segmentLogSoftmax", [x], takes: "one column") }
        return record(
            SegmentLogSoftmaxOperation(
                x: x, index: segments, rows: rows, sums: workspace { 2 * $0.count(of: rows) },
                output: result(rows: x.rows, columns: 1, from: [x])))
    }
}
