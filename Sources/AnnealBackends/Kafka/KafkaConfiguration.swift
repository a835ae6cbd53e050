internal import AnnealFoundation

/// How to reach a Kafka cluster, and which topic holds the events.
public struct KafkaConfiguration: Sendable, Hashable {
    /// How the user proves who it is.
    public enum Mechanism: String, Sendable, Hashable, CaseIterable {
        /// The password as it is; only sensible with TLS.
        case plain = "PLAIN"
        /// A challenge, with SHA-256.
        case scram256 = "SCRAM-SHA-256"
        /// A challenge, with SHA-512.
        case scram512 = "SCRAM-SHA-512"
    }

    /// The brokers that are asked first; they tell of the others.
    public var hosts: [BackendAddress.Host]
    /// What the names of the topic and of consumer groups begin with.
    public var prefix: String
    /// The user; nobody is logged in when `nil`.
    public var user: String?
    /// The password; never part of an address.
    public var password: String?
    /// How the user is logged in.
    public var mechanism: Mechanism
    /// How it is encrypted; not at all when `nil`.
    public var security: TransportSecurity?
    /// How long an answer, and the acknowledgement of events, may take.
    public var timeout: Duration
    /// How many events wait for the brokers at most; further ones wait for room.
    public var queue: Int

    /// Creates a configuration.
    public init(
        hosts: [BackendAddress.Host], prefix: String = "anneal", user: String? = nil, password: String? = nil,
        mechanism: Mechanism = .plain, security: TransportSecurity? = nil, timeout: Duration = .seconds(5),
        queue: Int = 10_000
    ) {
        self.hosts = hosts
        self.prefix = prefix
        self.user = user
        self.password = password
        self.mechanism = mechanism
        self.security = security
        self.timeout = timeout
        self.queue = queue
    }

    /// The schemes of addresses, with their usual ports.
    public static let schemes = ["kafka": 9092, "kafkas": 9093]
    /// The variable that the password comes from.
    public static let passwordVariable = "ANNEAL_KAFKA_PASSWORD"

    private static let options = ["ca", "cert", "key", "passwordFrom", "queue", "sasl", "timeout"]

    /// Reads a connection string: `kafka://[user@]host[:port][,host[:port]…][/prefix]`, `kafkas://` with TLS. Options:
    /// `timeout` (such as `5s`, from 100 ms to 300 s), `queue` (a number of events), `sasl` (`plain`, `scram-sha-256`,
    /// `scram-sha-512`), `passwordFrom`, and with TLS `ca`, `cert` and `key`. Others are refused.
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
        if !address.path.isEmpty { prefix = address.path }
        guard prefix.utf8.count <= 200, prefix.utf8.allSatisfy(Self.isAllowed) else {
            throw address.refusal(
                nil, "'\(prefix)' cannot begin the name of a topic",
                "write letters, digits, '.', '_' and '-' after the hosts, such as kafka://127.0.0.1:9092/anneal")
        }
        // No longer than librdkafka waits for an answer.
        timeout = try address.duration("timeout", within: .milliseconds(100)...Duration.seconds(300)) ?? timeout
        queue = try address.number("queue", within: 1...10_000_000) ?? queue
        if let text = address.options["sasl"] {
            guard let known = Mechanism(rawValue: text.uppercased()) else {
                throw address.refusal(
                    "sasl", "'\(text)' is not known here", "write plain, scram-sha-256 or scram-sha-512")
            }
            mechanism = known
        }
        if address.scheme == "kafkas" { security = TransportSecurity(options: address.options) }
        guard user != nil else { return }
        password = address.password(in: environment, variable: Self.passwordVariable)
        guard password != nil else {
            let variable = address.options["passwordFrom"] ?? Self.passwordVariable
            throw address.refusal(nil, "there is a user, and no password for it", "export it as \(variable)")
        }
    }

    /// The cluster as errors name it.
    public var place: String {
        "\(security == nil ? "kafka" : "kafkas")://\(hosts.map(\.description).joined(separator: ","))"
    }

    /// The topic that holds the events.
    public var topic: String { "\(prefix).events" }

    /// The name of a consumer group.
    func group(_ name: String) -> String { "\(prefix).\(name)" }

    /// Refuses options that would have no effect.
    private static func checkOptions(of address: BackendAddress) throws(BackendError) {
        guard address.options["serverName"] == nil else {
            throw address.refusal(
                "serverName", "a name of its own for the certificate cannot be given for Kafka",
                "name the hosts as their certificates do")
        }
        try address.checkOptions(
            among: options, of: "Kafka", encrypting: address.scheme == "kafkas" ? nil : "kafkas")
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
