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
        /// What is sent one after the other in place of `body`, whose length is then not told.
        public var steps: [Step] = []
        /// How long it takes until the answer begins.
        public var delay = Duration.zero
        /// Whether the connection breaks off after the body, before the answer's end.
        public var breaksOff = false
        /// Whether the answer never comes.
        public var isWithheld = false

        /// A part of an answer.
        public enum Step: Sendable, Hashable {
            /// Sends bytes.
            case bytes([UInt8])
            /// Waits.
            case wait(Duration)
            /// Sends nothing more, and leaves the connection open.
            case hang
            /// Breaks the connection off.
            case breakOff
        }

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
    /// Answers whose reader closed the connection before their end.
    public var brokenAnswers: Int { log.broken.withLock { $0 } }

    /// Takes no requests any more, and ends all connections; answers that are withheld break.
    public func close() async {
        try? await channel.close()
        for child in log.connections.withLock({ $0 }) { try? await child.close() }
    }

    /// Serves until it is closed.
    ///
    /// - Parameters:
    ///   - port: the port; 0 takes a free one.
    ///   - behaviour: answers requests.
    /// - Returns: the server.
    /// - Throws: an error when the port cannot be had.
    static func open(port: Int = 0, _ behaviour: @escaping Behaviour) async throws -> HTTPPeer {
        let log = Log(behaviour)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                log.connections.withLock { $0.append(channel) }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(HTTPPeerHandler(log: log))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        return HTTPPeer(channel: channel, log: log)
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
        let peer = try await open(behaviour)
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
    final class Log: Sendable {
        let requests = Mutex<[Request]>([])
        let connections = Mutex<[any Channel]>([])
        let broken = Mutex(0)
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
