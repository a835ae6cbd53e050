internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// A connection to a server as the clients of Redis, Cassandra and Bolt have it: made in time, encrypted where that is
/// asked for, with one handler that speaks the protocol.
struct ServerChannel: Sendable {
    private let channel: any Channel
    private let cause: ConnectionCause
    private let place: String

    /// Connects, and encrypts.
    ///
    /// - Parameters:
    ///   - host: the server.
    ///   - place: the server as errors name it.
    ///   - security: how it is encrypted; not at all when `nil`.
    ///   - limit: how long it may take.
    ///   - cause: gets why the connection ended, from the handler.
    ///   - handler: makes the handler of the protocol.
    /// - Returns: the connection.
    /// - Throws: `BackendError`.
    static func open(
        _ host: BackendAddress.Host, place: String, security: TransportSecurity?, within limit: Duration,
        cause: ConnectionCause, handler: @escaping @Sendable () -> any ChannelHandler
    ) async throws(BackendError) -> ServerChannel {
        let secure = try security.map { security throws(BackendError) in
            (context: try security.context(for: place), name: security.name(for: host.name))
        }
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(TimeAmount(limit))
                .channelOption(.socketOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let secure {
                            try channel.pipeline.syncOperations.addHandler(
                                NIOSSLClientHandler(context: secure.context, serverHostname: secure.name))
                        }
                        try channel.pipeline.syncOperations.addHandler(handler())
                    }
                }
                .connect(host: host.name, port: host.port).get()
            return ServerChannel(channel: channel, cause: cause, place: place)
        } catch {
            throw BackendError(
                code: .unavailable, message: "no connection could be made: \(error)", place: place,
                remedy: "see whether the server runs and listens there")
        }
    }

    /// Whether the connection stands.
    var isActive: Bool { channel.isActive }

    /// Makes buffers that suit the connection.
    var allocator: ByteBufferAllocator { channel.allocator }

    /// Closes the connection; nobody waits for that.
    func close() { channel.close(mode: .all, promise: nil) }

    /// Returns when the connection is gone.
    func closed() async { try? await channel.closeFuture.get() }

    /// Hands something to the handler. A connection that is closed has no handler any more that could answer: then the
    /// failed write tells who waits.
    ///
    /// - Parameters:
    ///   - outbound: what the handler takes.
    ///   - failing: gets the error when it never left, so that it can go over another connection, whatever ended this one.
    func hand<Outbound: Sendable>(_ outbound: Outbound, failing: @escaping @Sendable (BackendError) -> Void) {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        promise.futureResult.whenFailure { [place, cause] error in
            failing(.notSent(place, because: cause.error, or: error))
        }
        channel.write(outbound, promise: promise)
    }
}
