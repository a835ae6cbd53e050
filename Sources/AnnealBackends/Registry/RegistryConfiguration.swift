internal import AnnealFoundation

/// How to reach a registry, and what services say of themselves there.
public struct RegistryConfiguration: Sendable, Hashable {
    /// Which registry it is.
    public enum Kind: String, Sendable, Hashable {
        /// etcd, by the JSON of its third API.
        case etcd
        /// The agent of Consul.
        case consul
    }

    /// Which registry it is.
    public var kind: Kind
    /// Where it is; of etcd one that does not answer is followed by the next.
    public var hosts: [BackendAddress.Host]
    /// What etcd's keys begin with.
    public var prefix: String
    /// The user, of etcd alone.
    public var user: String?
    /// The user's password, or the token of Consul; never part of an address.
    public var password: String?
    /// How it is encrypted; not at all when `nil`.
    public var security: TransportSecurity?
    /// How long an answer may take.
    public var timeout: Duration = .seconds(3)
    /// How long a service is there without a sign of life.
    public var timeToLive: Duration = .seconds(15)
    /// The host where others reach the services of this machine; the one that they listen on when not given.
    public var advertised: String?

    /// The schemes of addresses, with their usual ports.
    public static let schemes = ["etcd": 2379, "etcds": 2379, "consul": 8500, "consuls": 8501]
    /// The variable that the password of a user of etcd comes from.
    public static let passwordVariable = "ANNEAL_ETCD_PASSWORD"
    /// The variable that Consul's token comes from.
    public static let tokenVariable = "ANNEAL_CONSUL_TOKEN"
    private static let options = ["timeout", "ttl", "advertise", "passwordFrom", "ca", "cert", "key"]

    /// Reads a connection string: `etcd://[user@]host[:port][,host…][/prefix]`, `consul://host[:port]`, `etcds://` and
    /// `consuls://` with TLS. Options: `timeout` (of an answer), `ttl` (how long a service is there without a sign of
    /// life, 5s to 10m), `advertise` (the host where others reach the services), `ca`, `cert`, `key`, `passwordFrom`.
    ///
    /// - Parameters:
    ///   - text: the string.
    ///   - environment: where the password or the token comes from.
    /// - Throws: `BackendError` with the code `address`.
    public init(_ text: String, environment: [String: String] = [:]) throws(BackendError) {
        let address = try BackendAddress(text, schemes: Self.schemes)
        try Self.check(address)
        kind = address.scheme.hasPrefix("etcd") ? .etcd : .consul
        hosts = address.hosts
        prefix = address.path.isEmpty ? "anneal" : address.path
        user = address.user
        password = address.password(
            in: environment, variable: kind == .etcd ? Self.passwordVariable : Self.tokenVariable)
        if address.scheme.hasSuffix("s") { security = TransportSecurity(options: address.options) }
        advertised = address.options["advertise"]
        timeout =
            try address.duration("timeout", within: .milliseconds(100)...Duration.seconds(60)) ?? timeout
        timeToLive =
            try address.duration("ttl", within: .seconds(5)...Duration.seconds(600)) ?? timeToLive
        guard user == nil || password != nil else {
            throw address.refusal(
                nil, "there is a user, and no password for it",
                "export it as \(address.options["passwordFrom"] ?? Self.passwordVariable)")
        }
    }

    /// The registry; it connects with the first request.
    ///
    /// - Returns: a client.
    /// - Throws: `BackendError` with the code `address` when certificates cannot be used.
    public func registry() throws(BackendError) -> any ServiceRegistry {
        switch kind {
        case .etcd: try EtcdRegistry(self)
        case .consul: try ConsulRegistry(self)
        }
    }

    /// The registry as errors name it.
    public var place: String {
        let path = kind == .etcd ? "/\(prefix)" : ""
        return
            "\(kind.rawValue)\(security == nil ? "" : "s")://\(hosts.map(\.description).joined(separator: ","))\(path)"
    }

    /// The beginnings of the addresses that are asked.
    var bases: [String] { hosts.map { "\(security == nil ? "http" : "https")://\($0)" } }

    /// What asks them.
    func asker(headers: [String: String] = [:]) throws(BackendError) -> HTTPAsker {
        let place = place
        return HTTPAsker(
            headers: headers, timeout: timeout,
            encryption: try security.map { security throws(BackendError) in try security.configuration(for: place) },
            place: place)
    }

    private static func check(_ address: BackendAddress) throws(BackendError) {
        try address.checkOptions(
            among: options, of: "registries", encrypting: address.scheme.hasSuffix("s") ? nil : address.scheme + "s")
        guard address.scheme.hasPrefix("consul") else {
            let parts = address.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard address.path.isEmpty || parts.allSatisfy(RegisteredService.isAllowed) else {
                throw address.refusal(
                    nil, "'\(address.path)' cannot be what keys begin with",
                    "write letters, digits, '.', '_' and '-', such as etcd://127.0.0.1:2379/anneal")
            }
            return
        }
        guard address.path.isEmpty, address.user == nil, address.hosts.count == 1 else {
            throw address.refusal(
                nil, "Consul has one agent, no path and no users",
                "write consul://host:8500, and export its token as \(tokenVariable)")
        }
    }
}
