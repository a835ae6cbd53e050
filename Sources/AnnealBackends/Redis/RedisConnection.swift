internal import AnnealFoundation
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// A connection to a Redis server that has said hello.
final class RedisConnection: Sendable {
    private let channel: any Channel
    private let timeout: TimeAmount
    private let cause: ConnectionCause
    let place: String

    private init(channel: any Channel, timeout: Duration, cause: ConnectionCause, place: String) {
        self.channel = channel
        self.cause = cause
        self.timeout = TimeAmount(timeout)
        self.place = place
    }

    /// Connects, encrypts, and logs in. RESP3 is asked for; a server before version 6 speaks RESP2.
    ///
    /// - Parameters:
    ///   - configuration: how to reach the server.
    ///   - onlyListens: whether every reply without a request is a message.
    ///   - receive: gets messages.
    /// - Returns: a connection that can be used.
    /// - Throws: `BackendError`.
    static func open(
        _ configuration: RedisConfiguration, onlyListens: Bool = false,
        receive: (@Sendable (RedisValue) -> Void)? = nil
    ) async throws(BackendError) -> RedisConnection {
        let place = configuration.place
        let secure = try configuration.security.map { security throws(BackendError) in
            (context: try security.context(for: place), name: security.name(for: configuration.host.name))
        }
        let channel: any Channel
        let cause = ConnectionCause()
        do {
            channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connectTimeout(TimeAmount(min(configuration.timeout, configuration.patience)))
                .channelOption(.socketOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let secure {
                            try channel.pipeline.syncOperations.addHandler(
                                NIOSSLClientHandler(context: secure.context, serverHostname: secure.name))
                        }
                        try channel.pipeline.syncOperations.addHandler(
                            RedisHandler(place: place, onlyListens: onlyListens, cause: cause, receive: receive))
                    }
                }
                .connect(host: configuration.host.name, port: configuration.host.port).get()
        } catch {
            throw BackendError(
                code: .unavailable, message: "no connection could be made: \(error)", place: place,
                remedy: "see whether the server runs and listens there")
        }
        let connection = RedisConnection(
            channel: channel, timeout: configuration.timeout, cause: cause, place: place)
        do throws(BackendError) {
            try await connection.logIn(configuration)
        } catch {
            connection.close()
            throw error
        }
        return connection
    }

    var isActive: Bool { channel.isActive }

    func close() { channel.close(mode: .all, promise: nil) }

    /// Returns when the connection is gone.
    func closed() async { try? await channel.closeFuture.get() }

    /// Sends commands and waits for all of their replies; errors of the server are among these.
    ///
    /// - Throws: `BackendError`; then some of the commands may have taken effect.
    func send(_ commands: [RedisCommand]) async throws(BackendError) -> [RedisValue] {
        var bytes = channel.allocator.buffer(capacity: commands.reduce(0) { $0 + $1.bytes.count })
        var wait = Duration.zero
        for command in commands {
            bytes.writeBytes(command.bytes)
            if command.wait > .zero { wait += command.wait }
        }
        let waiter = Waiter<[RedisValue]>()
        write(
            RedisRequest(bytes: bytes, count: commands.count, timeout: timeout + TimeAmount(wait), waiter: waiter))
        return try await waiter.value()
    }

    /// Sends a command whose replies come as messages.
    func tell(_ command: RedisCommand) async throws(BackendError) {
        let waiter = Waiter<[RedisValue]>()
        write(RedisRequest(bytes: ByteBuffer(bytes: command.bytes), count: 0, timeout: timeout, waiter: waiter))
        _ = try await waiter.value()
    }

    /// Hands a request to the connection. One that is closed has no handler any more that could answer it: then the
    /// failed write tells who waits.
    private func write(_ request: RedisRequest) {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        promise.futureResult.whenFailure { [place, cause] error in
            // It never left, so that it can go over another connection, whatever ended this one.
            let reason = cause.error
            request.waiter.finish(
                .failure(
                    BackendError(
                        code: .unavailable, message: reason?.message ?? "the connection is gone: \(error)",
                        place: place,
                        remedy: reason?.remedy ?? "see whether the server runs and listens there")))
        }
        channel.write(request, promise: promise)
    }

    private func logIn(_ configuration: RedisConfiguration) async throws(BackendError) {
        var hello: [RedisPart] = ["HELLO", 3]
        if let password = configuration.password {
            hello += ["AUTH", .text(configuration.user ?? "default"), .text(password)]
        }
        let answer = try await send([RedisCommand(hello)]).first ?? .null
        switch answer.errorCode {
        case nil: break
        case "ERR", "NOPROTO":
            // A server that does not know HELLO, or not version 3 of the protocol.
            guard let password = configuration.password else { break }
            let login: [RedisPart] = ["AUTH"] + (configuration.user.map { [.text($0)] } ?? []) + [.text(password)]
            try check(await send([RedisCommand(login)]).first)
        default: try check(answer)
        }
        guard configuration.database > 0 else { return }
        try check(await send([RedisCommand("SELECT", .integer(configuration.database))]).first)
    }

    private func check(_ answer: RedisValue?) throws(BackendError) {
        guard case .error(let text)? = answer else { return }
        throw BackendError.refused(text, place: place)
    }
}

extension BackendError {
    /// An error that a Redis server told.
    static func refused(_ text: String, place: String) -> BackendError {
        let reply = String(text.prefix { $0 != " " })
        switch reply {
        case "NOAUTH", "WRONGPASS", "NOPERM":
            return BackendError(
                code: .authentication, message: "the server does not let us in: \(text)", place: place,
                remedy: "export \(RedisConfiguration.passwordVariable)=…, and put the user's name into the address: "
                    + "redis://user@host", reply: reply)
        case "LOADING":
            return BackendError(
                code: .unavailable, message: "the server still reads its data: \(text)", place: place,
                remedy: "wait a little", reply: reply)
        default:
            return BackendError(
                code: .refused, message: "the server refused: \(text)", place: place, reply: reply)
        }
    }
}
