/// What is done after a server answered with an error.
enum CassandraRetry: Sendable, Hashable {
    /// Ask the same server again.
    case same
    /// Ask another server.
    case next
    /// Give up.
    case stop

    /// Decides as the default policy of the official drivers does. What is not idempotent is never sent again.
    ///
    /// - Parameters:
    ///   - error: the error.
    ///   - isIdempotent: whether doing it twice is doing it once.
    ///   - earlier: how often it was sent again before.
    /// - Returns: what to do.
    static func decision(for error: CassandraServerError, isIdempotent: Bool, earlier: Int) -> CassandraRetry {
        guard isIdempotent else { return .stop }
        switch error.kind {
        case .readTimeout(let replicas, let hasData):
            // Enough replicas answered, but not the one that was asked for the data: it is known now to be slow.
            return earlier == 0 && replicas.received >= replicas.required && !hasData ? .same : .stop
        case .writeTimeout(_, .batchLog):
            return earlier == 0 ? .same : .stop
        case .unavailable:
            // Another server may see more replicas.
            return earlier == 0 ? .next : .stop
        case .overloaded, .bootstrapping, .server, .truncation:
            return .next
        default: return .stop
        }
    }
}
