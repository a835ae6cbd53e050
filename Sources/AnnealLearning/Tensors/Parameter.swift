/// A weight matrix or vector among the parameters of a network. A handle.
public struct Parameter: Sendable, Hashable {
    let index: Int
    /// How many rows; 1 for a vector.
    public let rows: Int
    /// How many columns.
    public let columns: Int
}
