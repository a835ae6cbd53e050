public import AnnealFoundation
public import Foundation

/// An etcd server of a test.
public struct EtcdServer: Sendable {
    /// Its port on 127.0.0.1.
    public let port: Int
    /// The program.
    public let program: ServerProgram
    private let base: String

    /// `etcd://127.0.0.1:PORT`.
    public var address: String { "etcd://127.0.0.1:\(port)" }

    /// Describes a server in a folder.
    ///
    /// - Parameters:
    ///   - folder: where it keeps its files.
    ///   - arguments: further arguments.
    ///   - scheme: `http`, or `https` where the arguments name a certificate.
    ///   - port: its port; a free one when not given.
    /// - Throws: `ServerProgram.Failure` when etcd is not installed.
    public init(
        in folder: URL, arguments: [String] = [], scheme: String = "http", port: Int? = nil
    ) async throws {
        if let port { self.port = port } else { self.port = try await ServerProgram.freePort() }
        base = "\(scheme)://127.0.0.1:\(self.port)"
        let peers = "http://127.0.0.1:\(self.port + 10_000)"
        program = ServerProgram(
            try ServerProgram.find("etcd", package: "etcd-server"),
            [
                "--name", "t", "--data-dir", folder.appending(path: "data").path, "--listen-client-urls", base,
                "--advertise-client-urls", base, "--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers,
                "--initial-cluster", "t=\(peers)", "--unsafe-no-fsync",
            ] + arguments, in: folder)
    }

    /// Starts it and waits until it answers; one that speaks TLS, until it says that it is ready.
    ///
    /// - Throws: `ServerProgram.Failure` when it does not.
    public func start() async throws {
        let before = program.output.count
        try await program.start {
            guard base.hasPrefix("https") else { return (try? await ask("/health"))?.status == 200 }
            return program.output.dropFirst(before).contains("ready to serve client requests")
        }
    }

    /// Asks it something past the client that is tested.
    ///
    /// - Parameters:
    ///   - path: such as `/v3/kv/range`.
    ///   - body: what is posted; without it the request is a GET.
    /// - Returns: the answer.
    /// - Throws: when it cannot be reached.
    @discardableResult
    public func ask(_ path: String, _ body: JSONValue? = nil) async throws -> ServiceClient.Answer {
        try await ServiceClient(address: base, token: "").send(path, body, withToken: false)
    }

    /// Runs a server while a closure runs.
    ///
    /// - Parameters:
    ///   - isolation: the caller's isolation.
    ///   - body: uses the server.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or `ServerProgram.Failure`.
    public static func running<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: (EtcdServer) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            let server = try await EtcdServer(in: folder)
            try await server.start()
            defer { server.program.kill() }
            return try await body(server)
        }
    }
}
