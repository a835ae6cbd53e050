/// Which servers read, write, and know the others.
struct BoltRoutingTable: Sendable, Hashable {
    var readers: [BackendAddress.Host] = []
    var writers: [BackendAddress.Host] = []
    var routers: [BackendAddress.Host] = []
    /// Until when it can be used.
    var expiry: ContinuousClock.Instant

    /// Reads the answer of a server: how many seconds it holds, and lists of addresses, each with its role.
    ///
    /// - Throws: `BackendError` with the code `malformed`.
    init(_ facts: [String: BoltValue], at time: ContinuousClock.Instant = .now) throws(BackendError) {
        guard let table = facts["rt"]?.members, let seconds = table["ttl"]?.integer,
            let servers = table["servers"]?.elements
        else { throw Self.malformed("the server gave no routing table") }
        expiry = time + .seconds(min(max(seconds, 0), 86_400))
        for server in servers {
            let addresses = server.members?["addresses"]?.elements ?? []
            var hosts: [BackendAddress.Host] = []
            for address in addresses {
                guard let text = address.text, let host = BackendAddress.host(text[...], usualPort: 7687) else {
                    throw Self.malformed("the server's routing table has an address that is none")
                }
                if !hosts.contains(host) { hosts.append(host) }
            }
            switch server.members?["role"]?.text {
            case "READ": readers += hosts
            case "WRITE": writers += hosts
            case "ROUTE": routers += hosts
            default: break
            }
        }
        guard !routers.isEmpty, !readers.isEmpty || !writers.isEmpty else {
            throw Self.malformed("the server's routing table names no servers")
        }
    }

    /// The servers for a kind of access.
    func hosts(for access: BoltAccess) -> [BackendAddress.Host] { access == .read ? readers : writers }

    private static func malformed(_ message: String) -> BackendError {
        BackendError(
            code: .malformed, message: message, remedy: "write bolt:// for a single server that knows no others")
    }
}
