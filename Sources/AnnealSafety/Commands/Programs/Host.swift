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

    private static let keyServices: Set<String> = [
        "metadata", "metadata.google.internal", "metadata.goog", "metadata.tencentyun.com", "instance-data",
        "instance-data.ec2.internal", "fd00:ec2::254", "fd20:ce::254",
    ]

    /// Whether a host gives keys of the machine to whoever asks on it: a cloud's service, under a name or an address of the
    /// link, however it is written.
    static func givesKeys(_ host: String) -> Bool {
        var host = host.lowercased()
        while host.hasSuffix(".") { host.removeLast() }
        if keyServices.contains(host) { return true }
        if host.hasPrefix("::ffff:") {
            host.removeFirst(7)
            if host.hasPrefix("a9fe:") { return true }
        }
        guard let address = packed(host) else { return false }
        // 169.254.0.0/16, 100.100.100.200, 192.0.0.192.
        return address >> 16 == 0xA9FE || address == 0x6464_64C8 || address == 0xC000_00C0
    }

    /// An address of version 4 as the C library reads it: `169.254.169.254`, `2852039166`, `0xa9fe.0xa9fe`, `0251.0376.43518`.
    private static func packed(_ text: String) -> UInt64? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...4).contains(parts.count) else { return nil }
        var address: UInt64 = 0
        for (place, part) in parts.enumerated() {
            guard let number = value(of: part) else { return nil }
            let isLast = place == parts.count - 1
            let bound: UInt64 = isLast ? 1 << UInt64(32 - 8 * place) : 256
            guard number < bound else { return nil }
            address |= isLast ? number : number << UInt64(24 - 8 * place)
        }
        return address
    }

    private static func value(of text: Substring) -> UInt64? {
        guard let first = text.utf8.first, first >= 0x30, first <= 0x39 else { return nil }
        if text.hasPrefix("0x") { return UInt64(text.dropFirst(2), radix: 16) }
        return text.count > 1 && first == 0x30 ? UInt64(text, radix: 8) : UInt64(text)
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
        if Host.givesKeys(host) {
            emit(.credentials, target: "keys of the machine at " + host)
            return
        }
        emit(Host.isLoopback(host) ? .loopback : action, target: host)
    }

    /// Whether an address is on the machine itself.
    func isLoopback(_ word: Word) -> Bool { !word.isUnknown && Host.isLoopback(Host.name(word.text)) }
}
