/// What a server that speaks Bolt tells about itself.
public struct BoltHealth: Sendable, Hashable {
    /// What it calls itself, such as `Neo4j/5.26.0`; `nil` when it does not tell.
    public var agent: String?
    /// The version of the protocol that was chosen.
    public var version: BoltVersion
    /// The time from a query to its row: the median of five.
    public var roundTrip: Duration
    /// How many servers read; `nil` when the server was not asked for others.
    public var readers: Int?
    /// How many servers write; `nil` when the server was not asked for others.
    public var writers: Int?

    /// Asks a server.
    ///
    /// - Parameter client: the client of the server; of a cluster one server that writes answers.
    /// - Returns: what it tells.
    /// - Throws: `BackendError` when it cannot be reached, does not let us in, or does not have the database.
    public static func asking(_ client: BoltClient) async throws(BackendError) -> BoltHealth {
        let session = client.session()
        // The first one waits for the connection.
        try await session.run("RETURN 1 AS one")
        let roundTrip = try await RoundTrip.median { () async throws(BackendError) in
            _ = try await session.run("RETURN 1 AS one")
        }
        let lease = try await client.lease(.write, database: session.database)
        defer { lease.end() }
        return BoltHealth(
            agent: lease.connection.agent, version: lease.connection.version,
            roundTrip: roundTrip, readers: client.count(for: .read, of: session.database),
            writers: client.count(for: .write, of: session.database))
    }
}
