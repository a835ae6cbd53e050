/// The first request of a connection to the egress proxy (RFC 9110, section 9.3.6; RFC 9112, section 3.2).
struct ProxyRequest: Sendable, Hashable {
    /// Where to.
    var host: String
    var port: Int
    /// Whether the client wants a tunnel.
    var isTunnel: Bool
    /// What goes on to the server: nothing for a tunnel, else the request as a server takes it.
    var forwarded: [UInt8]

    /// Why a request cannot be served, in words.
    struct Malformed: Error, Hashable { var reason: String }

    /// The most bytes of a request's head.
    static let longest = 1 << 14

    /// Where the head of a request ends.
    ///
    /// - Parameter bytes: what came so far.
    /// - Returns: the place after the empty line; `nil` when it is not there yet.
    static func end(of bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        for place in 3..<bytes.count where bytes[place] == 10 {
            if bytes[place - 1] == 13, bytes[place - 2] == 10, bytes[place - 3] == 13 { return place + 1 }
        }
        return nil
    }

    /// Reads the head of a request.
    ///
    /// - Parameter head: its bytes with the empty line.
    /// - Throws: `Malformed`.
    init(head: [UInt8]) throws(Malformed) {
        guard head.allSatisfy({ $0 == 9 || $0 == 10 || $0 == 13 || (32..<127).contains($0) || $0 >= 128 }) else {
            throw Malformed(reason: "the request holds control characters")
        }
        var lines = String(decoding: head, as: UTF8.self).components(separatedByLineEnd: "\r\n")
        let words = lines.removeFirst().split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else {
            throw Malformed(reason: "the first line is not that of an HTTP/1.1 request")
        }
        if words[0] == "CONNECT" {
            guard let (host, port) = Self.authority(words[1], standard: nil) else {
                throw Malformed(reason: "CONNECT takes host:port")
            }
            self.init(host: host, port: port, isTunnel: true, forwarded: [])
            return
        }
        guard words[1].lowercased().hasPrefix("http://") else {
            throw Malformed(reason: "a proxy takes whole addresses, such as http://host/path")
        }
        let rest = words[1].dropFirst(7)
        let slash = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        guard let (host, port) = Self.authority(String(rest[..<slash]), standard: 80) else {
            throw Malformed(reason: "the address has no host")
        }
        var path = String(rest[slash...])
        if !path.hasPrefix("/") { path = "/" + path }
        // One request a connection: what follows would not be looked at.
        let dropped = ["connection", "proxy-connection", "proxy-authorization", "keep-alive", "host", "upgrade"]
        let kept = lines.filter { line in
            guard !line.isEmpty, let colon = line.firstIndex(of: ":") else { return false }
            return !dropped.contains(line[..<colon].lowercased())
        }
        let named = port == 80 ? host : "\(host):\(port)"
        let text = (["\(words[0]) \(path) HTTP/1.1", "Host: \(named)"] + kept + ["Connection: close", "", ""])
            .joined(separator: "\r\n")
        self.init(host: host, port: port, isTunnel: false, forwarded: Array(text.utf8))
    }

    private init(host: String, port: Int, isTunnel: Bool, forwarded: [UInt8]) {
        self.host = host
        self.port = port
        self.isTunnel = isTunnel
        self.forwarded = forwarded
    }

    /// Host and port of an authority; user names are not taken.
    private static func authority(_ text: String, standard: Int?) -> (String, Int)? {
        guard !text.contains("@"), !text.isEmpty else { return nil }
        var host = text
        var port = standard
        if let colon = text.lastIndex(of: ":"), text.last != "]" {
            guard let number = Int(text[text.index(after: colon)...]), (1...65535).contains(number) else { return nil }
            host = String(text[..<colon])
            port = number
        }
        guard let port, !host.isEmpty, !host.contains("/"), host.hasPrefix("[") == host.contains(":") else {
            return nil
        }
        return (host, port)
    }
}

extension String {
    /// The lines that a line end parts.
    fileprivate func components(separatedByLineEnd end: String) -> [String] {
        split(separator: end, omittingEmptySubsequences: false).map(String.init)
    }
}
