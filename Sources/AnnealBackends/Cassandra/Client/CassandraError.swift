public import AnnealFoundation

/// A request to Cassandra failed: on its way, or by an error that a server answered with.
public struct CassandraError: DescribedError, Hashable {
    /// What kind of failure, as with every server.
    public var backend: BackendError
    /// The server's own error, with all that it told; `nil` when no server answered.
    public var server: CassandraServerError?

    /// Takes a failure on the way.
    public init(_ backend: BackendError) { self.backend = backend }

    /// Takes a server's error.
    ///
    /// - Parameters:
    ///   - server: the error.
    ///   - place: the server.
    public init(_ server: CassandraServerError, place: String) {
        self.server = server
        let code: BackendError.Code =
            switch server.kind {
            case .authentication, .unauthorized: .authentication
            case .overloaded, .bootstrapping: .unavailable
            default: .refused
            }
        backend = BackendError(
            code: code, message: "the server refused (\(server.name)): \(server.message)", place: place,
            remedy: Self.remedy(for: server.kind), reply: server.name)
    }

    /// What happened.
    public var message: String { backend.message }
    /// The server.
    public var place: String? { backend.place }
    /// What to do.
    public var remedy: String? { backend.remedy }
    /// The exit code for the command line.
    public var exitCode: ExitCode { backend.exitCode }

    private static func remedy(for kind: CassandraServerError.Kind) -> String? {
        switch kind {
        case .authentication:
            "export \(CassandraConfiguration.passwordVariable)=…, and put the user's name into the address: "
                + "cassandra://user@host"
        case .unauthorized: "give the user rights (GRANT), or name another one in the address: cassandra://user@host"
        case .unavailable, .readTimeout, .writeTimeout, .readFailure, .writeFailure:
            "see which servers of the cluster are down (nodetool status)"
        case .overloaded, .bootstrapping: "wait a little"
        default: nil
        }
    }
}
