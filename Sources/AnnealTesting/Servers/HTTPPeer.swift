public import AnnealFoundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// An HTTP server on loopback that a test answers for.
public final class HTTPPeer: Sendable {
    /// A request.
    public struct Request: Sendable {
        /// How many requests came before it.
        public var number: Int
        /// `GET`, `PUT` and so on.
        public var method: String
        /// The path, without the question.
        public var path: String
        /// What comes after the question mark, as it is.
        public var query: String
        /// The headers by lower-case name.
        public var headers: [String: String]
        /// The body.
        public var body: [UInt8]

        /// The path, with the question where there is one.
        public var uri: String { query.isEmpty ? path : "\(path)?\(query)" }
        /// The body as JSON; `null` where it is none.
        public var json: JSONValue { (try? JSONValue(parsing: String(decoding: body, as: UTF8.self))) ?? .null }
    }

    /// An answer.
    public struct Answer: Sendable {
        /// The status.
        public var status: Int
        /// The body.
        public var body: [UInt8]
        /// Headers beside the usual ones, or in their place.
        public var headers: [String: String]
        /// Whether the connection breaks off after the body, before the answer's end.
        public var breaksOff = false
        /// Whether the answer never comes.
        public var isWithheld = false

        /// Creates an answer.
        public init(_ status: Int = 200, _ body: String = "", headers: [String: String] = [:]) {
            self.init(status, bytes: Array(body.utf8), headers: headers)
        }

        /// Creates an answer of bytes.
        public init(_ status: Int = 200, bytes: [UInt8], headers: [String: String] = [:]) {
            self.status = status
            self.body = bytes
            self.headers = headers
        }

        /// Creates an answer of JSON.
        public init(_ status: Int = 200, _ json: JSONValue, headers: [String: String] = [:]) {
            self.init(status, (try? CanonicalJSON.string(json)) ?? "", headers: headers)
        }
    }

    /// What a peer does with a request; `nil` breaks the connection off.
    public typealias Behaviour = @Sendable (Request) -> Answer?

    /// Its port.
    public let port: Int
    private let log: Log
    private let channel: any Channel

    private init(channel: any Channel, log: Log) {
        self.channel = channel
        self.log = log
        port = channel.localAddress?.port ?? 0
    }

    /// `http://127.0.0.1:PORT`.
    public var address: String { "http://127.0.0.1:\(port)" }

    /// The requests so far.
    public var requests: [Request] { log.requests.withLock { $0 } }

    /// Takes no requests any more, and ends all connections; answers that are withheld break.
    public func close() async {
        try? await channel.close()
        for child in log.connections.withLock({ $0 }) { try? await child.close() }
    }

    /// Serves while a closure runs.
    ///
    /// - Parameters:
    ///   - behaviour: answers requests.
    ///   - isolation: the caller's isolation.
    ///   - body: uses the server.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or an error when no port can be had.
    public static func serving<Result>(
        _ behaviour: @escaping Behaviour, isolation: isolated (any Actor)? = #isolation,
        _ body: (HTTPPeer) async throws -> Result
    ) async throws -> Result {
        let log = Log(behaviour)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                log.connections.withLock { $0.append(channel) }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(PeerHandler(log: log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let peer = HTTPPeer(channel: channel, log: log)
        do {
            let result = try await body(peer)
            await peer.close()
            return result
        } catch {
            await peer.close()
            throw error
        }
    }

    /// What a peer was asked, and what it does.
    fileprivate final class Log: Sendable {
        let requests = Mutex<[Request]>([])
        let connections = Mutex<[any Channel]>([])
        let behaviour: Behaviour

        init(_ behaviour: @escaping Behaviour) { self.behaviour = behaviour }

        /// Notes a request, and gives it its number.
        func noted(_ request: Request) -> Request {
            requests.withLock { requests in
                var request = request
                request.number = requests.count
                requests.append(request)
                return request
            }
        }
    }
}

/// Answers the requests of one connection.
private final class PeerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let log: HTTPPeer.Log
    private var request: HTTPPeer.Request?

    init(log: HTTPPeer.Log) { self.log = log }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let headers = head.headers.map { ($0.name.lowercased(), $0.value) }
            request = HTTPPeer.Request(
                number: 0, method: head.method.rawValue, path: parts[0], query: parts.count > 1 ? parts[1] : "",
                headers: Dictionary(headers, uniquingKeysWith: { $1 }), body: [])
        case .body(let bytes): request?.body += Array(bytes.readableBytesView)
        case .end:
            guard let request else { return }
            let received = log.noted(request)
            guard let answer = log.behaviour(received) else { return context.close(promise: nil) }
            if !answer.isWithheld { write(answer, to: context) }
        }
    }

    private func write(_ answer: HTTPPeer.Answer, to context: ChannelHandlerContext) {
        var headers: HTTPHeaders = [
            "content-type": "application/json", "content-length": "\(answer.body.count)",
        ]
        for (name, value) in answer.headers { headers.replaceOrAdd(name: name, value: value) }
        let head = HTTPResponseHead(
            version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil)
        guard !answer.breaksOff else {
            context.flush()
            return context.close(promise: nil)
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
