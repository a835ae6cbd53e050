internal import AnnealFoundation
internal import NIOCore

/// A connection to a Redis server that has said hello.
final class RedisConnection: Sendable {
    private let channel: ServerChannel
    private let timeout: TimeAmount
    let place: String

    private init(channel: ServerChannel, timeout: Duration, place: String) {
        self.channel = channel
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
        let cause = ConnectionCause()
        let channel = try await ServerChannel.open(
            configuration.host, place: place, security: configuration.security,
            within: min(configuration.timeout, configuration.patience), cause: cause
        ) {
            RedisHandler(place: place, onlyListens: onlyListens, cause: cause, receive: receive)
        }
        let connection = RedisConnection(channel: channel, timeout: configuration.timeout, place: place)
        do throws(BackendError) {
            try await connection.logIn(configuration)
        } catch {
            connection.close()
            throw error
        }
        return connection
    }

    var isActive: Bool { channel.isActive }

    func close() { channel.close() }

    /// Returns when the connection is gone.
    func closed() async { await channel.closed() }

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

    private func write(_ request: RedisRequest) {
        channel.hand(request) { request.waiter.finish(.failure($0)) }
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
