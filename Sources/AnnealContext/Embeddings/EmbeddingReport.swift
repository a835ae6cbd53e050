/// What was embedded of an index.
public struct EmbeddingReport: Sendable, Hashable {
    /// Pieces with a vector of the model.
    public var pieces = 0
    /// Pieces that got one now.
    public var embedded = 0
    /// Pieces that have none yet.
    public var missing = 0
    /// Seconds.
    public var seconds = 0.0
}
