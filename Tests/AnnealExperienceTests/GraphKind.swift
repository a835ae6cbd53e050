import AnnealBackends
import AnnealExperience
import AnnealTesting
import Foundation
import Testing

/// What every graph store promises, for each of them: the suites within run with one ArcadeDB server, which stands for
/// Neo4j.
@Suite("Graph stores", .arcadeServer, .serialized) struct GraphStoreTests {}

/// The graphs that have to answer alike.
enum GraphKind: String, CaseIterable, Sendable {
    case sqlite, neo4j, falkordb

    /// Lends an empty graph, and a folder for files beside it. SQLite's is there, in the database of the store.
    func with(_ body: (_ graph: any GraphStore, _ folder: URL) async throws -> Void) async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            switch self {
            case .sqlite:
                try await body(try SQLiteGraph(path: folder.appending(path: "experience.sqlite").path), folder)
            case .neo4j:
                let server = try await ArcadeServer.shared()
                let configuration = try BoltConfiguration(
                    server.address + "?timeout=60s&patience=20s", environment: ArcadeServer.environment)
                let graph = BoltGraph(BoltClient(configuration))
                defer { graph.close() }
                try await Self.empty(graph)
                try await body(graph, folder)
            case .falkordb:
                try await FalkorServer.running { server in
                    let client = RedisClient(try RedisConfiguration(server.address))
                    defer { client.close() }
                    try await body(FalkorGraph(client, graph: "experience"), folder)
                }
            }
        }
    }

    /// Takes everything out of a graph.
    static func empty(_ graph: any GraphStore) async throws {
        try await graph.run("MATCH (n) DETACH DELETE n")
    }
}
