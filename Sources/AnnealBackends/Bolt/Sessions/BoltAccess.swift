/// What a transaction does: servers of a cluster that only read can take what only reads.
public enum BoltAccess: String, Sendable, Hashable {
    /// It changes nothing.
    case read
    /// It may change something.
    case write
}
