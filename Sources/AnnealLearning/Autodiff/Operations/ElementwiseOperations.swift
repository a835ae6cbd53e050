internal import CLearningKernels

/// f(x).
final class ActivationOperation: Operation {
    private let activation: Activation

    init(x: Node, activation: Activation, output: Node) {
        self.activation = activation
        super.init(name: activation.rawValue, inputs: [x], output: output)
    }

    override func forward(_ memory: Memory) {
        let (x, y) = (memory[inputs[0]], memory[output])
        y.value.update(from: x.value, count: y.count)
        lk_bias_activation(y.value, nil, nil, y.rows, y.columns, activation.code)
    }

    override func backward(_ memory: Memory) {
        let (x, y) = (memory[inputs[0]], memory[output])
        lk_activation_backward(y.gradient, y.value, x.value, nil, y.rows, y.columns, activation.code, 0)
        contribute(y.gradient, toInput: 0, memory)
    }
}

/// a + b.
final class AddOperation: Operation {
    override func forward(_ memory: Memory) {
        let y = memory[output]
        lk_plus(y.value, memory[inputs[0]].value, memory[inputs[1]].value, y.count)
    }

    override func backward(_ memory: Memory) {
        contribute(memory[output].gradient, toInput: 0, memory)
        contribute(memory[output].gradient, toInput: 1, memory)
    }
}

/// a b, element by element.
final class MultiplyOperation: Operation {
    override func forward(_ memory: Memory) {
        let y = memory[output]
        lk_multiply(y.value, memory[inputs[0]].value, memory[inputs[1]].value, y.count, 0)
    }

    override func backward(_ memory: Memory) {
        let y = memory[output]
        let (a, b) = (memory[inputs[0]], memory[inputs[1]])
        if contributions[0].isWanted { lk_multiply(a.gradient, y.gradient, b.value, y.count, contributions[0].adds) }
        if contributions[1].isWanted { lk_multiply(b.gradient, y.gradient, a.value, y.count, contributions[1].adds) }
    }
}

/// A weighted sum of matrices of one shape.
final class CombineOperation: Operation {
    private let factors: [Float]

    init(_ nodes: [Node], factors: [Float], output: Node) {
        self.factors = factors
        super.init(name: "combine", inputs: nodes, output: output)
    }

    override func forward(_ memory: Memory) {
        let y = memory[output]
        for (index, input) in inputs.enumerated() {
            lk_axpy(y.value, memory[input].value, factors[index], y.count, index == 0 ? 0 : 1)
        }
    }

    override func backward(_ memory: Memory) {
        for index in inputs.indices {
            contribute(memory[output].gradient, factor: factors[index], toInput: index, memory)
        }
    }
}

/// The sum of all elements.
final class SumOperation: Operation {
    override func forward(_ memory: Memory) {
        let x = memory[inputs[0]]
        memory[output].value.pointee = lk_sum(x.value, x.count)
    }

    override func backward(_ memory: Memory) {
        guard contributions[0].isWanted else { return }
        let x = memory[inputs[0]]
        let gradient = memory[output].gradient.pointee
        for place in 0..<x.count {
            x.gradient[place] = contributions[0] == .add ? x.gradient[place] + gradient : gradient
        }
    }
}

/// The mean of each row.
final class RowMeanOperation: Operation {
    override func forward(_ memory: Memory) {
        let (x, y) = (memory[inputs[0]], memory[output])
        for row in 0..<x.rows { y.value[row] = lk_sum(x.value + row * x.columns, x.columns) / Float(x.columns) }
    }

    override func backward(_ memory: Memory) {
        guard contributions[0].isWanted else { return }
        let (x, y) = (memory[inputs[0]], memory[output])
        for row in 0..<x.rows {
            let share = y.gradient[row] / Float(x.columns)
            for place in row * x.columns..<(row + 1) * x.columns {
                x.gradient[place] = contributions[0] == .add ? x.gradient[place] + share : share
            }
        }
    }
}

/// Leaves out elements by chance and scales up the others.
final class DropoutOperation: Operation {
    private let rate: Float
    private let mask: Workspace
    private unowned let graph: Graph

    init(x: Node, rate: Float, mask: Workspace, graph: Graph, output: Node) {
        self.rate = rate
        self.mask = mask
        self.graph = graph
        super.init(name: "dropout", inputs: [x], output: output)
    }

