import AnnealTesting
import Foundation

@testable import AnnealBackends

/// What tests with the Cassandra peer have in common.
enum CassandraScene {
    /// A client of a peer that asks it alone.
    static func client(
        _ peer: CassandraPeer, _ change: (inout CassandraConfiguration) -> Void = { _ in }
    ) throws -> CassandraClient {
        var configuration = try CassandraConfiguration(peer.address)
        configuration.timeout = .seconds(10)
        configuration.patience = .seconds(20)
        configuration.discovers = false
        change(&configuration)
        return CassandraClient(configuration)
    }

    /// Tells a peer what to do, over a connection of its own; see `Store.command` in `cassandra_peer.py`.
    @discardableResult
    static func order(_ json: String, to peer: CassandraPeer) async throws -> CassandraResult {
        let client = try client(peer)
        defer { client.close() }
        return try await client.execute(CassandraStatement("PEER \(json)"))
    }

    /// The requests that a peer has had since it was cleared.
    static func log(of peer: CassandraPeer) async throws -> [(opcode: String, statement: String, consistency: Int64?)] {
        try await order(#"{"do": "log"}"#, to: peer).rows.map { row in
            (row["opcode"]?.string ?? "", row["statement"]?.string ?? "", row["consistency"]?.integer)
        }
    }

    /// Makes a table `anneal.t` with rows `00`, `01`, … and clears what the peer has noted.
    static func fill(_ peer: CassandraPeer, rows: Int) async throws {
        let client = try client(peer)
        defer { client.close() }
        try await client.execute(
            CassandraStatement("CREATE KEYSPACE IF NOT EXISTS anneal WITH replication = {'class': 'SimpleStrategy'}"))
        try await client.execute(
            CassandraStatement("CREATE TABLE IF NOT EXISTS anneal.t (k text PRIMARY KEY, n int, v blob)"))
        for number in 0..<rows {
            let name = String(format: "%02d", number)
            try await client.execute(insertion(name, Int32(number)))
        }
        try await order(#"{"do": "clear"}"#, to: peer)
    }

    static func insertion(_ name: String, _ number: Int32) -> CassandraStatement {
        CassandraStatement("INSERT INTO anneal.t (k, n) VALUES (?, ?)", [.text(name), .int(number)])
    }

    static func selection(_ name: String, isIdempotent: Bool = true) -> CassandraStatement {
        CassandraStatement("SELECT n FROM anneal.t WHERE k = ?", [.text(name)], isIdempotent: isIdempotent)
    }
}
