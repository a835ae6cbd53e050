internal import NIOCore

/// The domains that commands in the sandbox may reach.
///
/// An entry is a name (`pypi.org`), a name with all that lies below it (`*.pythonhosted.org`), or an address; a port may
/// follow (`localhost:8080`). Without one the ports of the web count, 80 and 443.
public struct EgressRules: Sendable, Hashable {
    private struct Entry: Sendable, Hashable {
        var name: String
        var takesSubdomains: Bool
        var port: Int?
    }

    private let entries: [Entry]

    /// No entry that could be read.
    public struct Malformed: Error, Hashable {
        /// The entry.
        public var entry: String
    }

    /// Reads entries.
    ///
    /// - Parameter domains: the entries.
    /// - Throws: `Malformed` for an entry that is no name, such as `*`, an address with a scheme, or one with a path.
    public init(_ domains: [String]) throws(Malformed) {
        var entries: [Entry] = []
        for domain in domains {
            guard let entry = Self.entry(domain.lowercased()) else { throw Malformed(entry: domain) }
            entries.append(entry)
        }
        self.entries = entries
    }

    /// Whether nothing is allowed.
    public var isEmpty: Bool { entries.isEmpty }

    /// Whether a connection may be made.
    ///
    /// - Parameters:
    ///   - host: a name or an address, without a port.
    ///   - port: the port.
    /// - Returns: whether an entry says so.
    public func allow(host: String, port: Int) -> Bool {
        let host = Self.plain(host)
        return entries.contains { entry in
            let isNamed = entry.takesSubdomains ? host.hasSuffix("." + entry.name) : host == entry.name
            return isNamed && (entry.port.map { $0 == port } ?? (port == 443 || port == 80))
        }
    }

    /// Whether a host may lead into private networks: only one that is itself named as an address or as `localhost`.
    func mayBePrivate(_ host: String) -> Bool {
        let host = Self.plain(host)
        guard host == "localhost" || Self.isAddress(host) else { return false }
        return entries.contains { $0.name == host }
    }

    /// A host as it is compared: in small letters, without the dot of the root and without brackets.
    static func plain(_ host: String) -> String {
        var host = host.lowercased()
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        return host.hasSuffix(".") ? String(host.dropLast()) : host
    }

    private static func isAddress(_ host: String) -> Bool { (try? SocketAddress(ipAddress: host, port: 0)) != nil }

    private static func entry(_ text: String) -> Entry? {
        var name = text
        var port: Int?
        if let colon = name.lastIndex(of: ":"), name[..<colon].last == "]" || !name[..<colon].contains(":") {
            guard let number = Int(name[name.index(after: colon)...]), (1...65535).contains(number) else { return nil }
            port = number
            name = String(name[..<colon])
        }
        name = plain(name)
        let takesSubdomains = name.hasPrefix("*.")
        if takesSubdomains { name = String(name.dropFirst(2)) }
        if !takesSubdomains, isAddress(name) { return Entry(name: name, takesSubdomains: false, port: port) }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            !label.isEmpty && label.count <= 63
                && label.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95 }
        }
        // `*.com` would be the whole of a top-level domain.
        guard isName, name.utf8.count <= 253, !takesSubdomains || labels.count > 1 else { return nil }
        return Entry(name: name, takesSubdomains: takesSubdomains, port: port)
    }
}
