/// Layers of an LSTM, one upon another, over whole sequences.
///
/// Rows are in the order of time: the first step of all sequences of the batch, then the second.
public struct LSTM: Sendable, Hashable {
    /// One layer. The gates are input, forget, cell, output; there is one bias, the sum of PyTorch's two.
    public struct Layer: Sendable, Hashable {
        /// Inputs × 4 hidden.
        public let weight: Parameter
        /// Hidden × 4 hidden.
        public let recurrent: Parameter
        /// 1 × 4 hidden.
        public let bias: Parameter
    }

    /// The layers, that of the input first.
    public let layers: [Layer]
    /// Features of a layer's state.
    public let hidden: Int
    /// How much of a layer's result is left out on its way to the next one, in training.
    public let dropout: Float

    /// Creates layers whose weights start uniform within ±1 / √hidden, as PyTorch does.
    ///
    /// - Parameters:
    ///   - name: layers are called `name.0`, `name.1`, …, their parameters `weight`, `recurrent` and `bias`.
    ///   - inputs: features of a step.
    ///   - hidden: features of the state.
    ///   - layers: how many.
    ///   - dropout: between layers.
    ///   - parameters: where they are added.
    ///   - random: what they are drawn from.
    /// - Throws: `LearningError` when a size is not positive or the name is taken.
    public init(
        _ name: String, inputs: Int, hidden: Int, layers: Int = 1, dropout: Float = 0, in parameters: Parameters,
        using random: inout RandomSource
    ) throws(LearningError) {
        try LayerSizes.check("LSTM", ["inputs": inputs, "hidden": hidden, "layers": layers])
        var made: [Layer] = []
        for index in 0..<layers {
            let size = index == 0 ? inputs : hidden
            made.append(
                Layer(
                    weight: try parameters.add(
                        "\(name).\(index).weight", rows: size, columns: 4 * hidden, initially: .fanIn(hidden),
                        using: &random),
                    recurrent: try parameters.add(
                        "\(name).\(index).recurrent", rows: hidden, columns: 4 * hidden, initially: .fanIn(hidden),
                        using: &random),
                    bias: try parameters.add(
                        "\(name).\(index).bias", columns: 4 * hidden, initially: .fanIn(hidden), using: &random)))
        }
        self.layers = made
        self.hidden = hidden
        self.dropout = dropout
    }

    /// The states of all layers, for one sequence after another or step by step.
    public struct Result: Sendable {
        /// The last layer's state after each step, tokens × hidden.
        public let states: Node
        /// Each layer's states and cells, tokens × hidden each.
        public let layers: [(state: Node, cell: Node)]
    }

    /// Records the layers.
    ///
    /// - Parameters:
    ///   - x: tokens × inputs, in the order of time.
    ///   - first: the state and cell of each layer before the first step, batch × hidden each; empty for zeros.
    ///   - graph: where.
    /// - Returns: the states.
    /// - Throws: `LearningError.Code.shape` when shapes do not fit.
    public func callAsFunction(
        _ x: Node, first: [(state: Node, cell: Node)] = [], in graph: Graph
    ) throws(LearningError) -> Result {
        var x = x
        var results: [(state: Node, cell: Node)] = []
        for (index, layer) in layers.enumerated() {
            if index > 0 { x = try graph.dropout(x, rate: dropout) }
            let result = try graph.lstm(
                x, weight: graph.node(for: layer.weight), recurrent: graph.node(for: layer.recurrent),
                bias: graph.node(for: layer.bias), first: index < first.count ? first[index] : nil)
            results.append((result.states, result.cells))
            x = result.states
        }
        return Result(states: x, layers: results)
    }
}
