extension CassandraTier {
    /// A level on the cluster of a configuration, in its keyspace, or in `anneal` where it names none.
    ///
    /// - Parameter configuration: how to reach the cluster.
    /// - Returns: a client of the cluster, which connects with the first request, and the level.
    /// - Throws: `BackendError` when the keyspace's name is none.
    public static func opening(
        _ configuration: CassandraConfiguration
    ) throws(BackendError) -> (client: CassandraClient, tier: CassandraTier) {
        var configuration = configuration
        let keyspace = configuration.keyspace ?? "anneal"
        // The statements name it themselves: a connection can be made before it is there.
        configuration.keyspace = nil
        let client = CassandraClient(configuration)
        return (client, try CassandraTier(client, keyspace: keyspace, createsTable: configuration.createsTable))
    }

    /// How long a row without an end of its own is kept, in seconds: 90 days.
    static let usualLife = 7_776_000

    /// Makes the keyspace and the table where they are missing, and waits until all servers know of them.
    ///
    /// - Parameter replication: how many copies of each row there are in every data center, where the keyspace is made.
    /// - Throws: `CassandraError`.
    public func makeTable(replication: Int = 1) async throws(CassandraError) {
        guard try await !hasTable() else { return }
        try await change(
            """
            CREATE KEYSPACE IF NOT EXISTS "\(keyspace)" \
            WITH replication = {'class': 'SimpleStrategy', 'replication_factor': \(max(1, replication))}
            """)
        try await change(
            """
            CREATE TABLE IF NOT EXISTS \(place) \
            (key text PRIMARY KEY, body blob, size int, tags set<text>, expires double) \
            WITH default_time_to_live = \(Self.usualLife) AND gc_grace_seconds = 86400
            """)
    }

    /// Whether the table is there.
    ///
    /// - Returns: whether it is.
    /// - Throws: `CassandraError`.
    public func hasTable() async throws(CassandraError) -> Bool {
        let found = try await client.execute(
            CassandraStatement(
                "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?",
                [.text(keyspace), .text(table)], isIdempotent: true, consistency: .one))
        return !found.rows.isEmpty
    }

    private func change(_ text: String) async throws(CassandraError) {
        // Servers take their time for it.
        var statement = CassandraStatement(text, isIdempotent: true)
        statement.timeout = max(client.configuration.timeout, .seconds(10))
        try await client.execute(statement)
        try await client.agreeOnSchema()
    }
}

extension CassandraClient {
    /// Waits until all servers have the same schema. One that is down is not waited for longer than the limit.
    ///
    /// - Parameter limit: how long is waited.
    /// - Returns: whether they have it.
    /// - Throws: `CassandraError`.
    @discardableResult
    public func agreeOnSchema(within limit: Duration = .seconds(10)) async throws(CassandraError) -> Bool {
        let deadline = ContinuousClock.now + limit
        var backoff = Backoff(least: .milliseconds(50), most: .seconds(1))
        while true {
            let local = try await schemaVersions("SELECT schema_version FROM system.local WHERE key='local'")
            // Whichever server answers, all have to be the same.
            let peers = try await schemaVersions("SELECT schema_version FROM system.peers")
            if local.union(peers).count <= 1 { return true }
            let pause = backoff.next()
            guard ContinuousClock.now + pause < deadline else { return false }
            do { try await Task.sleep(for: pause) } catch {
                throw CassandraError(BackendError(code: .cancelled, message: "the task was cancelled", place: place))
            }
        }
    }

    private func schemaVersions(_ text: String) async throws(CassandraError) -> Set<CassandraValue> {
        let result = try await execute(CassandraStatement(text, isIdempotent: true, consistency: .one))
        return Set(result.rows.compactMap { $0["schema_version"] }).subtracting([.null])
    }
}
