internal import Synchronization

/// Knows which server to ask: keeps a routing table for each database, and has it anew when it is too old, when it names
/// no server for what is wanted, and when a server turned out to be gone.
final class BoltRouter: Sendable {
    /// Asks a server for its table.
    typealias Ask = (BackendAddress.Host) async throws(BackendError) -> BoltRoutingTable

    private struct State {
        var tables: [String: BoltRoutingTable] = [:]
        var turn = 0
    }

    private let seeds: [BackendAddress.Host]
    private let state = Mutex(State())
    private let turns = Turns()

    init(seeds: [BackendAddress.Host]) { self.seeds = seeds }

    /// The server to ask next: those of a table take turns.
    ///
    /// - Parameters:
    ///   - access: what it has to do.
    ///   - database: the database; the usual one when `nil`.
    ///   - ask: asks a server for its table; called by one task at a time.
    /// - Returns: the server.
    /// - Throws: `BackendError` when no server gives a table, or the table has no server for this.
    func host(
        for access: BoltAccess, of database: String?, ask: Ask
    ) async throws(BackendError) -> BackendAddress.Host {
        if let host = known(access, database) { return host }
        return try await turns.taking { () async throws(BackendError) -> BackendAddress.Host in
            // Another task may have asked meanwhile.
            if let host = known(access, database) { return host }
            let table = try await refreshed(database, ask)
            guard let host = next(of: table.hosts(for: access)) else {
                throw BackendError(
                    code: .unavailable,
                    message: "no server \(access == .read ? "reads" : "writes") at the moment",
                    place: seeds.first?.description, remedy: "wait until the cluster has chosen a leader")
            }
            return host
        }
    }

    private func known(_ access: BoltAccess, _ database: String?) -> BackendAddress.Host? {
        guard let table = state.withLock({ $0.tables[database ?? ""] }), table.expiry > .now else { return nil }
        return next(of: table.hosts(for: access))
    }

    private func next(of hosts: [BackendAddress.Host]) -> BackendAddress.Host? {
        guard !hosts.isEmpty else { return nil }
        return state.withLock { state in
            state.turn &+= 1
            return hosts[Int(state.turn.magnitude % UInt(hosts.count))]
        }
    }

    private func refreshed(_ database: String?, _ ask: Ask) async throws(BackendError) -> BoltRoutingTable {
        let known = state.withLock { $0.tables[database ?? ""]?.routers ?? [] }
        var failure = BackendError(code: .unavailable, message: "no server is named")
        for host in known + seeds.filter({ !known.contains($0) }) {
            do throws(BackendError) {
                let table = try await ask(host)
                state.withLock { $0.tables[database ?? ""] = table }
                return table
            } catch {
                failure = error
                // What another server would say as well.
                let isFinal =
                    [.authentication, .cancelled, .closed, .address].contains(error.code)
                    || error.reply?.hasPrefix("Neo.ClientError.Database.") == true
                if isFinal { throw error }
            }
        }
        throw failure
    }

    /// Takes a server out of all tables, because it cannot be used.
    func forget(_ host: BackendAddress.Host) {
        change { table in
            table.readers.removeAll { $0 == host }
            table.writers.removeAll { $0 == host }
            table.routers.removeAll { $0 == host }
        }
    }

    /// Takes a server out of those that write.
    func forgetWriter(_ host: BackendAddress.Host) {
        change { table in table.writers.removeAll { $0 == host } }
    }

    private func change(_ body: (inout BoltRoutingTable) -> Void) {
        state.withLock { state in
            for name in state.tables.keys {
                guard var table = state.tables[name] else { continue }
                body(&table)
                state.tables[name] = table
            }
        }
    }

    /// How many servers of the table of a database there are.
    func count(for access: BoltAccess, of database: String?) -> Int {
        state.withLock { $0.tables[database ?? ""]?.hosts(for: access).count ?? 0 }
    }
}
