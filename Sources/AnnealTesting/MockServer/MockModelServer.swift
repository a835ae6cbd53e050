public import AnnealFoundation

/// A model server on loopback that speaks OpenAI's and Anthropic's API and answers by a script, so that clients and the
/// real binary meet real connections, streams and faults.
public final class MockModelServer: Sendable {
    /// What the server claims to be.
    public struct Options: Sendable {
        /// The model's name.
        public var model: String
        /// Tokens of context, told in the way of the kind of server.
        public var contextLength: Int
        /// Whether it shows itself as llama.cpp's server, with `/props` and `/tokenize`.
        public var isLlamaCpp: Bool
        /// Requests that it claims to work on at the same time.
        public var slots: Int
        /// The key that it wants; `nil` takes any request.
        public var key: String?
        /// The port; 0 takes a free one.
        public var port: Int

        /// Creates options.
        public init(
            model: String = "mock-1.5b", contextLength: Int = 32_768, isLlamaCpp: Bool = true, slots: Int = 4,
            key: String? = nil, port: Int = 0
        ) {
            self.model = model
            self.contextLength = contextLength
            self.isLlamaCpp = isLlamaCpp
            self.slots = slots
            self.key = key
            self.port = port
        }
    }

    /// A request that came.
    public struct Request: Sendable, Hashable {
        /// `GET` or `POST`.
        public var method: String
        /// The path with its query.
        public var path: String
        /// The headers, by lower-case name.
        public var headers: [String: String]
        /// The body.
        public var body: JSONValue
    }

    private let peer: HTTPPeer

    /// Binds a port on loopback, and serves until the task that calls `serve` is cancelled.
    ///
    /// - Parameters:
    ///   - script: what is answered.
    ///   - options: what the server claims to be.
    /// - Throws: an `IOError` when the port cannot be bound.
    public init(_ script: ModelScript, options: Options = Options()) async throws {
        let player = ModelScriptPlayer(script)
        peer = try await HTTPPeer.open(port: options.port) { request in
            MockExchange(options: options, player: player, request: Request(request)).answer()
        }
    }

    /// The port.
    public var port: Int { peer.port }
    /// The address for OpenAI-compatible clients, `http://127.0.0.1:PORT/v1`.
    public var url: String { "http://127.0.0.1:\(port)/v1" }
    /// The address for clients of Anthropic's API, `http://127.0.0.1:PORT`.
    public var anthropicURL: String { "http://127.0.0.1:\(port)" }
    /// The requests so far.
    public var requests: [Request] { peer.requests.map { Request($0) } }
    /// The requests to a path so far.
    ///
    /// - Parameter path: the path without a query.
    /// - Returns: the requests.
    public func requests(to path: String) -> [Request] { requests.filter { $0.path == path } }
    /// Answers whose reader closed the connection before the end.
    public var brokenAnswers: Int { peer.brokenAnswers }

    /// Serves until the task is cancelled.
    public func serve() async {
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
        await peer.close()
    }
}

extension MockModelServer.Request {
    fileprivate init(_ request: HTTPPeer.Request) {
        self.init(method: request.method, path: request.uri, headers: request.headers, body: request.json)
    }
}

/// Serves a script on loopback while a closure runs.
///
/// - Parameters:
///   - script: what is answered.
///   - options: what the server claims to be.
///   - isolation: the caller's isolation.
///   - body: gets the server.
/// - Returns: what the closure returns.
/// - Throws: what the closure throws, or an error of the server.
public func withMockModelServer<Result: Sendable>(
    _ script: ModelScript, options: MockModelServer.Options = MockModelServer.Options(),
    isolation: isolated (any Actor)? = #isolation, _ body: (MockModelServer) async throws -> Result
) async throws -> Result {
    let server = try await MockModelServer(script, options: options)
    return try await withThrowingTaskGroup(of: Void.self, isolation: isolation) { tasks in
        tasks.addTask { await server.serve() }
        defer { tasks.cancelAll() }
        return try await body(server)
    }
}
