/// Where services tell that they are there, and others find them.
///
/// A registration lasts for its time to live, and is kept by saying again that the service is alive. When its process dies,
/// the entry goes by itself.
public protocol ServiceRegistry: Sendable {
    /// A short name for reports: `etcd`, `consul`.
    var name: String { get }
    /// The server as errors name it.
    var place: String { get }

    /// Registers a service; one with the same name and identifier is replaced.
    ///
    /// - Parameters:
    ///   - service: what others find.
    ///   - timeToLive: how long it is there without a sign of life; the registry may take longer.
    /// - Returns: what the service is kept and taken out by.
    /// - Throws: `BackendError`.
    @discardableResult
    func register(
        _ service: RegisteredService, timeToLive: Duration
    ) async throws(BackendError) -> ServiceRegistration

    /// Says that a service is alive.
    ///
    /// - Parameter registration: what registering gave.
    /// - Returns: `false` when the registry does not have it any more: its time ran out, or the server lost it.
    /// - Throws: `BackendError`; then the registration may still be there.
    func keepAlive(_ registration: ServiceRegistration) async throws(BackendError) -> Bool

    /// Takes a service out; nothing happens when it is not there any more.
    ///
    /// - Parameter registration: what registering gave.
    /// - Throws: `BackendError`.
    func deregister(_ registration: ServiceRegistration) async throws(BackendError)

    /// The services of a name that are alive.
    ///
    /// - Parameter name: the name.
    /// - Returns: the services, by identifier.
    /// - Throws: `BackendError`.
    func services(named name: String) async throws(BackendError) -> [RegisteredService]

    /// Asks what the server is; nothing is changed.
    ///
    /// - Returns: its version and how fast it answers.
    /// - Throws: `BackendError` when it cannot be reached or does not let us in.
    func health() async throws(BackendError) -> RegistryHealth
}

/// A service as others find it.
public struct RegisteredService: Sendable, Hashable, Codable {
    /// What it does, such as `anneal-context`: letters, digits, dots, underscores and hyphens.
    public var name: String
    /// Tells it from others of the same name; the same characters.
    public var id: String
    /// The host where it is reached.
    public var address: String
    /// The port where it is reached.
    public var port: Int
    /// Words about it.
    public var tags: [String]

    /// Creates a service.
    public init(name: String, id: String, address: String, port: Int, tags: [String] = []) {
        self.name = name
        self.id = id
        self.address = address
        self.port = port
        self.tags = tags
    }

    /// Refuses what would be another path in the registry.
    ///
    /// - Throws: `BackendError` with the code `usage`.
    func check() throws(BackendError) {
        for text in [name, id] where !Self.isAllowed(text) {
            throw BackendError(
                code: .usage, message: "'\(text)' cannot name a service",
                remedy: "write letters, digits, '.', '_' and '-'")
        }
        guard !address.isEmpty, (1...65_535).contains(port) else {
            throw BackendError(
                code: .usage, message: "'\(address):\(port)' is no place of a service", place: "\(name), \(id)",
                remedy: "give a host and a port from 1 to 65535")
        }
    }

    /// Whether a text can be a name or an identifier.
    static func isAllowed(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 200 && text.utf8.allSatisfy(isAllowed)
    }

    /// Whether a byte can be in a name.
    static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

/// A service that was registered.
public struct ServiceRegistration: Sendable, Hashable {
    /// The service.
    public var service: RegisteredService
    /// What the registry calls its time: a lease, a check.
    public var lease: String

    /// Creates a registration.
    public init(service: RegisteredService, lease: String) {
        self.service = service
        self.lease = lease
    }
}

/// What a registry tells about itself.
public struct RegistryHealth: Sendable, Hashable {
    /// Its version; `nil` when it does not tell us.
    public var version: String?
    /// The time from a request to its answer: the median of five.
    public var roundTrip: Duration

    /// Creates a record.
    public init(version: String?, roundTrip: Duration) {
        self.version = version
        self.roundTrip = roundTrip
    }

    /// Asks something five times, after once for the connection.
    static func roundTrip(_ ask: () async throws(BackendError) -> Void) async throws(BackendError) -> Duration {
        try await ask()
        return try await RoundTrip.median(ask)
    }
}
