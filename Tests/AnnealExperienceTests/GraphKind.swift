import AnnealBackends
import AnnealExperience
import AnnealTesting
import Foundation

/// The graphs that have to answer alike.
enum GraphKind: String, CaseIterable, Sendable {
    case sqlite, falkordb

    /// Lends empty graphs, one for each name, and a folder for files beside them.
    func with(_ body: (_ open: (String) throws -> any GraphStore, _ folder: URL) async throws -> Void) async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            switch self {
            case .sqlite:
                try await body({ try SQLiteGraph(path: folder.appending(path: "\($0).sqlite").path) }, folder)
            case .falkordb:
                try await FalkorServer.running { server in
                    let client = RedisClient(try RedisConfiguration(server.address))
                    defer { client.close() }
                    try await body({ FalkorGraph(client, graph: $0) }, folder)
                }
            }
        }
    }
}