    override func forward(_ memory: Memory) {
        let (x, y) = (memory[inputs[0]], memory[output])
        let kept = memory[mask]
        let factor = 1 / (1 - rate)
        var random = graph.random
        for index in 0..<y.count { kept[index] = random.uniformFloat() < rate ? 0 : factor }
        graph.random = random
        lk_multiply(y.value, x.value, kept, y.count, 0)
    }

    override func backward(_ memory: Memory) {
        let (x, y) = (memory[inputs[0]], memory[output])
        guard contributions[0].isWanted else { return }
        lk_multiply(x.gradient, y.gradient, memory[mask], y.count, contributions[0].adds)
    }
}

extension Graph {
    /// f(x), element by element.
    public func activation(_ x: Node, _ activation: Activation) -> Node {
        record(
            ActivationOperation(
                x: x, activation: activation, output: result(rows: x.rows, columns: x.columns, from: [x])))
    }

    /// a + b.
    ///
    /// - Throws: `LearningError.Code.shape` when the shapes differ.
    public func add(_ a: Node, _ b: Node) throws(LearningError) -> Node {
        guard a.rows == b.rows, a.columns == b.columns else {
            throw mismatch("add", [a, b], takes: "two matrices of one shape")
        }
        return record(
            AddOperation(name: "add", inputs: [a, b], output: result(rows: a.rows, columns: a.columns, from: [a, b])))
    }

    /// a b, element by element.
    ///
    /// - Throws: `LearningError.Code.shape` when the shapes differ.
    public func multiply(_ a: Node, _ b: Node) throws(LearningError) -> Node {
        guard a.rows == b.rows, a.columns == b.columns else {
            throw mismatch("multiply", [a, b], takes: "two matrices of one shape")
        }
        return record(
            MultiplyOperation(
                name: "multiply", inputs: [a, b], output: result(rows: a.rows, columns: a.columns, from: [a, b])))
    }

    /// A sum of matrices of one shape, each times a number: several losses as one, say.
    ///
    /// - Parameters:
    ///   - nodes: one or more.
    ///   - factors: as many.
    /// - Returns: a matrix of their shape.
    /// - Throws: `LearningError.Code.shape` when the shapes differ or the counts do.
    public func combine(_ nodes: [Node], factors: [Float]) throws(LearningError) -> Node {
        guard let first = nodes.first, nodes.count == factors.count,
            nodes.allSatisfy({ $0.rows == first.rows && $0.columns == first.columns })
        else {
            throw mismatch("combine", nodes, takes: "matrices of one shape and as many factors")
        }
        return record(
            CombineOperation(
                nodes, factors: factors, output: result(rows: first.rows, columns: first.columns, from: nodes)))
    }

    /// The sum of all elements: one number.
    public func sum(_ x: Node) -> Node {
        record(SumOperation(name: "sum", inputs: [x], output: result(rows: .fixed(1), columns: 1, from: [x])))
    }

    /// The mean of each row: rows × 1.
    public func rowMean(_ x: Node) -> Node {
        record(RowMeanOperation(name: "rowMean", inputs: [x], output: result(rows: x.rows, columns: 1, from: [x])))
    }

    /// Leaves out each element with a probability and scales the others up, in training; x itself in inference.
    ///
    /// - Parameters:
    ///   - x: any matrix.
    ///   - rate: from 0 to below 1.
    /// - Returns: a matrix of its shape.
    /// - Throws: `LearningError.Code.invalidArgument` for another rate.
    ///
    /// Source: N. Srivastava et al., "Dropout", JMLR 15 (2014).
    public func dropout(_ x: Node, rate: Float) throws(LearningError) -> Node {
        guard rate >= 0, rate < 1 else {
            throw LearningError(
                code: .invalidArgument, message: "a dropout rate of \(rate) leaves nothing", place: "dropout",
                remedy: "give a rate from 0 to below 1")
        }
        guard purpose == .training, rate > 0 else { return x }
        return record(
            DropoutOperation(
                x: x, rate: rate, mask: workspace(rows: x.rows, columns: x.columns), graph: self,
                output: result(rows: x.rows, columns: x.columns, from: [x])))
    }
}
