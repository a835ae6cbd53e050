/// Linear layers one after another.
public struct MultiLayerPerceptron: Sendable, Hashable {
    /// The layers, the first first.
    public let layers: [Linear]

    /// How its weights start.
    public enum Initialization: Sendable, Hashable {
        /// Each layer uniform within ±1 / √inputs, as PyTorch does.
        case standard
        /// Orthogonal with a gain for the hidden layers and one for the last, biases 0, as stable-baselines3 does for
        /// PPO and A2C: √2 and 0.01 for a policy, √2 and 1 for a value.
        case orthogonal(hidden: Float, last: Float)
    }

    /// Creates a network.
    ///
    /// - Parameters:
    ///   - name: its layers are called `name.0`, `name.1`, ….
    ///   - sizes: features of the input, of each hidden layer and of the output: at least two.
    ///   - activation: of the hidden layers.
    ///   - last: of the last layer.
    ///   - initialization: how its weights start.
    ///   - parameters: where they are added.
    ///   - random: what they are drawn from.
    /// - Throws: `LearningError` when a size is not positive, there are fewer than two or the name is taken.
    public init(
        _ name: String, sizes: [Int], activation: Activation = .relu, last: Activation = .identity,
        initialization: Initialization = .standard, in parameters: Parameters, using random: inout RandomSource
    ) throws(LearningError) {
        guard sizes.count >= 2 else {
            throw LearningError(
                code: .invalidArgument, message: "\(sizes) are no sizes of a network", place: "MultiLayerPerceptron",
                remedy: "give the features of the input and of the output, and between them those of hidden layers")
        }
        var layers: [Linear] = []
        for index in 0..<sizes.count - 1 {
            let isLast = index == sizes.count - 2
            var initializer: Initializer?
            if case .orthogonal(let hidden, let end) = initialization {
                initializer = .orthogonal(gain: isLast ? end : hidden)
            }
            layers.append(
                try Linear(
                    "\(name).\(index)", inputs: sizes[index], outputs: sizes[index + 1],
                    activation: isLast ? last : activation, initially: initializer, in: parameters, using: &random))
        }
        self.layers = layers
    }

    /// Records the network.
    ///
    /// - Parameters:
    ///   - x: rows × the first size.
    ///   - graph: where.
    /// - Returns: rows × the last size.
    /// - Throws: `LearningError.Code.shape` when x has another number of columns.
    public func callAsFunction(_ x: Node, in graph: Graph) throws(LearningError) -> Node {
        var x = x
        for layer in layers { x = try layer(x, in: graph) }
        return x
    }
}
