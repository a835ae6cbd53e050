internal import NIOCore

/// A connection to a Cassandra server that has let us in. Many tasks share it.
final class CassandraConnection: Sendable {
    private let channel: ServerChannel
    private let timeout: Duration
    private let cause: ConnectionCause
    /// The server.
    let host: BackendAddress.Host
    /// The server as errors name it.
    let place: String
    /// What the server can do, by option.
    let supported: [String: [String]]

    private init(
        channel: ServerChannel, timeout: Duration, cause: ConnectionCause, host: BackendAddress.Host, place: String,
        supported: [String: [String]] = [:]
    ) {
        self.channel = channel
        self.timeout = timeout
        self.cause = cause
        self.host = host
        self.place = place
        self.supported = supported
    }

    /// Connects, encrypts, and logs in.
    ///
    /// - Parameters:
    ///   - host: the server.
    ///   - configuration: how to reach it.
    ///   - receive: gets what the server tells without being asked.
    /// - Returns: a connection that can be used.
    /// - Throws: `BackendError`.
    static func open(
        _ host: BackendAddress.Host, _ configuration: CassandraConfiguration,
        receive: @escaping @Sendable (CassandraFrame) -> Void = { _ in }
    ) async throws(BackendError) -> CassandraConnection {
        let place = configuration.place(of: host)
        let cause = ConnectionCause()
        let streams = configuration.streams
        let channel = try await ServerChannel.open(
            host, place: place, security: configuration.security,
            within: min(configuration.timeout, configuration.patience), cause: cause
        ) {
            CassandraHandler(place: place, streams: streams, cause: cause, receive: receive)
        }
        let first = CassandraConnection(
            channel: channel, timeout: configuration.timeout, cause: cause, host: host, place: place)
        do throws(BackendError) {
            let supported = try await first.negotiate(configuration)
            return CassandraConnection(
                channel: channel, timeout: configuration.timeout, cause: cause, host: host, place: place,
                supported: supported)
        } catch {
            first.close()
            throw error
        }
    }

    var isActive: Bool { channel.isActive && cause.error == nil }

    func close() { channel.close() }

    /// Sends a request and waits for its answer; an error of the server is one.
    ///
    /// - Throws: `BackendError`; unless its code is `unavailable`, the request may have taken effect.
    func ask(_ request: CassandraRequest, timeout: Duration? = nil) async throws(BackendError) -> CassandraAnswer {
        let waiter = Waiter<CassandraFrame>()
        let call = CassandraCall(request: request, timeout: TimeAmount(timeout ?? self.timeout), waiter: waiter)
        channel.hand(call) { waiter.finish(.failure($0)) }
        let frame = try await waiter.value()
        do throws(BackendError) {
            return try CassandraAnswer(frame)
        } catch {
            // What else it says cannot be relied upon either.
            close()
            throw BackendError(code: error.code, message: error.message, place: place, remedy: error.remedy)
        }
    }

    /// Agrees upon the protocol and logs in.
    ///
    /// - Returns: what the server can do.
    private func negotiate(_ configuration: CassandraConfiguration) async throws(BackendError) -> [String: [String]] {
        let supported: [String: [String]]
        switch try await ask(.options).message {
        case .supported(let options): supported = options
        case .error(let error): throw refusal(error)
        default: throw unexpected
        }
        switch try await ask(.startup()).message {
        case .ready: break
        case .authenticate(let checker): try await logIn(configuration, checker)
        case .error(let error): throw refusal(error)
        default: throw unexpected
        }
        guard let keyspace = configuration.keyspace else { return supported }
        let use = try CassandraRequest.query("USE \"\(keyspace)\"", .init(consistency: .one))
        switch try await ask(use).message {
        case .result(.keyspace): return supported
        case .error(let error): throw refusal(error)
        default: throw unexpected
        }
    }

    private func logIn(_ configuration: CassandraConfiguration, _ checker: String) async throws(BackendError) {
        guard let user = configuration.user, let password = configuration.password else {
            throw refusal(CassandraServerError(kind: .authentication, message: "it wants a name and a password"))
        }
        // Others may want something else than a password, which would then be given away.
        guard checker.hasSuffix("PasswordAuthenticator") else {
            throw refusal(
                CassandraServerError(
                    kind: .authentication,
                    message: "it wants '\(checker.prefix(200))', and only passwords are known here"))
        }
        let token = [0] + Array(user.utf8) + [0] + Array(password.utf8)
        switch try await ask(.authResponse(token)).message {
        case .success: break
        case .error(let error): throw refusal(error)
        case .challenge:
            throw refusal(CassandraServerError(kind: .authentication, message: "it asks for more than a password"))
        default: throw unexpected
        }
    }

    private func refusal(_ error: CassandraServerError) -> BackendError {
        var refusal = CassandraError(error, place: place).backend
        guard error.kind == .protocol else { return refusal }
        refusal.remedy = "version 4 of the protocol is spoken here, which Cassandra knows from 2.2 on"
        return refusal
    }

    private var unexpected: BackendError {
        var error = CQLReader.malformed("an answer is not one to what was asked")
        error.place = place
        return error
    }
}
