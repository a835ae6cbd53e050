public import AnnealFoundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// An HTTP server on loopback that takes whatever is posted, as a collector of telemetry does, with the faults of real
/// ones.
public final class TelemetryCollector: Sendable {
    /// A request.
    public struct Request: Sendable {
        /// Its path, with the query.
        public var path: String
        /// Its headers by lower-case name.
        public var headers: [String: String]
        /// Its body.
        public var body: [UInt8]

        /// The body as JSON; `nil` where it is none.
        public var json: JSONValue? { try? JSONValue(parsing: String(decoding: body, as: UTF8.self)) }
    }

    /// How it answers.
    public struct Behaviour: Sendable {
        /// The status of the n-th answer; later ones are 200.
        public var statuses: [Int]
        /// Whether it never answers.
        public var hangs: Bool
        /// The body of its answers.
        public var body: String

        /// Creates a behaviour.
        public init(statuses: [Int] = [], hangs: Bool = false, body: String = "{}") {
            self.statuses = statuses
            self.hangs = hangs
            self.body = body
        }
    }

    /// Its address: `http://127.0.0.1:PORT`.
    public let address: String
    private let log: RequestLog
    private let channel: any Channel

    private init(channel: any Channel, log: RequestLog) {
        self.channel = channel
        self.log = log
        address = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
    }

    /// The requests so far.
    public var requests: [Request] { log.state.withLock { $0.requests } }

    /// The spans that were posted so far, as OTLP writes them.
    public var spans: [JSONValue] {
        requests.filter { $0.path == "/v1/traces" }.flatMap { request in
            (request.json?["resourceSpans"]?.arrayValue ?? []).flatMap { $0["scopeSpans"]?.arrayValue ?? [] }
                .flatMap { $0["spans"]?.arrayValue ?? [] }
        }
    }

    /// Answers differently from now on.
    public func behave(_ behaviour: Behaviour) {
        log.state.withLock { state in
            state.behaviour = behaviour
            state.answers = 0
        }
    }

    /// Takes no requests any more; those that hang break.
    public func close() async {
        try? await channel.close()
        for child in log.state.withLock({ $0.children }) { try? await child.close() }
    }

    /// Serves while a closure runs.
    ///
    /// - Parameters:
    ///   - behaviour: how it answers.
    ///   - isolation: the caller's isolation.
    ///   - body: uses the server.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or an error when no port can be had.
    public static func serving<Result>(
        _ behaviour: Behaviour = Behaviour(), isolation: isolated (any Actor)? = #isolation,
        _ body: (TelemetryCollector) async throws -> Result
    ) async throws -> Result {
        let log = RequestLog(behaviour)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                log.state.withLock { $0.children.append(channel) }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(CollectingHandler(log: log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = TelemetryCollector(channel: channel, log: log)
        do {
            let result = try await body(server)
            await server.close()
            return result
        } catch {
            await server.close()
            throw error
        }
    }
}

/// What a collector was sent.
private final class RequestLog: Sendable {
    struct State {
        var behaviour: TelemetryCollector.Behaviour
        var requests: [TelemetryCollector.Request] = []
        var children: [any Channel] = []
        var answers = 0
    }

    let state: Mutex<State>

    init(_ behaviour: TelemetryCollector.Behaviour) { state = Mutex(State(behaviour: behaviour)) }
}

/// Answers the requests of one connection.
private final class CollectingHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let log: RequestLog
    private var request: TelemetryCollector.Request?

    init(log: RequestLog) { self.log = log }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let headers = head.headers.map { ($0.name.lowercased(), $0.value) }
            request = TelemetryCollector.Request(
                path: head.uri, headers: Dictionary(headers, uniquingKeysWith: { $1 }), body: [])
        case .body(let bytes): request?.body += Array(bytes.readableBytesView)
        case .end:
            guard let request else { return }
            let (behaviour, number) = log.state.withLock { state in
                state.requests.append(request)
                state.answers += 1
                return (state.behaviour, state.answers - 1)
            }
            if !behaviour.hangs { answer(context, behaviour, number) }
        }
    }

    private func answer(
        _ context: ChannelHandlerContext, _ behaviour: TelemetryCollector.Behaviour, _ number: Int
    ) {
        let status = behaviour.statuses.indices.contains(number) ? behaviour.statuses[number] : 200
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: status),
            headers: ["content-type": "application/json", "content-length": "\(behaviour.body.utf8.count)"])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: behaviour.body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
