public import AnnealFoundation
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// A model server on loopback that speaks OpenAI's and Anthropic's API and answers by a script, so that clients and the
/// real binary meet real connections, streams and faults.
public final class MockModelServer: Sendable {
    typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPPart<HTTPResponseHead, ByteBuffer>>

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

    let options: Options
    let player: ModelScriptPlayer
    private let channel: NIOAsyncChannel<Connection, Never>
    private let log = Mutex<[Request]>([])
    private let broken = Mutex(0)

    /// Binds a port on loopback; serves when `serve` is called.
    ///
    /// - Parameters:
    ///   - script: what is answered.
    ///   - options: what the server claims to be.
    /// - Throws: an `IOError` when the port cannot be bound.
    public init(_ script: ModelScript, options: Options = Options()) async throws {
        self.options = options
        player = ModelScriptPlayer(script)
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: options.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(ResponseBytesHandler())
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// The port.
    public var port: Int { channel.channel.localAddress?.port ?? 0 }
    /// The address for OpenAI-compatible clients, `http://127.0.0.1:PORT/v1`.
    public var url: String { "http://127.0.0.1:\(port)/v1" }
    /// The address for clients of Anthropic's API, `http://127.0.0.1:PORT`.
    public var anthropicURL: String { "http://127.0.0.1:\(port)" }
    /// The requests so far.
    public var requests: [Request] { log.withLock { $0 } }
    /// The requests to a path so far.
    ///
    /// - Parameter path: the path without a query.
    /// - Returns: the requests.
    public func requests(to path: String) -> [Request] { requests.filter { $0.path == path } }
    /// Answers whose reader closed the connection before the end.
    public var brokenAnswers: Int { broken.withLock { $0 } }

    /// Serves until the task is cancelled.
    ///
    /// - Throws: an error of the listening socket.
    public func serve() async throws {
        try await channel.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { tasks in
                for try await connection in connections {
                    tasks.addTask { await self.serve(connection) }
                }
            }
        }
    }

    private func serve(_ connection: Connection) async {
        // A connection that breaks is the client's affair, and often the very thing that is tested.
        try? await connection.executeThenClose { inbound, outbound in
            var head: HTTPRequestHead?
            var body = ByteBuffer()
            for try await part in inbound {
                switch part {
                case .head(let received):
                    head = received
                    body.clear()
                case .body(var bytes): body.writeBuffer(&bytes)
                case .end:
                    guard let head else { return }
                    let request = note(head, body)
                    let exchange = MockExchange(server: self, request: request, outbound: outbound)
                    do {
                        guard try await exchange.answer() else { return }
                    } catch {
                        if !Task.isCancelled { broken.withLock { $0 += 1 } }
                        return
                    }
                }
            }
        }
    }

    private func note(_ head: HTTPRequestHead, _ body: ByteBuffer) -> Request {
        let headers = Dictionary(
            head.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $0 + ", " + $1 })
        let request = Request(
            method: head.method.rawValue, path: head.uri, headers: headers,
            body: (try? JSONValue(parsing: String(buffer: body))) ?? .null)
        log.withLock { $0.append(request) }
        return request
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
        tasks.addTask { try await server.serve() }
        defer { tasks.cancelAll() }
        return try await body(server)
    }
}

/// Gives response bodies, which are bytes here, the type that NIO's encoder takes.
private final class ResponseBytesHandler: ChannelOutboundHandler {
    typealias OutboundIn = HTTPPart<HTTPResponseHead, ByteBuffer>
    typealias OutboundOut = HTTPServerResponsePart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part: HTTPServerResponsePart =
            switch unwrapOutboundIn(data) {
            case .head(let head): .head(head)
            case .body(let bytes): .body(.byteBuffer(bytes))
            case .end(let trailers): .end(trailers)
            }
        context.write(wrapOutboundOut(part), promise: promise)
    }
}
