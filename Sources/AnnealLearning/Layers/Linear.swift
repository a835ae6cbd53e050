/// f(x W + b).
public struct Linear: Sendable, Hashable {
    /// Inputs × outputs: transposed against PyTorch's.
    public let weight: Parameter
    /// 1 × outputs.
    public let bias: Parameter?
    /// f.
    public let activation: Activation

    /// The number of features that it takes.
    public var inputs: Int { weight.rows }
    /// The number of features that it gives.
    public var outputs: Int { weight.columns }

    /// Creates a layer.
    ///
    /// - Parameters:
    ///   - name: of its parameters, which are called `name.weight` and `name.bias`.
    ///   - inputs: features that it takes.
    ///   - outputs: features that it gives.
    ///   - activation: applied to the result.
    ///   - hasBias: whether it has a bias.
    ///   - initializer: of the weights; `nil` for PyTorch's: uniform within ±1 / √inputs, the bias too.
    ///   - parameters: where they are added.
    ///   - random: what they are drawn from.
    /// - Throws: `LearningError` when the name is taken or a size is not positive.
    public init(
        _ name: String, inputs: Int, outputs: Int, activation: Activation = .identity, hasBias: Bool = true,
        initially initializer: Initializer? = nil, in parameters: Parameters, using random: inout RandomSource
    ) throws(LearningError) {
        weight = try parameters.add(
            "\(name).weight", rows: inputs, columns: outputs, initially: initializer ?? .fanIn(inputs), using: &random)
        bias =
            hasBias
            ? try parameters.add(
                "\(name).bias", columns: outputs, initially: initializer == nil ? .fanIn(inputs) : .constant(0),
                using: &random)
            : nil
        self.activation = activation
    }

    /// Records the layer.
    ///
    /// - Parameters:
    ///   - x: rows × inputs.
    ///   - graph: where.
    /// - Returns: rows × outputs.
    /// - Throws: `LearningError.Code.shape` when x has another number of columns.
    public func callAsFunction(_ x: Node, in graph: Graph) throws(LearningError) -> Node {
        var biasNode: Node?
        if let bias { biasNode = try graph.node(for: bias) }
        return try graph.linear(x, weight: graph.node(for: weight), bias: biasNode, activation: activation)
    }
}
