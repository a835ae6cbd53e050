internal import Synchronization

/// One server of a cluster, with the connection that all tasks share.
///
/// A connection that broke or could not be made is made anew after a pause that grows from one failure to the next.
final class CassandraNode: Sendable {
    private struct State {
        var connection: CassandraConnection?
        var opening: Task<Void, Never>?
        /// Who waits for it.
        var waiting: [Waiter<CassandraConnection>] = []
        var backoff = Backoff(least: .milliseconds(50), most: .seconds(10))
        /// Until when no connection is tried.
        var pause: ContinuousClock.Instant?
        var failure: BackendError?
        var isClosed = false
    }

    let host: BackendAddress.Host
    private let configuration: CassandraConfiguration
    private let receive: @Sendable (CassandraFrame) -> Void
    private let state = Mutex(State())

    init(
        _ host: BackendAddress.Host, _ configuration: CassandraConfiguration,
        receive: @escaping @Sendable (CassandraFrame) -> Void
    ) {
        self.host = host
        self.configuration = configuration
        self.receive = receive
    }

    /// The connection, where there is one that can be used.
    var connected: CassandraConnection? {
        state.withLock { $0.connection.flatMap { $0.isActive ? $0 : nil } }
    }

    /// When a connection may be tried again; `nil` for at once.
    var pause: ContinuousClock.Instant? {
        state.withLock { state in state.pause.flatMap { $0 > .now ? $0 : nil } }
    }

    /// Why the last connection could not be made; `nil` when it could.
    var failure: BackendError? { state.withLock { $0.failure } }

    /// The connection, made when there is none, whatever the pause.
    func connection() async throws(BackendError) -> CassandraConnection {
        let waiter = Waiter<CassandraConnection>()
        if let connection = try open(for: waiter) { return connection }
        return try await waiter.value()
    }

    /// Begins to make a connection, for those who ask later.
    func warm() {
        guard pause == nil else { return }
        _ = try? open(for: nil)
    }

    /// Forgets the pause: the server is said to be up.
    func wake() {
        state.withLock { state in
            state.pause = nil
            state.backoff.reset()
        }
    }

    /// Closes the connection; no other is made.
    func close() {
        let (connection, opening) = state.withLock { state in
            state.isClosed = true
            defer { state.connection = nil }
            return (state.connection, state.opening)
        }
        connection?.close()
        // Who waits for it is told when it ends.
        opening?.cancel()
    }

    private func open(for waiter: Waiter<CassandraConnection>?) throws(BackendError) -> CassandraConnection? {
        try state.withLock { state throws(BackendError) in
            if state.isClosed { throw closed }
            if let connection = state.connection, connection.isActive { return connection }
            state.connection = nil
            if let waiter { state.waiting.append(waiter) }
            guard state.opening == nil else { return nil }
            state.opening = Task {
                do throws(BackendError) {
                    opened(try await CassandraConnection.open(host, configuration, receive: receive))
                } catch {
                    failed(error)
                }
            }
            return nil
        }
    }

    private func opened(_ connection: CassandraConnection) {
        let (waiting, isClosed) = state.withLock { state in
            defer { state.waiting = [] }
            (state.opening, state.pause, state.failure) = (nil, nil, nil)
            state.backoff.reset()
            if !state.isClosed { state.connection = connection }
            return (state.waiting, state.isClosed)
        }
        if isClosed { connection.close() }
        for waiter in waiting { waiter.finish(isClosed ? .failure(closed) : .success(connection)) }
    }

    private func failed(_ error: BackendError) {
        let (waiting, isClosed) = state.withLock { state in
            defer { state.waiting = [] }
            (state.opening, state.failure) = (nil, error)
            state.pause = .now + state.backoff.next()
            return (state.waiting, state.isClosed)
        }
        for waiter in waiting { waiter.finish(.failure(isClosed ? closed : error)) }
    }

    private var closed: BackendError {
        BackendError(code: .closed, message: "the client is closed", place: configuration.place(of: host))
    }
}
