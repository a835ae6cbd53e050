internal import Synchronization

/// A client of Neo4j, or of another server that speaks Bolt: a few connections to each server, made when they are needed.
///
/// With `neo4j://` the servers are asked which of them read and write, and each transaction goes to one that can do it.
public final class BoltClient: Sendable {
    private struct State {
        var pools: [BackendAddress.Host: BoltPool] = [:]
        var isClosed = false
    }

    /// How the servers are reached.
    public let configuration: BoltConfiguration
    private let router: BoltRouter?
    private let state = Mutex(State())

    /// Creates a client; it connects with the first query.
    ///
    /// - Parameter configuration: how to reach the servers.
    public init(_ configuration: BoltConfiguration) {
        self.configuration = configuration
        router = configuration.isRouting ? BoltRouter(seeds: configuration.hosts) : nil
    }

    deinit { close() }

    /// The servers as errors name them.
    public var place: String { configuration.place }

    /// A session: transactions that see what those before them wrote.
    ///
    /// - Parameters:
    ///   - database: the database; the configuration's when not given.
    ///   - bookmarks: where in the history to begin, such as where another session is.
    /// - Returns: a session; it needs no closing.
    public func session(database: String? = nil, bookmarks: BoltBookmarks = BoltBookmarks()) -> BoltSession {
        BoltSession(self, database: database ?? configuration.database, bookmarks: bookmarks)
    }

    /// Closes the connections that are idle, and the others when they come back.
    public func close() {
        let pools = state.withLock { state in
            state.isClosed = true
            return state.pools.values
        }
        for pool in pools { pool.close() }
    }

    /// A connection to a server that can do something.
    ///
    /// - Parameters:
    ///   - access: what it has to do.
    ///   - database: the database.
    ///   - bookmarks: what the server has to know when it is asked for the others.
    /// - Returns: a connection, to be given back.
    /// - Throws: `BackendError` when there is none within the configuration's `patience`.
    func lease(
        _ access: BoltAccess, database: String?, bookmarks: [String] = []
    ) async throws(BackendError) -> BoltLease {
        let deadline = ContinuousClock.now + configuration.patience
        var backoff = Backoff()
        while true {
            var chosen: BackendAddress.Host?
            let failure: BackendError
            do throws(BackendError) {
                let host = try await host(access, database, bookmarks, until: deadline)
                chosen = host
                let pool = try pool(of: host)
                return BoltLease(connection: try await pool.take(until: deadline), pool: pool)
            } catch {
                failure = error
            }
            // When all connections are in use, the server is there.
            if let chosen, failure.isServerGone, failure.reply != BoltPool.busy { router?.forget(chosen) }
            guard failure.isServerGone else { throw failure }
            try await pause(backoff.next(), until: deadline, otherwise: failure)
        }
    }

    private func host(
        _ access: BoltAccess, _ database: String?, _ bookmarks: [String], until deadline: ContinuousClock.Instant
    ) async throws(BackendError) -> BackendAddress.Host {
        guard let router else { return configuration.hosts.first ?? BackendAddress.Host(name: "127.0.0.1", port: 7687) }
        return try await router.host(for: access, of: database) { host async throws(BackendError) in
            let pool = try pool(of: host)
            let connection = try await pool.take(until: deadline)
            defer { pool.give(connection) }
            let context = configuration.routingContext(of: host)
            let reply = try await connection.exchange([.route(context, bookmarks: bookmarks, database: database)]).first
            guard case .success(let facts)? = reply?.outcome else {
                throw BackendError(
                    code: .malformed, message: "the server gave no routing table", place: connection.place)
            }
            do throws(BackendError) { return try BoltRoutingTable(facts) } catch {
                var error = error
                error.place = connection.place
                throw error
            }
        }
    }

    private func pool(of host: BackendAddress.Host) throws(BackendError) -> BoltPool {
        try state.withLock { state throws(BackendError) in
            guard !state.isClosed else {
                throw BackendError(code: .closed, message: "the client is closed", place: place)
            }
            if let pool = state.pools[host] { return pool }
            let pool = BoltPool(host, configuration)
            state.pools[host] = pool
            return pool
        }
    }

    /// Draws its conclusions from what a server answered.
    func note(_ error: BackendError, of host: BackendAddress.Host) {
        if error.isServerGone { router?.forget(host) }
        if error.isLeaderGone { router?.forgetWriter(host) }
    }

    /// How many servers the routing table of a database has; `nil` when the servers are not asked.
    func count(for access: BoltAccess, of database: String?) -> Int? {
        router?.count(for: access, of: database)
    }

    /// Waits before another try.
    ///
    /// - Throws: the failure when there is no time for it, or `BackendError` with the code `cancelled`.
    func pause(
        _ pause: Duration, until deadline: ContinuousClock.Instant, otherwise failure: BackendError
    ) async throws(BackendError) {
        guard ContinuousClock.now + pause < deadline else { throw failure }
        do { try await Task.sleep(for: pause) } catch {
            throw BackendError(code: .cancelled, message: "the task was cancelled", place: place)
        }
    }
}
