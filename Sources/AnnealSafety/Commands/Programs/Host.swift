/// Hosts in addresses.
enum Host {
    /// The host of an address: `https://user@host:1/x`, `host:path`, `user@host`, `host:1`.
    static func name(_ text: String) -> String {
        var rest = text[...]
        if let scheme = rest.firstRange(of: "://") {
            rest = rest[scheme.upperBound...]
            rest = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        }
        if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        if rest.first == "[" { return String(rest.dropFirst().prefix { $0 != "]" }) }
        if rest.filter({ $0 == ":" }).count > 1 { return String(rest) }
        return String(rest.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" })
    }

    /// Whether a host is the machine itself.
    static func isLoopback(_ host: String) -> Bool {
        let host = host.lowercased()
        if host == "localhost" || host == "::1" || host == "0.0.0.0" || host.hasSuffix(".localhost") || host == "0" {
            return true
        }
        return host.hasPrefix("127.") && host.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E }
    }
}

extension CommandAnalysis {
    /// Notes that a host is spoken to, and whether something confidential is part of its name or address.
    func connect(_ word: Word, action: CommandEffect.Action = .network) {
        if !word.taint.isDisjoint(with: .confidential) {
            emit(.send, target: word.text)
            return
        }
        let host = Host.name(word.text)
        if host == "169.254.169.254" || host == "metadata.google.internal" || host == "100.100.100.200"
            || host == "fd00:ec2::254" || host == "metadata"
        {
            emit(.credentials, target: "keys of the machine at " + host)
            return
        }
        emit(Host.isLoopback(host) ? .loopback : action, target: host)
    }

    /// Whether an address is on the machine itself.
    func isLoopback(_ word: Word) -> Bool { !word.isUnknown && Host.isLoopback(Host.name(word.text)) }
}
