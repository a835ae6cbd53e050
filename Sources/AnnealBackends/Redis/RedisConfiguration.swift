internal import AnnealFoundation
internal import Foundation

/// How to reach a Redis server.
public struct RedisConfiguration: Sendable, Hashable {
    /// Where it is.
    public var host: BackendAddress.Host
    /// The user of its access list; the default user when not given.
    public var user: String?
    /// The password; never part of an address.
    public var password: String?
    /// The number of the database.
    public var database: Int
    /// How it is encrypted; not at all when `nil`.
    public var security: TransportSecurity?
    /// How long an answer may take.
    public var timeout: Duration
    /// How long a request waits for a connection to be made, with pauses in between that grow.
    public var patience: Duration

    /// Creates a configuration.
    public init(
        host: BackendAddress.Host, user: String? = nil, password: String? = nil, database: Int = 0,
        security: TransportSecurity? = nil, timeout: Duration = .seconds(5), patience: Duration = .seconds(5)
    ) {
        self.host = host
        self.user = user
        self.password = password
        self.database = database
        self.security = security
        self.timeout = timeout
        self.patience = patience
    }

    /// The schemes of addresses, with their usual ports.
    public static let schemes = ["redis": 6379, "rediss": 6379]
    /// The variable that the password comes from.
    public static let passwordVariable = "ANNEAL_REDIS_PASSWORD"
    private static let options = ["timeout", "patience", "ca", "cert", "key", "serverName", "passwordFrom"]

    /// Reads a connection string: `redis://[user@]host[:port][/database]`, `rediss://` with TLS. Options: `timeout` and
    /// `patience` (such as `5s`), `ca`, `cert`, `key`, `serverName`, `passwordFrom`.
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
            among: Self.options, of: "Redis", encrypting: address.scheme == "redis" ? "rediss" : nil)
        guard let database = address.path.isEmpty ? 0 : Int(address.path), database >= 0 else {
            throw BackendError(
                code: .address, message: "'\(address.path)' is no number of a database", place: address.description,
                remedy: "write the number after the port, such as redis://127.0.0.1:6379/0")
        }
        try self.init(
            host: address.host, user: address.user,
            password: address.password(in: environment, variable: Self.passwordVariable), database: database,
            security: address.scheme == "rediss" ? TransportSecurity(options: address.options) : nil,
            timeout: address.duration("timeout") ?? .seconds(5),
            patience: address.duration("patience") ?? .seconds(5))
    }

    /// The server as errors name it.
    public var place: String { "\(security == nil ? "redis" : "rediss")://\(host)" }
}
