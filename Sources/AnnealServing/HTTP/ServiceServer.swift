internal import AnnealFoundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// Serves routes over HTTP.
///
/// It listens on loopback unless told otherwise, and answers only with the token, `/healthz` excepted. Requests that a web
/// page of elsewhere sends are refused. It has a limit of connections, and closes those on which nothing comes.
public final class ServiceServer: Sendable {
    typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPPart<HTTPResponseHead, ByteBuffer>>

    /// Bytes of a request's body at most.
    static let bodyLimit = 4 << 20
    /// Connections that the system holds until they are taken.
    private static let backlog: Int32 = 64

    private let routes: any ServiceRoutes
    private let refusals: any RefusalCounting
    private let access: ServiceAccess
    private let limits: ConnectionLimits
    private let open = Mutex(0)
    private let channel: NIOAsyncChannel<Connection, Never>

    /// Binds the port; serves when `serve` is called.
    ///
    /// - Parameters:
    ///   - routes: what answers.
    ///   - refusals: counts what is turned away.
    ///   - command: the command that serves, as errors name it: `anneal context serve`.
    ///   - host: the address to listen on.
    ///   - port: 0 takes a free one.
    ///   - token: has to come with every request; `nil` takes all.
    ///   - limits: what clients may hold.
    /// - Throws: `ServiceError` when the port cannot be bound.
    public init(
        _ routes: any ServiceRoutes, refusals: any RefusalCounting, command: String, host: String = "127.0.0.1",
        port: Int, token: String?, limits: ConnectionLimits = ConnectionLimits()
    ) async throws {
        self.routes = routes
        self.refusals = refusals
        self.limits = limits
        do {
            channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .serverChannelOption(.backlog, value: Self.backlog)
                .bind(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            IdleStateHandler(readTimeout: TimeAmount(limits.idle)))
                        try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                        try channel.pipeline.syncOperations.addHandler(IdleClosing())
                        try channel.pipeline.syncOperations.addHandler(AnswerBytesHandler())
                        return try Connection(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            throw ServiceError(
                message: "the port cannot be had: \(error)", place: "\(host):\(port)",
                remedy: "end the program that uses it, or give another one with --port")
        }
        access = ServiceAccess(
            token: token, address: "http://\(host):\(channel.channel.localAddress?.port ?? port)", command: command)
    }

    /// The port.
    public var port: Int { channel.channel.localAddress?.port ?? 0 }
    /// The address.
    public var address: String { access.address }

    /// Serves until the task is cancelled.
    ///
    /// - Throws: an error of the listening socket.
    public func serve() async throws {
        try await channel.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { tasks in
                for try await connection in connections {
                    let isAdmitted = open.withLock { open in
                        guard open < limits.connections else { return false }
                        open += 1
                        return true
                    }
                    tasks.addTask {
                        guard isAdmitted else { return await self.refuse(connection) }
                        await self.serve(connection)
                        self.open.withLock { $0 -= 1 }
                    }
                }
            }
        }
    }

    /// Tells a client that there are too many, past the HTTP codec, which answers nothing before it was asked.
    private func refuse(_ connection: Connection) async {
        refusals.refusedConnection()
        let answer = ServiceAnswer.error(
            503,
            ServiceError(
                message: "there are \(limits.connections) connections already", remedy: "close some, or try later"))
        let bytes = ByteBuffer(
            string: "HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\nretry-after: 1\r\n"
                + "connection: close\r\ncontent-length: \(answer.body.utf8.count)\r\n\r\n\(answer.body)")
        let channel = connection.channel
        try? await connection.executeThenClose { inbound, _ in
            try await channel.eventLoop.flatSubmit {
                do {
                    let context = try channel.pipeline.syncOperations.context(handlerType: IdleStateHandler.self)
                    let promise = channel.eventLoop.makePromise(of: Void.self)
                    context.writeAndFlush(NIOAny(bytes), promise: promise)
                    return promise.futureResult
                } catch {
                    return channel.eventLoop.makeFailedFuture(error)
                }
            }.get()
            // A connection that is closed with a request unread is reset, and the answer lost.
            _ = try await Deadline.run(until: .now + .seconds(1)) {
                for try await part in inbound { if case .end = part { return } }
            }
        }
    }

    private func serve(_ connection: Connection) async {
        // A connection that breaks is the client's affair.
        try? await connection.executeThenClose { inbound, outbound in
            var head: HTTPRequestHead?
            var body = ByteBuffer()
            var isTooLong = false
            for try await part in inbound {
                switch part {
                case .head(let received):
                    head = received
                    body.clear()
                    isTooLong = false
                case .body(var bytes):
                    isTooLong = isTooLong || body.readableBytes + bytes.readableBytes > Self.bodyLimit
                    if !isTooLong { body.writeBuffer(&bytes) }
                case .end:
                    guard let head else { return }
                    let answer =
                        isTooLong
                        ? ServiceAnswer.error(
                            413, ServiceError(message: "the body is longer than \(Self.bodyLimit) bytes"))
                        : await self.answer(
                            ServiceRequest(head, body: String(buffer: body), server: access.address))
                    try await write(answer, to: outbound, keepsAlive: head.isKeepAlive)
                    guard head.isKeepAlive else { return }
                }
            }
        }
    }

    private func answer(_ request: ServiceRequest) async -> ServiceAnswer {
        if let refusal = access.refusal(of: request) {
            refusals.refused()
            return refusal
        }
        return await routes.answer(request)
    }

    private func write(
        _ answer: ServiceAnswer, to outbound: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>,
        keepsAlive: Bool
    ) async throws {
        let bytes = ByteBuffer(string: answer.body)
        var headers = HTTPHeaders([
            ("content-length", "\(bytes.readableBytes)"), ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
        ])
        if !answer.type.isEmpty { headers.add(name: "content-type", value: answer.type) }
        if !keepsAlive { headers.add(name: "connection", value: "close") }
        for (name, value) in answer.headers { headers.add(name: name, value: value) }
        try await outbound.write(
            .head(HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)))
        if bytes.readableBytes > 0 { try await outbound.write(.body(bytes)) }
        try await outbound.write(.end(nil))
    }
}
