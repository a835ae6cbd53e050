/// The servers of a cluster, as one of them tells.
enum CassandraTopology {
    /// Asks a server for the others of its data center.
    ///
    /// - Parameters:
    ///   - connection: the server.
    ///   - port: the port of all of them.
    /// - Returns: the other servers.
    /// - Throws: `BackendError`.
    static func asking(
        _ connection: CassandraConnection, port: Int
    ) async throws(BackendError) -> [BackendAddress.Host] {
        let local = try await rows("SELECT data_center FROM system.local WHERE key='local'", connection)
        let peers = try await rows("SELECT peer, data_center, rpc_address FROM system.peers", connection)
        let center = local.first?["data_center"]?.string
        var hosts: [BackendAddress.Host] = []
        for peer in peers {
            if let center, let other = peer["data_center"]?.string, other != center { continue }
            // A server that listens on all its addresses is reached where the others reach it.
            guard let address = [peer["rpc_address"], peer["peer"]].lazy.compactMap(usable).first else { continue }
            let host = BackendAddress.Host(name: address.description, port: port)
            if !hosts.contains(host) { hosts.append(host) }
        }
        return hosts
    }

    private static func usable(_ value: CassandraValue?) -> InternetAddress? {
        guard case .inet(let address)? = value, !address.isUnspecified else { return nil }
        return address
    }

    private static func rows(
        _ text: String, _ connection: CassandraConnection
    ) async throws(BackendError) -> [CassandraRow] {
        let answer = try await connection.ask(.query(text, .init(consistency: .one)))
        switch answer.message {
        case .result(.rows(_, let rows)): return rows
        case .error(let error): throw CassandraError(error, place: connection.place).backend
        default: throw CQLReader.malformed("a question about the cluster is answered with something else")
        }
    }
}
