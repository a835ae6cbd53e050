internal import AnnealFoundation
internal import NIOCore
internal import Synchronization

/// A connection to a Neo4j server that has said hello. It is used by one task at a time.
final class BoltConnection: Sendable {
    private struct State {
        /// Whether it cannot be used any more, although it may still be open.
        var isSpoilt = false
        var lastUse = ContinuousClock.now
    }

    private let channel: ServerChannel
    private let state = Mutex(State())
    /// The server.
    let host: BackendAddress.Host
    let place: String
    /// What both sides speak.
    let version: BoltVersion
    /// What the server calls itself: `Neo4j/5.26.0`.
    let agent: String?

    private init(
        _ channel: ServerChannel, host: BackendAddress.Host, place: String,
        version: BoltVersion, agent: String? = nil
    ) {
        self.channel = channel
        self.host = host
        self.place = place
        self.version = version
        self.agent = agent
    }

    /// Connects, encrypts, chooses a version, and logs in.
    ///
    /// - Parameters:
    ///   - host: the server.
    ///   - configuration: how to reach it.
    /// - Returns: a connection that can be used.
    /// - Throws: `BackendError`.
    static func open(
        _ host: BackendAddress.Host, _ configuration: BoltConfiguration
    ) async throws(BackendError) -> BoltConnection {
        let place = configuration.place(of: host)
        let cause = ConnectionCause()
        let timeout = TimeAmount(configuration.timeout)
        let channel = try await ServerChannel.open(
            host, place: place, security: configuration.security,
            within: min(configuration.timeout, configuration.patience), cause: cause
        ) {
            BoltHandler(place: place, timeout: timeout, cause: cause)
        }
        do throws(BackendError) {
            let waiter = Waiter<BoltVersion>()
            channel.hand(BoltOutbound.greeting(configuration.greeting, waiter)) { waiter.finish(.failure($0)) }
            let version = try await waiter.value()
            let silent = BoltConnection(channel, host: host, place: place, version: version)
            let agent = try await silent.logIn(configuration)
            return BoltConnection(channel, host: host, place: place, version: version, agent: agent)
        } catch {
            channel.close()
            throw error
        }
    }

    /// Whether it can be used.
    var isUsable: Bool { channel.isActive && !state.withLock { $0.isSpoilt } }

    /// How long nobody has used it.
    var idleTime: Duration { ContinuousClock.now - state.withLock { $0.lastUse } }

    /// Closes it; the server is told, so that it need not find out.
    func close() {
        state.withLock { $0.isSpoilt = true }
        let goodbye = (try? PackStreamEncoder.bytes(of: BoltRequest.goodbye.structure)) ?? ByteBuffer()
        channel.hand(
            BoltOutbound.exchange(
                BoltExchange(bytes: BoltChunks.bytes(of: goodbye), count: 0, rowLimit: 0, waiter: Waiter<[BoltReply]>())
            )
        ) { _ in }
        channel.close()
    }

    /// Sends messages together, and waits for the answers to all of them.
    ///
    /// - Parameters:
    ///   - requests: the messages.
    ///   - rowLimit: the most rows that may come.
    /// - Returns: as many answers, none of which is a failure.
    /// - Throws: `BackendError`; the connection can be used again when the server told the failure, and is closed otherwise.
    @discardableResult
    func exchange(
        _ requests: [BoltRequest], rowLimit: Int = 0
    ) async throws(BackendError) -> [BoltReply] {
        let replies = try await send(requests, rowLimit: rowLimit)
        for reply in replies {
            guard case .failure(let code, let message) = reply.outcome else { continue }
            let error = BackendError.refused(boltCode: code, message, place: place)
            // What we logged in with holds no longer: another connection logs in anew.
            if error.reply == "Neo.ClientError.Security.AuthorizationExpired" { close() } else { try? await reset() }
            throw error
        }
        guard !replies.contains(where: { $0.outcome == .ignored }) else {
            close()
            throw BackendError(code: .malformed, message: "the server ignored a message without a reason", place: place)
        }
        return replies
    }

    /// Brings the connection back to where it was after logging in: what runs is ended, what is open is rolled back.
    ///
    /// - Throws: `BackendError`; then the connection is closed.
    func reset() async throws(BackendError) {
        let reply = try await send([.reset], rowLimit: 0).first
        guard case .success? = reply?.outcome else {
            close()
            throw BackendError(code: .lost, message: "the connection could not be reset", place: place)
        }
    }

    private func send(_ requests: [BoltRequest], rowLimit: Int) async throws(BackendError) -> [BoltReply] {
        var bytes = ByteBuffer()
        for request in requests {
            var message = BoltChunks.bytes(of: try PackStreamEncoder.bytes(of: request.structure))
            bytes.writeBuffer(&message)
        }
        let waiter = Waiter<[BoltReply]>()
        let exchange = BoltExchange(bytes: bytes, count: requests.count, rowLimit: rowLimit, waiter: waiter)
        channel.hand(BoltOutbound.exchange(exchange)) { waiter.finish(.failure($0)) }
        do throws(BackendError) {
            let replies = try await waiter.value()
            state.withLock { $0.lastUse = .now }
            return replies
        } catch {
            // Nobody waits for what still comes, and with the connection the server ends what it does.
            close()
            throw error
        }
    }

    /// Says hello and logs in.
    ///
    /// - Returns: what the server calls itself.
    private func logIn(_ configuration: BoltConfiguration) async throws(BackendError) -> String? {
        let login = configuration.login
        var facts: [String: BoltValue] = ["user_agent": "anneal", "routing": .null]
        if configuration.isRouting { facts["routing"] = BoltValue.map(configuration.routingContext(of: host)) }
        if version.hasAgent {
            facts["bolt_agent"] = BoltValue.map([
                "product": "anneal", "language": "Swift/6", "platform": .string(Self.platform),
            ])
        }
        // Moments in UTC, which is the only way from Bolt 5 on.
        if version < BoltVersion(5, 0) { facts["patch_bolt"] = BoltValue.list(["utc"]) }
        let requests: [BoltRequest] =
            version.hasLogon ? [.hello(facts), .logon(login)] : [.hello(facts.merging(login) { $1 })]
        let replies = try await send(requests, rowLimit: 0)
        var agent: String?
        for reply in replies {
            switch reply.outcome {
            case .success(let told): agent = told["server"]?.text ?? agent
            case .failure(let code, let message): throw .refused(boltCode: code, message, place: place)
            case .ignored:
                throw BackendError(code: .malformed, message: "the server ignored our login", place: place)
            }
        }
        return agent
    }

    private static var platform: String {
        #if os(Linux)
            "Linux"
        #else
            "macOS"
        #endif
    }
}
