internal import AnnealFoundation
internal import Foundation

/// How to reach Neo4j, or another server that speaks Bolt.
public struct BoltConfiguration: Sendable, Hashable {
    /// Where it is: one server, or with `isRouting` some that know the others.
    public var hosts: [BackendAddress.Host]
    /// The user; `neo4j` when there is a password alone.
    public var user: String?
    /// The password; never part of an address. Without one nobody is logged in.
    public var password: String?
    /// The database; the user's usual one when not given.
    public var database: String?
    /// Whether the servers are asked which of them read and write.
    public var isRouting: Bool
    /// How it is encrypted; not at all when `nil`.
    public var security: TransportSecurity?
    /// How long the server may be silent while an answer is awaited.
    public var timeout: Duration
    /// How long is waited for a connection, with pauses in between that grow.
    public var patience: Duration
    /// How long a transaction is tried again after failures that pass.
    public var retry: Duration
    /// How many rows are fetched at a time.
    public var fetch: Int
    /// The most connections to one server.
    public var connections: Int
    /// What is said first, so that a test can offer less.
    var greeting = BoltVersion.greeting

    /// Creates a configuration.
    public init(
        hosts: [BackendAddress.Host], user: String? = nil, password: String? = nil, database: String? = nil,
        isRouting: Bool = false, security: TransportSecurity? = nil, timeout: Duration = .seconds(5),
        patience: Duration = .seconds(5), retry: Duration = .seconds(30), fetch: Int = 1000, connections: Int = 8
    ) {
        self.hosts = hosts
        self.user = user
        self.password = password
        self.database = database
        self.isRouting = isRouting
        self.security = security
        self.timeout = timeout
        self.patience = patience
        self.retry = retry
        self.fetch = fetch
        self.connections = connections
    }

    /// The schemes of addresses, with their usual ports: `neo4j` asks for the other servers, `bolt` does not; `+s` encrypts,
    /// `+ssc` does so with any certificate.
    public static let schemes = [
        "bolt": 7687, "bolt+s": 7687, "bolt+ssc": 7687, "neo4j": 7687, "neo4j+s": 7687, "neo4j+ssc": 7687,
    ]
    /// The variable that the password comes from.
    public static let passwordVariable = "ANNEAL_NEO4J_PASSWORD"

    private static let options = ["timeout", "patience", "retry", "fetch", "connections", "passwordFrom"]

    /// Reads a connection string: `neo4j://[user@]host[:port][/database]`.
    ///
    /// Options: `timeout`, `patience`, `retry` (such as `5s`), `fetch`, `connections`, `passwordFrom`; with TLS `ca`, `cert`,
    /// `key`, `serverName`.
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
        self.init(hosts: address.hosts, user: address.user)
        try Self.checkOptions(of: address)
        isRouting = address.scheme.hasPrefix("neo4j")
        guard isRouting || hosts.count == 1 else {
            throw address.refusal(
                nil, "bolt:// names one server", "write neo4j:// for several that know one another")
        }
        guard !address.path.contains("/") else {
            throw address.refusal(
                nil, "'\(address.path)' is no name of a database",
                "write it after the port: neo4j://host/neo4j")
        }
        if !address.path.isEmpty { database = address.path }
        if address.scheme.contains("+s") {
            var security = TransportSecurity(options: address.options)
            security.takesAnyCertificate = address.scheme.hasSuffix("+ssc")
            self.security = security
        }
        timeout = try address.duration("timeout") ?? timeout
        patience = try address.duration("patience") ?? patience
        retry = try address.duration("retry") ?? retry
        fetch = try address.number("fetch", within: 1...100_000) ?? fetch
        connections = try address.number("connections", within: 1...1000) ?? connections
        password = address.password(in: environment, variable: Self.passwordVariable)
    }

    /// The servers as errors name them.
    public var place: String { "\(scheme)://\(hosts.map(\.description).joined(separator: ","))" }

    /// One of the servers as errors name it.
    func place(of host: BackendAddress.Host) -> String { "\(scheme)://\(host)" }

    private var scheme: String {
        let name = isRouting ? "neo4j" : "bolt"
        guard let security else { return name }
        return name + (security.takesAnyCertificate ? "+ssc" : "+s")
    }

    /// How a connection logs in.
    var login: [String: BoltValue] {
        guard let password else { return ["scheme": "none"] }
        return ["scheme": "basic", "principal": .string(user ?? "neo4j"), "credentials": .string(password)]
    }

    /// What a server is told that is asked for the others.
    func routingContext(of host: BackendAddress.Host) -> [String: BoltValue] { ["address": .string(host.description)] }

    /// Refuses options that would have no effect.
    private static func checkOptions(of address: BackendAddress) throws(BackendError) {
        try address.checkOptions(
            among: options + BackendAddress.optionsOfTLS.sorted(), of: "Neo4j",
            encrypting: address.scheme.contains("+s") ? nil : address.scheme + "+s")
        guard address.options["ca"] == nil || !address.scheme.hasSuffix("+ssc") else {
            throw address.refusal("ca", "with +ssc no certificate is checked", "write +s to have it checked")
        }
    }
}
