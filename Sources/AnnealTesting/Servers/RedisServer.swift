internal import AnnealFoundation
public import Foundation

/// A Redis server of a test.
public struct RedisServer: Sendable {
    /// Its port on 127.0.0.1.
    public let port: Int
    /// Its folder.
    public let folder: URL
    /// The program.
    public let program: ServerProgram
    private let password: String?
    private let client: String

    /// `redis://127.0.0.1:PORT`.
    public var address: String { "redis://127.0.0.1:\(port)" }

    /// Describes a server in a folder; it writes every change to the disk before it answers.
    ///
    /// - Parameters:
    ///   - folder: where it keeps its files.
    ///   - arguments: further arguments.
    ///   - password: what it wants to hear.
    ///   - port: its port; a free one when not given.
    ///   - binary: the program; that of the system when not given.
    /// - Throws: `ServerProgram.Failure` when Redis is not installed.
    public init(
        in folder: URL, arguments: [String] = [], password: String? = nil, port: Int? = nil, binary: String? = nil
    ) async throws {
        if let port { self.port = port } else { self.port = try await ServerProgram.freePort() }
        self.folder = folder
        self.password = password
        client = try ServerProgram.find("redis-cli", package: "redis-tools")
        let secret = password.map { ["--requirepass", $0] } ?? []
        program = ServerProgram(
            try binary ?? ServerProgram.find("redis-server", package: "redis-server"),
            [
                "--port", "\(self.port)", "--bind", "127.0.0.1", "--dir", folder.path, "--save", "", "--appendonly",
                "yes", "--appendfsync", "always",
            ] + secret + arguments, in: folder)
    }

    /// Starts it and waits until it answers.
    ///
    /// - Throws: `ServerProgram.Failure` when it does not.
    public func start() async throws {
        try await program.start { (try? await ask(["ping"])) == "PONG" }
    }

    /// Asks it something with `redis-cli`.
    ///
    /// - Parameter arguments: the command.
    /// - Returns: what it prints, without the space around it.
    /// - Throws: an error when the program cannot be started.
    @discardableResult
    public func ask(_ arguments: [String]) async throws -> String {
        let secret = password.map { ["-a", $0, "--no-auth-warning"] } ?? []
        let result = try await SystemProcessLauncher().run(
            Command(client, ["-p", "\(port)"] + secret + arguments), timeout: .seconds(10), outputLimit: 1 << 20)
        return result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Runs a server while a closure runs.
    ///
    /// - Parameters:
    ///   - arguments: further arguments.
    ///   - password: what it wants to hear.
    ///   - isolation: the caller's isolation.
    ///   - body: uses the server.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or `ServerProgram.Failure`.
    public static func running<Result>(
        arguments: [String] = [], password: String? = nil, isolation: isolated (any Actor)? = #isolation,
        _ body: (RedisServer) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            let server = try await RedisServer(in: folder, arguments: arguments, password: password)
            try await server.start()
            defer { server.program.kill() }
            return try await body(server)
        }
    }
}
