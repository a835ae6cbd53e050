public import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// An HTTP server on loopback that serves one file, with byte ranges and with the faults of real ones.
public final class FileServer: Sendable {
    /// How the server behaves.
    public struct Behaviour: Sendable {
        /// Whether it answers requests for ranges; without, it always sends the whole file.
        public var servesRanges: Bool
        /// The n-th answer breaks off after the n-th number of bytes; later ones are whole.
        public var breaksAfter: [Int]
        /// A status that is answered in place of the file.
        public var status: Int?

        /// Creates a behaviour.
        public init(servesRanges: Bool = true, breaksAfter: [Int] = [], status: Int? = nil) {
            self.servesRanges = servesRanges
            self.breaksAfter = breaksAfter
            self.status = status
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

    /// The `Range` headers of the requests so far, `nil` for a request without one.
    public var ranges: [String?] { log.requests.withLock { $0.map(\.range) } }

    /// The paths of the requests so far.
    public var paths: [String] { log.requests.withLock { $0.map(\.path) } }

    /// Serves a file while a closure runs.
    ///
    /// - Parameters:
    ///   - content: the file.
    ///   - behaviour: how the server behaves.
    ///   - isolation: the caller's isolation.
    ///   - body: uses the server.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, or an error when no port can be had.
    public static func serving<Result>(
        _ content: Data, behaviour: Behaviour = Behaviour(), isolation: isolated (any Actor)? = #isolation,
        _ body: (FileServer) async throws -> Result
    ) async throws -> Result {
        let log = RequestLog()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(
                        FileHandler(content: content, behaviour: behaviour, log: log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let server = FileServer(channel: channel, log: log)
        do {
            let result = try await body(server)
            try? await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }
}

/// What a `FileServer` was asked.
private final class RequestLog: Sendable {
    struct Request: Sendable {
        var path: String
        var range: String?
    }

    let requests = Mutex<[Request]>([])
}

/// Answers the requests of one connection.
private final class FileHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let content: Data
    private let behaviour: FileServer.Behaviour
    private let log: RequestLog

    init(content: Data, behaviour: FileServer.Behaviour, log: RequestLog) {
        self.content = content
        self.behaviour = behaviour
        self.log = log
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data) else { return }
        let range = head.headers.first(name: "range")
        let number = log.requests.withLock { requests in
            requests.append(RequestLog.Request(path: head.uri, range: range))
            return requests.count - 1
        }
        if let status = behaviour.status {
            write(
                context, status: HTTPResponseStatus(statusCode: status), headers: ["content-length": "0"], body: Data())
            return end(context)
        }
        let start = behaviour.servesRanges ? FileHandler.start(of: range) : 0
        let rest = content.dropFirst(start)
        var headers: HTTPHeaders = ["content-length": "\(rest.count)"]
        if start > 0 {
            headers.add(name: "content-range", value: "bytes \(start)-\(content.count - 1)/\(content.count)")
        }
        let breaks = behaviour.breaksAfter.indices.contains(number) ? behaviour.breaksAfter[number] : nil
        write(
            context, status: start > 0 ? .partialContent : .ok, headers: headers,
            body: breaks.map { rest.prefix($0) } ?? rest)
        if breaks != nil { return context.close(promise: nil) }
        end(context)
    }

    private func write(
        _ context: ChannelHandlerContext, status: HTTPResponseStatus, headers: HTTPHeaders, body: Data
    ) {
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
    }

    private func end(_ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    /// The first byte of `bytes=N-`.
    private static func start(of range: String?) -> Int {
        guard let range, range.hasPrefix("bytes=") else { return 0 }
        return Int(range.dropFirst(6).prefix { $0.isNumber }) ?? 0
    }
}
