public import AnnealFoundation
internal import Foundation

/// What the clients of both APIs need to know besides address and key.
public struct RemoteModelConfiguration: Sendable {
    /// The model's name; `nil` takes the one that the server names first.
    public var model: String?
    /// What people call the model, where the server is asked without a name.
    public var displayName: String?
    /// Tokens of context, for servers that do not tell it.
    public var contextLength: TokenCount?
    /// Whether the model runs on this machine; `nil` finds out from the address.
    public var isLocal: Bool?
    /// How long the server may keep silent.
    public var timeouts: ModelTimeouts
    /// When failed requests are made again.
    public var retry: RetryPolicy
    /// What tokens cost.
    public var prices: PriceTable

    /// Creates a configuration.
    public init(
        model: String? = nil, contextLength: TokenCount? = nil, isLocal: Bool? = nil,
        timeouts: ModelTimeouts = .remote, retry: RetryPolicy = RetryPolicy(), prices: PriceTable = .standard
    ) {
        self.model = model
        self.contextLength = contextLength
        self.isLocal = isLocal
        self.timeouts = timeouts
        self.retry = retry
        self.prices = prices
    }

    /// The context and how it is known: the server's word, then the setting, then the table, then the least in use.
    func context(told: Int?, model: String) -> (TokenCount, ContextSource) {
        if let told { return (TokenCount(told), .server) }
        if let contextLength { return (contextLength, .setting) }
        if let known = KnownModels.contextLength(of: model) { return (known, .table) }
        return (ModelCapabilities.assumedContextLength, .assumed)
    }

    /// The address as text without a slash at its end, with the API's version at its end or without.
    ///
    /// - Parameters:
    ///   - url: the address as given.
    ///   - isVersioned: whether an address without a path gets `/v1`.
    /// - Returns: the address.
    static func base(_ url: URL, isVersioned: Bool) -> String {
        var text = url.absoluteString
        while text.hasSuffix("/") { text.removeLast() }
        if isVersioned, url.path().isEmpty || url.path() == "/" { text += "/v1" }
        if !isVersioned, text.hasSuffix("/v1") { text.removeLast(3) }
        return text
    }

    /// Whether an address is on this machine.
    static func isLoopback(_ url: String) -> Bool {
        guard let host = URL(string: url)?.host()?.lowercased() else { return false }
        // A name such as 127.0.0.1.example.org is one that somebody else answers to.
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isV4 = parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
        return host == "localhost" || isV4 || host == "::1" || host == "[::1]"
    }
}
