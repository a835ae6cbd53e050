/// How much an occurrence counts by where it stands, and how strongly long fields are discounted.
///
/// Set by hand on several repositories; the figures hardly move when a weight is halved or doubled
/// (docs/algorithms/retrieval.md).
struct FieldWeights: Sendable, Hashable {
    /// Weights by field.
    var weights: [Float]
    /// Discount of long fields, 0 to 1, by field: the `b` of BM25.
    var discounts: [Float]

    /// The weights in use.
    static let standard = FieldWeights(weights: [3, 3, 4, 0.7, 1.5, 0.7], discounts: [0.3, 0.3, 0.6, 0.6, 0.6, 0.7])

    /// The weights side by side, 0 beyond the fields.
    var vector: SIMD8<Float> {
        var vector = SIMD8<Float>()
        for field in weights.indices { vector[field] = weights[field] }
        return vector
    }
}
