/// What a Cassandra cluster tells about itself.
public struct CassandraHealth: Sendable, Hashable {
    /// Its name.
    public var cluster: String?
    /// The version of the server that was asked.
    public var version: String?
    /// The versions of the protocol that the server knows, such as `4/v4`; empty when it does not tell.
    public var protocols: [String]
    /// How many servers are known in the data center of the one that was asked.
    public var servers: Int
    /// The time from a question to its answer: the median of five.
    public var roundTrip: Duration

    /// Asks a cluster. Nothing is written.
    ///
    /// - Parameter client: the cluster.
    /// - Returns: what it tells.
    /// - Throws: `CassandraError` when it cannot be reached, or does not take the name or the password.
    public static func asking(_ client: CassandraClient) async throws(CassandraError) -> CassandraHealth {
        let question = CassandraStatement(
            "SELECT cluster_name, release_version FROM system.local WHERE key='local'", isIdempotent: true,
            consistency: .one)
        // The first one waits for the connection.
        let facts = try await client.execute(question)
        let roundTrip = try await RoundTrip.median { () async throws(CassandraError) in
            _ = try await client.execute(question)
        }
        return CassandraHealth(
            cluster: facts.rows.first?["cluster_name"]?.string, version: facts.rows.first?["release_version"]?.string,
            protocols: client.known.lazy.compactMap(\.connected).first?.supported["PROTOCOL_VERSIONS"] ?? [],
            servers: client.known.count, roundTrip: roundTrip)
    }
}
