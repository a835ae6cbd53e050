/// Normalisation of each row, with a gain and a bias.
public struct LayerNorm: Sendable, Hashable {
    /// 1 × features, starting at 1.
    public let gain: Parameter
    /// 1 × features, starting at 0.
    public let bias: Parameter
    /// Added to the variance.
    public let epsilon: Float

    /// Creates a layer.
    ///
    /// - Parameters:
    ///   - name: of its parameters, which are called `name.weight` and `name.bias`.
    ///   - features: columns of what it takes.
    ///   - epsilon: added to the variance.
    ///   - parameters: where they are added.
    /// - Throws: `LearningError` when the name is taken or epsilon is not above 0.
    public init(
        _ name: String, features: Int, epsilon: Float = 1e-5, in parameters: Parameters
    ) throws(LearningError) {
        try Self.check(epsilon: epsilon)
        var unused = RandomSource(seed: 0)
        gain = try parameters.add("\(name).weight", columns: features, initially: .constant(1), using: &unused)
        bias = try parameters.add("\(name).bias", columns: features, initially: .constant(0), using: &unused)
        self.epsilon = epsilon
    }

    /// Whether no row can become a division by 0 or the root of a negative number.
    static func isUsable(epsilon: Float) -> Bool { Optimisers.isUsable(epsilon: epsilon) }

    static func check(epsilon: Float) throws(LearningError) {
        guard isUsable(epsilon: epsilon) else {
            throw LearningError(
                code: .invalidArgument, message: "a layer cannot normalise with an epsilon of \(epsilon)",
                place: "layerNorm", remedy: "give a small number above 0, such as 1e-5")
        }
    }

    /// Records the layer.
    ///
    /// - Throws: `LearningError.Code.shape` when x has another number of columns.
    public func callAsFunction(_ x: Node, in graph: Graph) throws(LearningError) -> Node {
        try graph.layerNorm(x, gain: graph.node(for: gain), bias: graph.node(for: bias), epsilon: epsilon)
    }
}
