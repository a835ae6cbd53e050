import AnnealLearning
import AnnealSafety

/// The logistic regression as a graph of AnnealLearning: the weights of a passage's features are gathered, multiplied by
/// the features' values and summed, and the sum is one of two logits, of which the other is 0.
final class PassageClassifier {
    /// A passage with what it is to be called.
    struct Example {
        var places: [InjectionFeatures.Place]
        var isInjected: Bool
    }

    private let parameters = Parameters()
    private let weight: Parameter
    private let graph: Graph
    private let index: IndexNode
    private let value: Node
    private let segment: IndexNode
    private let zero: Node
    private let label: IndexNode
    private var optimiser: Adam

    /// Creates a classifier whose weights are 0.
    init(rate: Float, decay: Float, seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        // The last place is that of the bias, which every passage has.
        let embedding = try Embedding(
            "features", count: InjectionFeatures.size + 1, features: 1, initially: .constant(0), in: parameters,
            using: &random)
        weight = embedding.weight
        graph = Graph(parameters, for: .training)
        index = graph.indexInput(rows: Rows(.tokens))
        value = graph.input(columns: 1, rows: Rows(.tokens))
        segment = graph.indexInput(rows: Rows(.tokens))
        zero = graph.input(columns: 1)
        label = graph.indexInput()
        let products = try graph.multiply(embedding(index, in: graph), value)
        let sum = try graph.segmentSum(products, segment, rows: Rows(.batch))
        try graph.minimise(graph.crossEntropy(graph.concatenate([zero, sum]), classes: label))
        optimiser = Adam(rate: rate, decay: decay)
    }

    /// How far a step goes.
    var rate: Float {
        get { optimiser.rate }
        set { optimiser.rate = newValue }
    }

    /// The weights, the bias last.
    func weights() throws -> [Float] { try parameters.tensor(of: weight).values }

    /// Takes a step along the gradient of a batch.
    func step(_ batch: [Example]) throws {
        var indices: [Int] = []
        var values: [Float] = []
        var segments: [Int] = []
        for (number, example) in batch.enumerated() {
            for place in example.places {
                indices.append(Int(place.index))
                values.append(place.value)
                segments.append(number)
            }
            indices.append(InjectionFeatures.size)
            values.append(1)
            segments.append(number)
        }
        try graph.setRows(.batch, to: batch.count)
        try graph.setRows(.tokens, to: indices.count)
        try graph.write(indices, to: index)
        try graph.write(values, to: value)
        try graph.write(segments, to: segment)
        try graph.write([Float](repeating: 0, count: batch.count), to: zero)
        try graph.write(batch.map { $0.isInjected ? 1 : 0 }, to: label)
        try graph.forward()
        try graph.backward()
        try optimiser.step(parameters)
    }
}
