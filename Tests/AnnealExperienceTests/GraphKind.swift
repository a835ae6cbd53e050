import AnnealBackends
import AnnealExperience
import AnnealTesting
import Foundation
import Testing

/// What every graph store promises, for each of them: the suites within run with one ArcadeDB server, which stands for
/// Neo4j.
@Suite("Graph stores", .arcadeServer, .serialized) struct GraphStoreTests {}

/// The stores.
enum GraphKind: CaseIterable {
    case sqlite, neo4j

    /// Does something with an empty graph.
    func with(_ body: (any GraphStore) async throws -> Void) async throws {
        switch self {
        case .sqlite:
            try await withTemporaryFolder { (folder: URL) async throws -> Void in
                try await body(try SQLiteGraph(path: folder.appending(path: "graph.sqlite").path))
            }
        case .neo4j:
            let server = try await ArcadeServer.shared()
            let configuration = try BoltConfiguration(
                server.address + "?timeout=60s&patience=20s", environment: ArcadeServer.environment)
            let graph = BoltGraph(BoltClient(configuration))
            defer { graph.close() }
            try await graph.run("MATCH (n) DETACH DELETE n")
            try await body(graph)
        }
    }
}
