internal import CLearningKernels

/// relu(a[source] + b[target] + c) for each edge.
final class EdgeOperation: Operation {
    private let sources: IndexNode
    private let targets: IndexNode
    private let arrivals: Node

    init(inputs: [Node], sources: IndexNode, targets: IndexNode, arrivals: Node, output: Node) {
        self.sources = sources
        self.targets = targets
        self.arrivals = arrivals
        super.init(name: "edgeMessages", inputs: inputs, output: output)
    }

    override func forward(_ memory: Memory) throws(LearningError) {
        let (a, b, c, y) = (memory[inputs[0]], memory[inputs[1]], memory[inputs[2]], memory[output])
        try check(memory[sources], nodes: a.rows)
        try check(memory[targets], nodes: a.rows)
        y.value.update(from: c.value, count: y.count)
        lk_gather_rows(y.value, y.columns, a.value, a.columns, memory[sources].indices, y.rows, y.columns, 1)
        lk_gather_rows(y.value, y.columns, b.value, b.columns, memory[targets].indices, y.rows, y.columns, 1)
        lk_bias_activation(y.value, nil, nil, y.rows, y.columns, Activation.relu.code)
        let counts = memory[arrivals]
        counts.value.update(repeating: 0, count: counts.count)
        for edge in 0..<y.rows { counts.value[Int(memory[targets].indices[edge])] += 1 }
    }

    private func check(_ ends: Slot, nodes: Int) throws(LearningError) {
        let bad = lk_first_out_of_range(ends.indices, ends.rows, Int32(truncatingIfNeeded: nodes))
        guard bad < 0 else {
            throw LearningError(
                code: .invalidArgument,
                message: "edge \(bad) is at node \(ends.indices[bad]), and there are \(nodes)", place: name,
                remedy: "number the nodes of all graphs of a batch on from 0")
        }
    }

    override func backward(_ memory: Memory) {
        let y = memory[output]
        lk_activation_backward(y.gradient, y.value, nil, nil, y.rows, y.columns, Activation.relu.code, 0)
        scatter(y, to: sources, input: 0, memory)
        scatter(y, to: targets, input: 1, memory)
        contribute(y.gradient, toInput: 2, memory)
    }

    private func scatter(_ y: Slot, to ends: IndexNode, input: Int, _ memory: Memory) {
        guard let gradient = clearedGradient(ofInput: input, memory) else { return }
        lk_scatter_add_rows(gradient, y.columns, y.gradient, y.columns, memory[ends].indices, y.rows, y.columns)
    }
}

extension Graph {
    /// relu(source[s] + target[t] + edge) for each edge from s to t, and how many edges end at each node.
    ///
    /// - Parameters:
    ///   - source: nodes × columns.
    ///   - target: nodes × columns.
    ///   - edge: edges × columns.
    ///   - sources: for each edge, where it starts; checked by the run.
    ///   - targets: for each edge, where it ends; checked by the run.
    /// - Returns: edges × columns, and nodes × 1.
    /// - Throws: `LearningError.Code.shape` when they do not fit.
    public func edgeMessages(
        source: Node, target: Node, edge: Node, sources: IndexNode, targets: IndexNode
    ) throws(LearningError) -> (messages: Node, arrivals: Node) {
        guard source.rows == target.rows, source.columns == target.columns, source.columns == edge.columns,
            edge.rows == sources.rows, edge.rows == targets.rows
        else {
            throw mismatch(
                "edgeMessages", [source, target, edge],
                takes: "two of [nodes, n], one of [edges, n] and as many indices")
        }
        let inputs = [source, target, edge]
        let output = result(rows: edge.rows, columns: edge.columns, from: inputs)
        let arrivals = result(rows: source.rows, columns: 1, from: [])
        let operation = EdgeOperation(
            inputs: inputs, sources: sources, targets: targets, arrivals: arrivals, output: output)
        return (record(operation), arrivals)
    }
}
