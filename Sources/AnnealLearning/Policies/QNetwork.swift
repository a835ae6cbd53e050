internal import CLearningKernels

/// What each action is worth in a state.
public struct QNetwork: Sendable, Hashable {
    private let trunk: MultiLayerPerceptron?
    private let value: Linear?
    private let advantages: Linear

    /// Creates a network with ReLU and PyTorch's initial weights.
    ///
    /// - Parameters:
    ///   - name: of its parts.
    ///   - observationSize: columns of an observation.
    ///   - actionCount: actions.
    ///   - hidden: sizes of the hidden layers.
    ///   - isDueling: whether the worth of the state and the advantages of the actions are told apart.
    ///   - parameters: where weights are added.
    ///   - random: what they are drawn from.
    /// - Throws: `LearningError` when a size is not positive or the name is taken.
    ///
    /// Source: V. Mnih et al., "Human-level control through deep reinforcement learning" (2015); dueling, Z. Wang et al.,
    /// "Dueling Network Architectures for Deep Reinforcement Learning" (2016).
    public init(
        _ name: String, observationSize: Int, actionCount: Int, hidden: [Int] = [256, 256], isDueling: Bool = false,
        in parameters: Parameters, using random: inout RandomSource
    ) throws(LearningError) {
        trunk =
            hidden.isEmpty
            ? nil
            : try MultiLayerPerceptron(
                "\(name).trunk", sizes: [observationSize] + hidden, activation: .relu, last: .relu, in: parameters,
                using: &random)
        let features = hidden.last ?? observationSize
        value =
            isDueling ? try Linear("\(name).value", inputs: features, outputs: 1, in: parameters, using: &random) : nil
        advantages = try Linear(
            "\(name).advantages", inputs: features, outputs: actionCount, in: parameters, using: &random)
    }

    /// Records the network.
    ///
    /// - Parameters:
    ///   - x: batch × observation.
    ///   - graph: where.
    /// - Returns: batch × actions.
    /// - Throws: `LearningError.Code.shape` when x has another number of columns.
    public func callAsFunction(_ x: Node, in graph: Graph) throws(LearningError) -> Node {
        let features = try trunk?(x, in: graph) ?? x
        let advantages = try advantages(features, in: graph)
        guard let value else { return advantages }
        return try graph.dueling(value: value(features, in: graph), advantages: advantages)
    }
}

/// v + a − mean of a, by row.
final class DuelingOperation: Operation {
    override func forward(_ memory: Memory) {
        let (v, a, y) = (memory[inputs[0]], memory[inputs[1]], memory[output])
        for row in 0..<y.rows {
            let start = row * y.columns
            let shift = v.value[row] - lk_sum(a.value + start, y.columns) / Float(y.columns)
            for place in start..<start + y.columns { y.value[place] = a.value[place] + shift }
        }
    }

    override func backward(_ memory: Memory) {
        let (v, a, y) = (memory[inputs[0]], memory[inputs[1]], memory[output])
        for row in 0..<y.rows {
            let start = row * y.columns
            let sum = lk_sum(y.gradient + start, y.columns)
            if contributions[0].isWanted {
                v.gradient[row] = contributions[0] == .add ? v.gradient[row] + sum : sum
            }
            guard contributions[1].isWanted else { continue }
            let mean = sum / Float(y.columns)
            for place in start..<start + y.columns {
                let gradient = y.gradient[place] - mean
                a.gradient[place] = contributions[1] == .add ? a.gradient[place] + gradient : gradient
            }
        }
    }
}

extension Graph {
    /// value + advantages − mean advantage.
    ///
    /// - Parameters:
    ///   - value: rows × 1.
    ///   - advantages: rows × actions.
    /// - Returns: rows × actions.
    /// - Throws: `LearningError.Code.shape` when they do not fit.
    public func dueling(value: Node, advantages: Node) throws(LearningError) -> Node {
        guard value.rows == advantages.rows, value.columns == 1 else {
            throw mismatch("dueling", [value, advantages], takes: "[rows, 1] and [rows, actions]")
        }
        return record(
            DuelingOperation(
                name: "dueling", inputs: [value, advantages],
                output: result(rows: value.rows, columns: advantages.columns, from: [value, advantages])))
    }
}
