/// Layers of self-attention and of a network for each token, each with a residual path and a normalisation.
///
/// Source: A. Vaswani et al., "Attention Is All You Need" (2017); J. Devlin et al., "BERT" (2019) for GELU.
public struct TransformerEncoder: Sendable, Hashable {
    /// Where a layer normalises.
    public enum Normalization: Sendable, Hashable {
        /// After the residual path is added, as in the paper and in BERT.
        case after
        /// Before each part, which trains more easily when there are many layers; the last result is not normalised.
        case before
    }

    /// One layer.
    public struct Layer: Sendable, Hashable {
        /// Queries, keys and values side by side: width × 3 width.
        public let queriesKeysValues: Linear
        /// Width × width.
        public let output: Linear
        /// Of the attention.
        public let attentionNorm: LayerNorm
        /// Width × inner, with GELU.
        public let expand: Linear
        /// Inner × width.
        public let contract: Linear
        /// Of the network.
        public let networkNorm: LayerNorm
    }

    /// The layers, the first first.
    public let layers: [Layer]
    /// How many heads attend.
    public let heads: Int
    /// Where layers normalise.
    public let normalization: Normalization
    /// How much is left out of each part's result, in training.
    public let dropout: Float

    /// Creates layers; weights start by Glorot's rule, biases at 0.
    ///
    /// - Parameters:
    ///   - name: layers are called `name.0`, `name.1`, ….
    ///   - width: features of a token; a multiple of `heads`.
    ///   - heads: of the attention.
    ///   - inner: features of the hidden layer of each token's network.
    ///   - layers: how many.
    ///   - normalization: where layers normalise.
    ///   - dropout: of each part's result.
    ///   - epsilon: added to the variance.
    ///   - parameters: where they are added.
    ///   - random: what they are drawn from.
    /// - Throws: `LearningError` when sizes are not positive or do not fit, or the name is taken.
    public init(
        _ name: String, width: Int, heads: Int, inner: Int, layers: Int, normalization: Normalization = .after,
        dropout: Float = 0, epsilon: Float = 1e-5, in parameters: Parameters, using random: inout RandomSource
    ) throws(LearningError) {
        try LayerSizes.check(
            "TransformerEncoder", ["width": width, "heads": heads, "inner": inner, "layers": layers])
        guard width % heads == 0 else {
            throw LearningError(
                code: .shape, message: "\(heads) heads do not divide a width of \(width)", place: "TransformerEncoder",
                remedy: "give a width that is a multiple of the heads")
        }
        var made: [Layer] = []
        for index in 0..<layers {
            let name = "\(name).\(index)"
            func linear(
                _ part: String, _ inputs: Int, _ outputs: Int, _ activation: Activation,
                _ random: inout RandomSource
            ) throws(LearningError) -> Linear {
                try Linear(
                    "\(name).\(part)", inputs: inputs, outputs: outputs, activation: activation, initially: .xavier,
                    in: parameters, using: &random)
            }
            made.append(
                Layer(
                    queriesKeysValues: try linear("attention", width, 3 * width, .identity, &random),
                    output: try linear("attention.output", width, width, .identity, &random),
                    attentionNorm: try LayerNorm(
                        "\(name).attention.norm", features: width, epsilon: epsilon, in: parameters),
                    expand: try linear("network.expand", width, inner, .gelu, &random),
                    contract: try linear("network.contract", inner, width, .identity, &random),
                    networkNorm: try LayerNorm(
                        "\(name).network.norm", features: width, epsilon: epsilon, in: parameters)))
        }
        self.layers = made
        self.heads = heads
        self.normalization = normalization
        self.dropout = dropout
    }

    /// Records the layers.
    ///
    /// - Parameters:
    ///   - x: tokens × width, sequence by sequence, each of tokens / batch rows.
    ///   - mask: tokens × 1: 0 for tokens that are not looked at; `nil` when all are.
    ///   - isCausal: whether tokens look at none that come after them.
    ///   - graph: where.
    /// - Returns: tokens × width.
    /// - Throws: `LearningError.Code.shape` when shapes do not fit.
    public func callAsFunction(
        _ x: Node, mask: Node? = nil, isCausal: Bool = false, in graph: Graph
    ) throws(LearningError) -> Node {
        var x = x
        for layer in layers {
            let isFirst = normalization == .before
            var part = isFirst ? try layer.attentionNorm(x, in: graph) : x
            part = try layer.queriesKeysValues(part, in: graph)
            part = try graph.attention(part, heads: heads, mask: mask, isCausal: isCausal)
            part = try graph.dropout(layer.output(part, in: graph), rate: dropout)
            x = try graph.add(x, part)
            if !isFirst { x = try layer.attentionNorm(x, in: graph) }
            part = isFirst ? try layer.networkNorm(x, in: graph) : x
            part = try layer.contract(layer.expand(part, in: graph), in: graph)
            part = try graph.dropout(part, rate: dropout)
            x = try graph.add(x, part)
            if !isFirst { x = try layer.networkNorm(x, in: graph) }
        }
        return x
    }
}
