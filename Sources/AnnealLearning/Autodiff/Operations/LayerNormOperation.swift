internal import CLearningKernels

/// Each row less its mean, over its deviation, times a gain plus a bias.
final class LayerNormOperation: Operation {
    private let epsilon: Float
    private let normalised: Workspace
    private let inverses: Workspace

    init(x: Node, gain: Node, bias: Node, epsilon: Float, normalised: Workspace, inverses: Workspace, output: Node) {
        self.epsilon = epsilon
        self.normalised = normalised
        self.inverses = inverses
        super.init(name: "layerNorm", inputs: [x, gain, bias], output: output)
    }

    override func forward(_ memory: Memory) {
        let y = memory[output]
        lk_layer_norm(
            y.value, memory[normalised], memory[inverses], memory[inputs[0]].value, memory[inputs[1]].value,
            memory[inputs[2]].value, epsilon, y.rows, y.columns)
    }

    override func backward(_ memory: Memory) {
        let y = memory[output]
        lk_layer_norm_backward(
            contributions[0].isWanted ? memory[inputs[0]].gradient : nil,
            contributions[1].isWanted ? memory[inputs[1]].gradient : nil,
            contributions[2].isWanted ? memory[inputs[2]].gradient : nil, y.gradient, memory[normalised],
            memory[inverses], memory[inputs[1]].value, y.rows, y.columns, contributions[0].adds,
            contributions[1].adds, contributions[2].adds)
    }
}

extension Graph {
    /// Each row less its mean, over its standard deviation, times a gain plus a bias.
    ///
    /// - Parameters:
    ///   - x: rows × columns.
    ///   - gain: 1 × columns.
    ///   - bias: 1 × columns.
    ///   - epsilon: added to the variance.
    /// - Returns: rows × columns.
    /// - Throws: `LearningError.Code.shape` when they do not fit, `invalidArgument` for an epsilon that is not above 0.
    ///
    /// Source: J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer Normalization" (2016).
    public func layerNorm(_ x: Node, gain: Node, bias: Node, epsilon: Float = 1e-5) throws(LearningError) -> Node {
        guard gain.rows == .fixed(1), bias.rows == .fixed(1), gain.columns == x.columns, bias.columns == x.columns,
            gain != bias
        else { throw mismatch("layerNorm", [x, gain, bias], takes: "[rows, n] and two different vectors of [1, n]") }
        try LayerNorm.check(epsilon: epsilon)
        return record(
            LayerNormOperation(
                x: x, gain: gain, bias: bias, epsilon: epsilon,
                normalised: workspace(rows: x.rows, columns: x.columns), inverses: workspace(rows: x.rows, columns: 1),
                output: result(rows: x.rows, columns: x.columns, from: [x, gain, bias])))
    }
}
