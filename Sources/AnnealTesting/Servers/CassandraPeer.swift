public import AnnealFoundation
public import Foundation

/// A server of Cassandra's protocol of a test: a program of the tests' own, put together from parts of the official
/// driver for Python. It is no Cassandra.
public struct CassandraPeer: Sendable {
    /// Its address.
    public let host: String
    /// Its port.
    public let port: Int
    /// The program.
    public let program: ServerProgram
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// `cassandra://127.0.0.1:PORT`.
    public var address: String { "cassandra://\(host):\(port)" }

    /// Describes a server.
    ///
    /// - Parameters:
    ///   - folder: where its output goes.
    ///   - arguments: further arguments.
    ///   - host: its address, one of the loopback.
    ///   - port: its port; a free one when not given.
    /// - Throws: `ServerProgram.Failure` when the driver is not installed.
    public init(
        in folder: URL, arguments: [String] = [], host: String = "127.0.0.1", port: Int? = nil
    ) async throws {
        if let port { self.port = port } else { self.port = try await ServerProgram.freePort() }
        self.host = host
        program = ServerProgram(
            try Self.python(),
            ["-B", Self.script("cassandra_peer.py"), "--host", host, "--port", "\(self.port)"] + arguments, in: folder)
    }

    /// Starts it and waits until it takes connections.
    ///
    /// - Throws: `ServerProgram.Failure` when it does not, as where another program has taken its port meanwhile.
    public func start() async throws {
        // Each start adds a line to the same output. A connection would not tell whose server answers.
        let earlier = starts
        try await program.start { starts > earlier }
    }

    private var starts: Int { program.output.components(separatedBy: "listening\n").count }

    /// Has the official driver do something, see `cassandra_check.py`.
    ///
    /// - Parameter arguments: what to do, and the port.
    /// - Returns: what came of it.
    /// - Throws: an error when the program cannot be started.
    public static func drive(_ arguments: [String]) async throws -> CommandResult {
        try await SystemProcessLauncher().run(
            Command(python(), ["-B", script("cassandra_check.py")] + arguments), timeout: .seconds(120),
            outputLimit: 1 << 20)
    }

    /// Runs a server while a closure runs.
    ///
    /// - Parameters:
    ///   - arguments: further arguments.
    ///   - isolation: the caller's isolation.
    ///   - body: uses the server.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or `ServerProgram.Failure`.
    public static func running<Result>(
        arguments: [String] = [], isolation: isolated (any Actor)? = #isolation,
        _ body: (CassandraPeer) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            let server = try await started(in: folder, arguments: arguments)
            defer { server.program.kill() }
            return try await body(server)
        }
    }

    /// A server that runs, on a port that no other took while it started.
    private static func started(in folder: URL, arguments: [String]) async throws -> CassandraPeer {
        for _ in 0..<4 {
            let server = try await CassandraPeer(in: folder, arguments: arguments)
            do {
                try await server.start()
                return server
            } catch {
                guard server.program.output.contains("Address already in use") else { throw error }
            }
        }
        let server = try await CassandraPeer(in: folder, arguments: arguments)
        try await server.start()
        return server
    }

    private static func script(_ name: String) -> String {
        root.appending(path: "Tests/AnnealBackendsTests/Peers").appending(path: name).path
    }

    private static func python() throws -> String {
        let file = root.appending(path: ".build/peers/bin/python").path
        guard FileManager.default.isExecutableFile(atPath: file) else {
            throw ServerProgram.Failure("cassandra-driver is not installed: `make setup` installs it into .build/peers")
        }
        return file
    }
}
