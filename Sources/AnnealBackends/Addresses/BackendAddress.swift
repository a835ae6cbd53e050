internal import Foundation

/// Where a server is and how to speak to it: a connection string without its secret.
///
///     scheme://[user@]host[:port][,host[:port]…][/path][?option=value&…]
///
/// A password in the text is refused, because such texts end up in files, process lists and logs. It comes from an
/// environment variable: the backend's own, or the one that the option `passwordFrom` names.
public struct BackendAddress: Sendable, Hashable, CustomStringConvertible {
    /// A host with its port.
    public struct Host: Sendable, Hashable, CustomStringConvertible {
        /// A name, or an address of version 4 or 6.
        public var name: String
        /// From 1 to 65535.
        public var port: Int

        /// Creates a host.
        public init(name: String, port: Int) {
            self.name = name
            self.port = port
        }

        /// `name:port`, an address of version 6 in brackets.
        public var description: String { name.contains(":") ? "[\(name)]:\(port)" : "\(name):\(port)" }
    }

    /// The scheme in small letters.
    public var scheme: String
    /// The name to log in with.
    public var user: String?
    /// One host or several.
    public var hosts: [Host]
    /// What comes after the hosts, without the first slash.
    public var path: String
    /// The options.
    public var options: [String: String]

    /// The first host.
    public var host: Host { hosts.first ?? Host(name: "127.0.0.1", port: 0) }

    /// Reads a connection string.
    ///
    /// - Parameters:
    ///   - text: the string.
    ///   - schemes: the schemes that are allowed, each with its usual port.
    /// - Throws: `BackendError` with the code `address`; the message never has a password in it.
    public init(_ text: String, schemes: [String: Int]) throws(BackendError) {
        func refused(_ message: String, _ remedy: String? = nil) -> BackendError {
            let allowed = schemes.keys.sorted().joined(separator: ", ")
            return BackendError(
                code: .address, message: message, place: Self.redacted(text),
                remedy: remedy
                    ?? "write scheme://[user@]host[:port][/path][?option=value], the scheme one of \(allowed)")
        }
        guard let separator = text.range(of: "://") else { throw refused("the address has no scheme") }
        // Passwords may hold `/` and `?`: whatever stands between a colon and the last `@` is taken for one.
        if let at = text.lastIndex(of: "@"), at >= separator.upperBound, text[separator.upperBound..<at].contains(":") {
            throw refused("there is a password in it", Self.secret)
        }
        scheme = text[..<separator.lowerBound].lowercased()
        guard let usualPort = schemes[scheme] else { throw refused("the scheme '\(scheme)' is not known here") }
        var rest = text[separator.upperBound...]
        options = [:]
        if let mark = rest.firstIndex(of: "?") {
            for pair in rest[rest.index(after: mark)...].split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let name = Self.decoded(parts[0]), let value = Self.decoded(parts[1]),
                    !name.isEmpty
                else { throw refused("an option is no name=value") }
                guard name.lowercased() != "password" else { throw refused("there is a password in it", Self.secret) }
                options[name] = value
            }
            rest = rest[..<mark]
        }
        if let slash = rest.firstIndex(of: "/") {
            guard let decoded = Self.decoded(rest[rest.index(after: slash)...]) else {
                throw refused("the path is not well encoded")
            }
            path = decoded
            rest = rest[..<slash]
        } else {
            path = ""
        }
        if let at = rest.lastIndex(of: "@") {
            guard !rest[..<at].contains(":") else { throw refused("there is a password in it", Self.secret) }
            guard let decoded = Self.decoded(rest[..<at]), !decoded.isEmpty else {
                throw refused("the user's name is not well encoded")
            }
            user = decoded
            rest = rest[rest.index(after: at)...]
        }
        hosts = []
        for part in rest.split(separator: ",", omittingEmptySubsequences: false) {
            guard let host = Self.host(part, usualPort: usualPort) else { throw refused("'\(part)' is no host") }
            hosts.append(host)
        }
    }

    /// The password, from the environment alone.
    ///
    /// - Parameters:
    ///   - environment: the process's environment.
    ///   - variable: the backend's own variable.
    /// - Returns: `nil` when it is not set or empty.
    public func password(in environment: [String: String], variable: String) -> String? {
        let value = environment[options["passwordFrom"] ?? variable] ?? ""
        return value.isEmpty ? nil : value
    }

    /// The address without its options.
    public var description: String {
        let name = user.map { "\($0)@" } ?? ""
        let suffix = path.isEmpty ? "" : "/\(path)"
        return "\(scheme)://\(name)\(hosts.map(\.description).joined(separator: ","))\(suffix)"
    }

    private static let secret =
        "leave it out, and export it as the backend's variable (such as ANNEAL_REDIS_PASSWORD) "
        + "or as the one that ?passwordFrom=NAME names"

    private static func decoded(_ text: Substring) -> String? { String(text).removingPercentEncoding }

    /// Reads `name`, `name:port` or `[address]:port`; `nil` when it is none of them.
    static func host(_ text: Substring, usualPort: Int) -> Host? {
        var name = text
        var port = usualPort
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            name = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            if !rest.isEmpty {
                guard rest.hasPrefix(":"), let number = Int(rest.dropFirst()) else { return nil }
                port = number
            }
        } else if let colon = text.lastIndex(of: ":") {
            guard let number = Int(text[text.index(after: colon)...]) else { return nil }
            name = text[..<colon]
            port = number
        }
        guard !name.isEmpty, (1...65_535).contains(port), !name.contains(where: \.isWhitespace) else { return nil }
        return Host(name: String(name), port: port)
    }

    /// A text that may be an address, without what may be a password.
    private static func redacted(_ text: String) -> String {
        var kept = text
        if let at = kept.lastIndex(of: "@") {
            let start = kept.range(of: "://")?.upperBound ?? kept.startIndex
            if start <= at { kept.replaceSubrange(start..<at, with: "…") }
        }
        return String(kept.prefix { $0 != "?" })
    }
}
