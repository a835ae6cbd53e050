/// A vector for each of a number of things.
public struct Embedding: Sendable, Hashable {
    /// Things × features.
    public let weight: Parameter

    /// Creates a layer.
    ///
    /// - Parameters:
    ///   - name: of its parameter, which is called `name.weight`.
    ///   - count: of things.
    ///   - features: of each.
    ///   - initializer: of the vectors; normal with deviation 1, as PyTorch does, unless told otherwise.
    ///   - parameters: where it is added.
    ///   - random: what it is drawn from.
    /// - Throws: `LearningError` when the name is taken or a size is not positive.
    public init(
        _ name: String, count: Int, features: Int, initially initializer: Initializer = .normal(deviation: 1),
        in parameters: Parameters, using random: inout RandomSource
    ) throws(LearningError) {
        weight = try parameters.add(
            "\(name).weight", rows: count, columns: features, initially: initializer, using: &random)
    }

    /// Records the layer.
    ///
    /// - Parameters:
    ///   - index: which things; checked by the run.
    ///   - graph: where.
    /// - Returns: a row for each index.
    /// - Throws: `LearningError` when the graph has other parameters.
    public func callAsFunction(_ index: IndexNode, in graph: Graph) throws(LearningError) -> Node {
        graph.gather(try graph.node(for: weight), index)
    }
}
