internal import AnnealFoundation

/// How to reach an index of Pinecone.
public struct PineconeConfiguration: Sendable, Hashable {
    /// The beginning of its addresses: `https://INDEX-HOST:443`.
    public var base: String
    /// The part of the index that is used.
    public var namespace: String
    /// The key; never part of an address.
    public var key: String
    /// How long an answer may take.
    public var timeout: Duration = .seconds(10)
    /// How often something is tried, the first time included.
    public var attempts = 5

    /// The variable that the key comes from.
    public static let keyVariable = "PINECONE_API_KEY"
    private static let options = ["timeout", "attempts", "passwordFrom"]

    /// Reads the address of an index: `https://INDEX-HOST[/NAMESPACE]`, the host as Pinecone's console shows it; the
    /// namespace is `anneal` when none is given. Options: `timeout`, `attempts` (1 to 20), `passwordFrom`. `http` is taken
    /// on this machine alone.
    ///
    /// - Parameters:
    ///   - text: the address.
    ///   - environment: where the key comes from.
    /// - Throws: `BackendError` with the code `address`.
    public init(_ text: String, environment: [String: String] = [:]) throws(BackendError) {
        let address = try BackendAddress(text, schemes: ["https": 443, "http": 80])
        try address.checkOptions(among: Self.options, of: "Pinecone")
        guard address.user == nil, address.hosts.count == 1 else {
            throw address.refusal(nil, "an index has one host and no users", "write https://INDEX-HOST/NAMESPACE")
        }
        guard address.scheme == "https" || ["127.0.0.1", "::1", "localhost"].contains(address.host.name) else {
            throw address.refusal(nil, "the key would go out unencrypted", "write https://")
        }
        guard let key = address.password(in: environment, variable: Self.keyVariable) else {
            throw address.refusal(
                nil, "there is no key for it", "export it as \(address.options["passwordFrom"] ?? Self.keyVariable)")
        }
        self.key = key
        base = "\(address.scheme)://\(address.host)"
        namespace = address.path.isEmpty ? "anneal" : address.path
        timeout = try address.duration("timeout", within: .milliseconds(100)...Duration.seconds(300)) ?? timeout
        attempts = try address.number("attempts", within: 1...20) ?? attempts
    }

    /// The index as errors name it.
    public var place: String { "\(base)/\(namespace)" }
}
