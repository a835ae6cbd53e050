internal import Synchronization

/// The connections to one server: those that nobody uses wait for the next one who asks.
final class BoltPool: Sendable {
    /// A connection that was idle for so long is tried before it is used.
    static let rest = Duration.seconds(30)

    /// The `reply` of an error that tells that all connections are in use: the server is there.
    static let busy = "busy"

    private struct State {
        var idle: [BoltConnection] = []
        /// All there are, idle and in use, with those that are being made.
        var count = 0
        /// Who waits: gets a connection, or nothing when there is room for a new one.
        var waiting: [Waiter<BoltConnection?>] = []
        var isClosed = false
    }

    private enum Claim {
        case idle(BoltConnection)
        case room
        case turn(Waiter<BoltConnection?>)
    }

    /// The server.
    let host: BackendAddress.Host
    private let configuration: BoltConfiguration
    private let state = Mutex(State())

    init(_ host: BackendAddress.Host, _ configuration: BoltConfiguration) {
        self.host = host
        self.configuration = configuration
    }

    /// A connection for the caller alone, to be given back.
    ///
    /// - Parameter deadline: how long to wait for one when all are in use.
    /// - Returns: a connection that can be used.
    /// - Throws: `BackendError`.
    func take(until deadline: ContinuousClock.Instant) async throws(BackendError) -> BoltConnection {
        while true {
            switch try claim() {
            case .room: return try await open()
            case .turn(let waiter):
                if let connection = try await wait(for: waiter, until: deadline) { return connection }
            case .idle(let connection):
                guard connection.isUsable else {
                    drop(connection)
                    continue
                }
                guard connection.idleTime > Self.rest else { return connection }
                do throws(BackendError) {
                    try await connection.reset()
                    return connection
                } catch {
                    drop(connection)
                }
            }
        }
    }

    private func claim() throws(BackendError) -> Claim {
        try state.withLock { state throws(BackendError) in
            guard !state.isClosed else {
                throw BackendError(
                    code: .closed, message: "the client is closed", place: configuration.place(of: host))
            }
            if let connection = state.idle.popLast() { return .idle(connection) }
            if state.count < configuration.connections {
                state.count += 1
                return .room
            }
            let waiter = Waiter<BoltConnection?>()
            state.waiting.append(waiter)
            return .turn(waiter)
        }
    }

    private func wait(
        for waiter: Waiter<BoltConnection?>, until deadline: ContinuousClock.Instant
    ) async throws(BackendError) -> BoltConnection? {
        let busy = BackendError(
            code: .unavailable, message: "all \(configuration.connections) connections are in use",
            place: configuration.place(of: host), remedy: "allow more with ?connections=16, or ask for less at a time",
            reply: Self.busy)
        // Ended below; what it does after that is dropped.
        let alarm = Task {
            try? await Task.sleep(until: deadline, clock: .continuous)
            waiter.finish(.failure(busy))
        }
        defer { alarm.cancel() }
        return try await waiter.value()
    }

    private func open() async throws(BackendError) -> BoltConnection {
        do throws(BackendError) {
            return try await BoltConnection.open(host, configuration)
        } catch {
            makeRoom()
            throw error
        }
    }

    /// Takes a connection back; one that cannot be used any more makes room for another.
    func give(_ connection: BoltConnection) {
        guard connection.isUsable else { return drop(connection) }
        while true {
            let (waiter, isClosed) = state.withLock { state -> (Waiter<BoltConnection?>?, Bool) in
                guard !state.isClosed else { return (nil, true) }
                guard !state.waiting.isEmpty else {
                    state.idle.append(connection)
                    return (nil, false)
                }
                return (state.waiting.removeFirst(), false)
            }
            if isClosed { return connection.close() }
            guard let waiter else { return }
            // One whose time was over meanwhile does not take it.
            if waiter.finish(.success(connection)) { return }
        }
    }

    private func drop(_ connection: BoltConnection) {
        connection.close()
        makeRoom()
    }

    private func makeRoom() {
        state.withLock { $0.count -= 1 }
        while let waiter = firstWaiting() {
            if waiter.finish(.success(nil)) { return }
        }
    }

    private func firstWaiting() -> Waiter<BoltConnection?>? {
        state.withLock { state in
            guard !state.waiting.isEmpty else { return nil }
            return state.waiting.removeFirst()
        }
    }

    /// Closes what is idle, and what comes back.
    func close() {
        let (idle, waiting) = state.withLock { state in
            state.isClosed = true
            defer { (state.idle, state.waiting) = ([], []) }
            return (state.idle, state.waiting)
        }
        for connection in idle { connection.close() }
        let closed = BackendError(
            code: .closed, message: "the client is closed", place: configuration.place(of: host))
        for waiter in waiting { waiter.finish(.failure(closed)) }
    }
}
