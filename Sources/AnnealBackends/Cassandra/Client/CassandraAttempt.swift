internal import Synchronization

/// A try of a request that failed.
struct CassandraAttempt: Error {
    var error: CassandraError
    /// Whether no server has seen the request, so that it can go to another one whatever it does.
    var isUnsent: Bool

    /// - Parameters:
    ///   - error: the failure.
    ///   - isUnsent: whether the request itself was not sent yet.
    init(_ error: CassandraError, isUnsent: Bool = false) {
        self.error = error
        self.isUnsent = error.server == nil && (error.backend.code == .unavailable || isUnsent)
    }

    /// Whether another server may do better.
    var isPassing: Bool { isUnsent || error.backend.isTransient }
}

/// What is to be carried out by whichever server.
struct CassandraJob: Sendable {
    var isIdempotent: Bool
    var speculation: CassandraStatement.Speculation?
    /// Carries it out by one server.
    var run: @Sendable (CassandraConnection) async -> Result<CassandraResult, CassandraAttempt>
}

/// The servers that a request may still go to, each once.
final class CassandraPlan: Sendable {
    private let nodes: Mutex<ArraySlice<CassandraNode>>

    init(_ nodes: [CassandraNode]) { self.nodes = Mutex(nodes[...]) }

    func next() -> CassandraNode? { nodes.withLock { $0.popFirst() } }

    var isSpent: Bool { nodes.withLock { $0.isEmpty } }
}
