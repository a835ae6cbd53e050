internal import AnnealFoundation
internal import Foundation

/// How to reach a Cassandra cluster.
public struct CassandraConfiguration: Sendable, Hashable {
    /// Some of its servers; the others are learned from these.
    public var hosts: [BackendAddress.Host]
    /// The user.
    public var user: String?
    /// The password; never part of an address.
    public var password: String?
    /// The keyspace that names without one are looked for in.
    public var keyspace: String?
    /// How it is encrypted; not at all when `nil`.
    public var security: TransportSecurity?
    /// How long an answer may take.
    public var timeout: Duration
    /// How long a request waits for a connection to be made, with pauses in between that grow.
    public var patience: Duration
    /// The level of consistency of statements that name none.
    public var consistency: CassandraConsistency = .localQuorum
    /// The most rows of a page, where a statement does not say.
    public var pageSize: Int32 = 1000
    /// How many requests may be under way on one connection, from 1 to 32768; further ones wait.
    public var streams: Int = 2048
    /// Whether the other servers of the cluster are learned from those that are named.
    public var discovers = true
    /// Whether the cache's level makes its keyspace and its table where they are missing.
    public var createsTable = false

    /// Creates a configuration.
    public init(
        hosts: [BackendAddress.Host], user: String? = nil, password: String? = nil, keyspace: String? = nil,
        security: TransportSecurity? = nil, timeout: Duration = .seconds(5), patience: Duration = .seconds(5)
    ) {
        self.hosts = hosts
        self.user = user
        self.password = password
        self.keyspace = keyspace
        self.security = security
        self.timeout = timeout
        self.patience = patience
    }

    /// The schemes of addresses, with their usual ports.
    public static let schemes = ["cassandra": 9042, "cassandras": 9042]
    /// The variable that the password comes from.
    public static let passwordVariable = "ANNEAL_CASSANDRA_PASSWORD"
    private static let options: Set<String> = [
        "timeout", "patience", "consistency", "create", "ca", "cert", "key", "serverName", "passwordFrom",
    ]

    /// Reads a connection string: `cassandra://[user@]host[:port][,host[:port]…][/keyspace]`, `cassandras://` with TLS.
    /// Options: `timeout` and `patience` (such as `5s`), `consistency` (such as `LOCAL_ONE`), `create`, `ca`, `cert`,
    /// `key`, `serverName`, `passwordFrom`.
    ///
    /// - Parameters:
    ///   - text: the string.
    ///   - environment: where the password comes from.
    /// - Throws: `BackendError` with the code `address`.
    public init(_ text: String, environment: [String: String] = [:]) throws(BackendError) {
        try self.init(BackendAddress(text, schemes: Self.schemes), environment: environment)
    }

    /// Reads an address.
    ///
    /// - Parameters:
    ///   - address: the address.
    ///   - environment: where the password comes from.
    /// - Throws: `BackendError` with the code `address`.
    public init(_ address: BackendAddress, environment: [String: String] = [:]) throws(BackendError) {
        try address.checkOptions(
            among: Self.options.sorted(), of: "Cassandra",
            encrypting: address.scheme == "cassandra" ? "cassandras" : nil)
        guard address.path.isEmpty || Self.isName(address.path) else {
            throw address.refusal(
                nil, "'\(address.path)' is no name of a keyspace",
                "write letters, digits and _ after the port, such as cassandra://127.0.0.1:9042/anneal")
        }
        let level = address.options["consistency"] ?? "LOCAL_QUORUM"
        guard let consistency = CassandraConsistency(name: level) else {
            throw address.refusal(
                "consistency", "'\(level)' is no level of consistency", "write LOCAL_QUORUM, LOCAL_ONE or QUORUM")
        }
        let create = address.options["create"] ?? "false"
        guard create == "true" || create == "false" else {
            throw address.refusal("create", "'\(create)' is neither true nor false", "write true or false")
        }
        try self.init(
            hosts: address.hosts, user: address.user,
            password: address.password(in: environment, variable: Self.passwordVariable),
            keyspace: address.path.isEmpty ? nil : address.path,
            security: address.scheme == "cassandras" ? TransportSecurity(options: address.options) : nil,
            timeout: address.duration("timeout") ?? .seconds(5),
            patience: address.duration("patience") ?? .seconds(5))
        self.consistency = consistency
        createsTable = create == "true"
    }

    /// Whether a text can name a keyspace or a table: letters, digits and `_`, 48 at most.
    static func isName(_ text: String) -> Bool {
        text.utf8.count <= 48 && text.wholeMatch(of: /[A-Za-z][A-Za-z0-9_]*/) != nil
    }

    /// A server as errors name it.
    func place(of host: BackendAddress.Host) -> String { "\(security == nil ? "cassandra" : "cassandras")://\(host)" }

    /// The cluster as errors name it.
    public var place: String {
        "\(security == nil ? "cassandra" : "cassandras")://\(hosts.map(\.description).joined(separator: ","))"
    }
}
