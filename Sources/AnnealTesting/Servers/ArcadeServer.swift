internal import AnnealFoundation
public import Foundation

/// An ArcadeDB server of a test, which speaks Bolt 5.4 to 5.0 and 4.4, and Cypher. Its database is `neo4j`.
public struct ArcadeServer: Sendable {
    /// Its name for those who log in.
    public static let user = "root"
    /// Its password.
    public static let password = "playwithdata"
    /// The version that `Scripts/setup.sh` installs.
    static let version = "26.10.2.post1"

    /// Its port for Bolt on 127.0.0.1.
    public let port: Int
    /// The program.
    public let program: ServerProgram
    private let client: String

    /// `127.0.0.1:PORT`.
    public var host: String { "127.0.0.1:\(port)" }
    /// `bolt://root@127.0.0.1:PORT/neo4j`, with the password in `environment`.
    public var address: String { "bolt://\(Self.user)@\(host)/neo4j" }
    /// The variable with its password.
    public static let environment = ["ANNEAL_NEO4J_PASSWORD": password]

    /// Describes a server in a folder.
    ///
    /// - Parameter folder: where it keeps its files.
    /// - Throws: `ServerProgram.Failure` when ArcadeDB is not installed.
    public init(in folder: URL) async throws {
        port = try await ServerProgram.freePort()
        client = try ServerProgram.find("python3", package: "python3")
        let package = try Self.package()
        // What the engine's own start script asks of the Java runtime.
        let runtime = [
            "-Xmx512m", "--add-exports", "java.management/sun.management=ALL-UNNAMED", "--add-opens",
            "java.base/java.util.concurrent.atomic=ALL-UNNAMED", "--add-opens",
            "java.base/java.nio.channels.spi=ALL-UNNAMED", "--add-modules", "jdk.incubator.vector",
        ]
        let settings = [
            "server.rootPath": folder.path, "server.rootPassword": Self.password,
            "server.httpIncomingHost": "127.0.0.1", "server.httpIncomingPort": "\(port + 10_000)",
            "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin", "bolt.host": "127.0.0.1",
            "bolt.port": "\(port)", "server.defaultDatabases": "neo4j[\(Self.user)]",
        ]
        program = ServerProgram(
            package + "/jre/bin/java",
            runtime + settings.sorted { $0.key < $1.key }.map { "-Darcadedb.\($0.key)=\($0.value)" }
                + ["-cp", package + "/jars/*", "com.arcadedb.server.ArcadeDBServer"], in: folder)
    }

    /// Starts it and waits until it answers.
    ///
    /// - Throws: `ServerProgram.Failure` when it does not.
    public func start() async throws {
        try await program.start(limit: .seconds(180)) {
            try? await Task.sleep(for: .milliseconds(200))
            return (try? await isReady()) == true
        }
    }

    private func isReady() async throws -> Bool {
        let script = """
            import base64, sys, urllib.request
            request = urllib.request.Request(sys.argv[1])
            request.add_header("Authorization", "Basic " + base64.b64encode(sys.argv[2].encode()).decode())
            print(urllib.request.urlopen(request, timeout=10).status)
            """
        let result = try await SystemProcessLauncher().run(
            Command(
                client,
                ["-c", script, "http://127.0.0.1:\(port + 10_000)/api/v1/ready", "\(Self.user):\(Self.password)"]),
            timeout: .seconds(15), outputLimit: 1 << 16)
        return result.standardOutput.hasPrefix("2")
    }

    /// The folder of the Python package that brings the server with its Java runtime.
    private static func package() throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let caches = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "") + "/.cache"
        let folder = "\(caches)/anneal/test-servers/arcadedb-\(version)"
        guard FileManager.default.isExecutableFile(atPath: folder + "/arcadedb_embedded/jre/bin/java") else {
            throw ServerProgram.Failure("ArcadeDB \(version) is not in \(folder): `make setup` installs it")
        }
        return folder + "/arcadedb_embedded"
    }

    /// Runs a server while a closure runs.
    ///
    /// - Parameters:
    ///   - isolation: the caller's isolation.
    ///   - body: uses the server.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or `ServerProgram.Failure`.
    public static func running<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: (ArcadeServer) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            let server = try await ArcadeServer(in: folder)
            try await server.start()
            defer { server.program.kill() }
            return try await body(server)
        }
    }
}
