internal import Synchronization

/// A client of one Redis server: one connection that all tasks share.
///
/// Commands of many tasks leave together and do not wait for one another. A connection that broke is made anew by the next
/// command, with pauses that grow; a command waits for it no longer than `RedisConfiguration.patience`. A command whose
/// connection broke before its answer is sent again only when it says that it may be.
public final class RedisClient: RedisExecutor {
    private struct State {
        var connection: RedisConnection?
        var opening: Task<Result<RedisConnection, BackendError>, Never>?
        var isClosed = false
    }

    /// How the server is reached.
    public let configuration: RedisConfiguration
    private let state = Mutex(State())

    /// Creates a client; it connects with the first command.
    ///
    /// - Parameter configuration: how to reach the server.
    public init(_ configuration: RedisConfiguration) { self.configuration = configuration }

    deinit { close() }

    /// The server as errors name it.
    public var place: String { configuration.place }

    /// Sends commands together; see `RedisExecutor`.
    public func pipeline(_ commands: [RedisCommand]) async throws(BackendError) -> [RedisValue] {
        guard !commands.isEmpty else { return [] }
        let deadline = ContinuousClock.now + configuration.patience
        var backoff = Backoff()
        while true {
            let connection = try await connection(until: deadline)
            let failure: BackendError
            do throws(BackendError) {
                let replies = try await connection.send(commands)
                // While it reads its data the server refuses everything, and nothing took effect.
                guard replies.first?.errorCode == "LOADING", ContinuousClock.now < deadline else { return replies }
                failure = BackendError(code: .unavailable, message: "the server still reads its data", place: place)
            } catch {
                // What did not leave can be sent in any case, what may have arrived only when that does no harm.
                let canRepeat =
                    error.code == .unavailable || (error.code == .lost && commands.allSatisfy(\.isRepeatable))
                guard canRepeat, ContinuousClock.now < deadline else { throw error }
                failure = error
            }
            try await pause(backoff.next(), until: deadline, otherwise: failure)
        }
    }

    /// All keys that begin with a text.
    public func keys(withPrefix prefix: String) async throws(BackendError) -> [String] {
        try await Array(scan(prefix: prefix) { command throws(BackendError) in try await execute(command) })
    }

    /// Another client of the same server.
    public func separate() -> any RedisExecutor { RedisClient(configuration) }

    /// Closes the connection.
    public func close() {
        let (connection, opening) = state.withLock { state in
            state.isClosed = true
            defer { (state.connection, state.opening) = (nil, nil) }
            return (state.connection, state.opening)
        }
        connection?.close()
        opening?.cancel()
    }

    /// The connection, made when there is none.
    func connection(until deadline: ContinuousClock.Instant) async throws(BackendError) -> RedisConnection {
        var backoff = Backoff()
        while true {
            let opening = try state.withLock { state throws(BackendError) in
                if state.isClosed { throw BackendError(code: .closed, message: "the client is closed", place: place) }
                if let connection = state.connection {
                    if connection.isActive { return nil as Task<Result<RedisConnection, BackendError>, Never>? }
                    state.connection = nil
                }
                if let opening = state.opening { return opening }
                let configuration = configuration
                let opening = Task<Result<RedisConnection, BackendError>, Never> {
                    do throws(BackendError) {
                        return .success(try await RedisConnection.open(configuration))
                    } catch {
                        return .failure(error)
                    }
                }
                state.opening = opening
                return opening
            }
            guard let opening else {
                if let connection = state.withLock({ $0.connection }) { return connection }
                continue
            }
            switch await opening.value {
            case .success(let connection):
                return try adopt(connection, from: opening)
            case .failure(let error):
                state.withLock { if $0.opening == opening { $0.opening = nil } }
                guard error.isTransient else { throw error }
                try await pause(backoff.next(), until: deadline, otherwise: error)
            }
        }
    }

    private func adopt(
        _ connection: RedisConnection, from opening: Task<Result<RedisConnection, BackendError>, Never>
    ) throws(BackendError) -> RedisConnection {
        let isClosed = state.withLock { state in
            if state.opening == opening { (state.connection, state.opening) = (connection, nil) }
            return state.isClosed
        }
        guard isClosed else { return connection }
        connection.close()
        throw BackendError(code: .closed, message: "the client is closed", place: place)
    }

    private func pause(
        _ pause: Duration, until deadline: ContinuousClock.Instant, otherwise failure: BackendError
    ) async throws(BackendError) {
        guard ContinuousClock.now + pause < deadline else { throw failure }
        do { try await Task.sleep(for: pause) } catch {
            throw BackendError(code: .cancelled, message: "the task was cancelled", place: place)
        }
    }
}
