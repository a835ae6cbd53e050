import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

@testable import AnnealBackends

/// A server of the tests that answers Bolt as it is told, and remembers what it was sent.
final class BoltPeer: Sendable {
    /// One thing that it does.
    indirect enum Action: Sendable {
        case success([String: BoltValue] = [:])
        case failure(String, String = "told by the test")
        case ignored
        case row([BoltValue])
        /// Bytes as they are, without chunks.
        case bytes([UInt8])
        /// A chunk without bytes.
        case sign
        case hangUp
        /// What is done after some milliseconds, other actions meanwhile.
        case later(Int64, [BoltPeer.Action])
    }

    /// A message that came.
    struct Message: Sendable {
        /// Which connection it came over, counted from 0.
        var connection: Int
        var tag: UInt8
        var fields: [BoltValue]
        /// How many of its kind came before, over any connection.
        var number: Int

        /// The member of its last map.
        subscript(name: String) -> BoltValue? { fields.last?.members?[name] }
    }

    /// What to do upon a message; `nil` for what a usual server does.
    typealias Script = @Sendable (Message) -> [Action]?

    private struct State {
        var messages: [Message] = []
        var greetings: [[UInt8]] = []
        var script: Script = { _ in nil }
        var open = 0
        var mostOpen = 0
    }

    private let state = Mutex(State())
    fileprivate let choice: [UInt8]?

    private init(choice: [UInt8]?) { self.choice = choice }

    /// All messages, in order.
    var messages: [Message] { state.withLock { $0.messages } }
    /// The tags of all messages over a connection, in order.
    func tags(over connection: Int? = nil) -> [UInt8] {
        messages.filter { connection == nil || $0.connection == connection }.map(\.tag)
    }
    /// What each connection began with.
    var greetings: [[UInt8]] { state.withLock { $0.greetings } }
    /// The most connections that were there at a time.
    var mostOpen: Int { state.withLock { $0.mostOpen } }

    /// Answers by a script from now on.
    func answer(_ script: @escaping Script) { state.withLock { $0.script = script } }

    /// Runs a server while a closure runs.
    ///
    /// - Parameters:
    ///   - choice: what it answers to the handshake; nothing at all when `nil`.
    ///   - security: encrypts.
    ///   - isolation: the caller's isolation.
    ///   - body: uses the server and its port.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws, and when there is no port.
    static func running<Result>(
        choice: [UInt8]? = [0, 0, 4, 5], security: NIOSSLContext? = nil,
        isolation: isolated (any Actor)? = #isolation, _ body: (BoltPeer, Int) async throws -> Result
    ) async throws -> Result {
        let peer = BoltPeer(choice: choice)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let security {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: security))
                    }
                    try channel.pipeline.syncOperations.addHandler(BoltPeerHandler(peer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let result = try await body(peer, channel.localAddress?.port ?? 0)
            try await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }

    fileprivate func greeted(_ bytes: [UInt8]) -> Int {
        state.withLock { state in
            state.greetings.append(bytes)
            state.open += 1
            state.mostOpen = max(state.mostOpen, state.open)
            return state.greetings.count - 1
        }
    }

    fileprivate func left() { state.withLock { $0.open -= 1 } }

    fileprivate func actions(upon structure: BoltStructure, over connection: Int) -> [Action]? {
        let (message, script) = state.withLock { state -> (Message, Script) in
            let message = Message(
                connection: connection, tag: structure.tag, fields: structure.fields,
                number: state.messages.count { $0.tag == structure.tag })
            state.messages.append(message)
            return (message, state.script)
        }
        return script(message)
    }

    /// What a usual server does.
    fileprivate static func usual(_ tag: UInt8, number: Int) -> [Action] {
        switch tag {
        case BoltRequest.Tag.hello: [.success(["server": "Neo4j/5.26.0", "connection_id": "bolt-1"])]
        case BoltRequest.Tag.run: [.success(["fields": ["x"]])]
        case BoltRequest.Tag.pull: [.row([1]), .success(["type": "r"])]
        case BoltRequest.Tag.commit: [.success(["bookmark": .string("mark-\(number)")])]
        case BoltRequest.Tag.goodbye: [.hangUp]
        default: [.success()]
        }
    }
}

/// One connection to the peer.
private final class BoltPeerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let peer: BoltPeer
    private var connection: Int?
    private var arrived = ByteBuffer()
    private var chunks = BoltChunks()
    private var hasFailed = false

    init(_ peer: BoltPeer) { self.peer = peer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if connection == nil {
            arrived.writeBuffer(&bytes)
            guard let greeting = arrived.readBytes(length: 20) else { return }
            connection = peer.greeted(greeting)
            guard let choice = peer.choice else { return }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: choice)), promise: nil)
            bytes = arrived
        }
        chunks.append(&bytes)
        do {
            while let message = try chunks.next() { take(try PackStreamDecoder.structure(in: message), context) }
        } catch {
            context.close(promise: nil)
        }
    }

    private func take(_ message: BoltStructure, _ context: ChannelHandlerContext) {
        let told = peer.actions(upon: message, over: connection ?? 0)
        if message.tag == BoltRequest.Tag.reset { hasFailed = false }
        if hasFailed, message.tag != BoltRequest.Tag.goodbye { return perform(.ignored, context) }
        let number = peer.messages.count { $0.tag == message.tag } - 1
        for action in told ?? BoltPeer.usual(message.tag, number: number) { perform(action, context) }
    }

    private func perform(_ action: BoltPeer.Action, _ context: ChannelHandlerContext) {
        switch action {
        case .success(let facts): send(BoltRequest.Tag.success, [.map(facts)], context)
        case .failure(let code, let message):
            hasFailed = true
            send(BoltRequest.Tag.failure, [["code": .string(code), "message": .string(message)]], context)
        case .ignored: send(BoltRequest.Tag.ignored, [], context)
        case .row(let values): send(BoltRequest.Tag.record, [.list(values)], context)
        case .bytes(let bytes): context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        case .sign: context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: [0, 0])), promise: nil)
        case .hangUp: context.close(promise: nil)
        case .later(let milliseconds, let actions):
            // All on the connection's own loop.
            context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds)) { [self] in
                for action in actions { perform(action, context) }
            }
        }
    }

    private func send(_ tag: UInt8, _ fields: [BoltValue], _ context: ChannelHandlerContext) {
        guard let bytes = try? PackStreamEncoder.bytes(of: BoltStructure(tag: tag, fields)) else { return }
        context.writeAndFlush(wrapOutboundOut(BoltChunks.bytes(of: bytes)), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if connection != nil { peer.left() }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
