/// Turns texts into vectors whose products tell how alike the texts are.
public protocol TextEmbedder: Sendable {
    /// Tells vectors of one model from those of another; vectors are kept under this name.
    var model: String { get }

    /// The vectors of texts.
    ///
    /// - Parameter texts: any; what a model cannot take of a long text does not count.
    /// - Returns: one vector for each text, all of one width and of length 1.
    /// - Throws: an error that a person can act on; `CancellationError`.
    func vectors(of texts: [String]) async throws -> [[Float]]
}

/// A query as a vector.
public struct QueryVector: Sendable, Hashable {
    /// The embedder's model.
    public var model: String
    /// Of length 1.
    public var values: [Float]

    /// Creates one.
    public init(model: String, values: [Float]) {
        self.model = model
        self.values = values
    }
}
