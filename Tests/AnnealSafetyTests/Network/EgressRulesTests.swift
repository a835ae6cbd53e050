import Testing

@testable import AnnealSafety

@Suite("Domains that may be reached")
struct EgressRulesTests {
    @Test("are names, names below one, addresses, each with a port or those of the web")
    func allowed() throws {
        let rules = try EgressRules(["pypi.org", "*.PythonHosted.org", "localhost:8080", "10.0.0.7:9000", "[::1]:81"])
        for (host, port) in [
            ("pypi.org", 443), ("PYPI.org.", 80), ("files.pythonhosted.org", 443), ("a.b.pythonhosted.org", 443),
            ("localhost", 8080), ("10.0.0.7", 9000), ("[::1]", 81),
        ] { #expect(rules.allow(host: host, port: port), "\(host):\(port)") }
        for (host, port) in [
            ("pypi.org", 22), ("evilpypi.org", 443), ("pypi.org.evil.example", 443), ("pythonhosted.org", 443),
            ("xpythonhosted.org", 443), ("localhost", 443), ("10.0.0.8", 9000), ("", 443), ("::1", 80),
        ] { #expect(!rules.allow(host: host, port: port), "\(host):\(port)") }
    }

    @Test("only what is named as an address may lead into a private network")
    func privateNames() throws {
        let rules = try EgressRules(["intranet.example", "localhost:1", "127.0.0.1:2"])
        #expect(rules.mayBePrivate("localhost") && rules.mayBePrivate("127.0.0.1"))
        #expect(!rules.mayBePrivate("intranet.example") && !rules.mayBePrivate("127.0.0.2"))
    }

    @Test(
        "anything else is no entry",
        arguments: ["*", "*.com", "https://pypi.org", "pypi.org/simple", "a b", "a..b", "x:0", "x:y", ""])
    func malformed(entry: String) {
        #expect(throws: EgressRules.Malformed(entry: entry)) { try EgressRules(["pypi.org", entry]) }
    }

    @Test(
        "addresses of this machine and of private networks are told, in every spelling",
        arguments: [
            ("127.0.0.1", true), ("10.1.2.3", true), ("172.16.0.1", true), ("172.32.0.1", false), ("192.168.1.1", true),
            ("169.254.169.254", true), ("100.64.0.1", true), ("0.0.0.0", true), ("8.8.8.8", false), ("224.0.0.1", true),
            ("::1", true), ("::", true), ("fe80::1", true), ("fd00::1", true), ("ff02::1", true),
            ("::ffff:127.0.0.1", true), ("::ffff:8.8.8.8", false), ("64:ff9b::7f00:1", true),
            ("2606:4700::1111", false),
        ])
    func addresses(text: String, isPrivate: Bool) throws {
        #expect(PrivateAddress.contains(text) == isPrivate)
    }
}

@Suite("What a client sends to the proxy")
struct ProxyRequestTests {
    private func read(_ text: String) throws -> ProxyRequest { try ProxyRequest(head: Array(text.utf8)) }

    @Test("is a tunnel or a whole address; one request a connection goes on")
    func requests() throws {
        let tunnel = try read("CONNECT pypi.org:443 HTTP/1.1\r\nHost: pypi.org\r\n\r\n")
        #expect(tunnel.isTunnel && tunnel.host == "pypi.org" && tunnel.port == 443)
        let plain = try read(
            "GET http://a.example:8080/x?y HTTP/1.1\r\nHost: evil.example\r\nProxy-Connection: keep-alive\r\nA: b\r\n\r\n"
        )
        #expect(plain.host == "a.example" && plain.port == 8080 && !plain.isTunnel)
        #expect(
            String(decoding: plain.forwarded, as: UTF8.self)
                == "GET /x?y HTTP/1.1\r\nHost: a.example:8080\r\nA: b\r\nConnection: close\r\n\r\n")
        #expect(try read("GET http://a.example HTTP/1.0\r\n\r\n").forwarded.starts(with: Array("GET / HTTP/1.1".utf8)))
    }

    @Test(
        "or is refused",
        arguments: [
            "GET / HTTP/1.1\r\n\r\n", "CONNECT pypi.org HTTP/1.1\r\n\r\n", "CONNECT a@b:443 HTTP/1.1\r\n\r\n",
            "CONNECT ::1:443 HTTP/1.1\r\n\r\n", "GET ftp://x/ HTTP/1.1\r\n\r\n", "nonsense\r\n\r\n",
            "CONNECT a\u{0}:443 HTTP/1.1\r\n\r\n", "CONNECT :443 HTTP/1.1\r\n\r\n",
            "GET http://u:p@h/ HTTP/1.1\r\n\r\n",
        ])
    func malformed(text: String) {
        #expect(throws: ProxyRequest.Malformed.self) { try read(text) }
    }
}

@Suite("The name in a TLS greeting")
struct ServerNameTests {
    /// A greeting with these extensions, in records of at most so many bytes.
    static func greeting(name: String?, record: Int = 1 << 14) -> [UInt8] {
        func two(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 255)] }
        var extensions: [UInt8] = [0, 23, 0, 0]
        if let name {
            let entry = [0] + two(name.utf8.count) + Array(name.utf8)
            extensions += [0, 0] + two(entry.count + 2) + two(entry.count) + entry
        }
        var hello: [UInt8] = [3, 3] + [UInt8](repeating: 7, count: 32) + [0] + [0, 2, 0x13, 1] + [1, 0]
        hello += two(extensions.count) + extensions
        let message: [UInt8] = [1, 0] + two(hello.count) + hello
        return stride(from: 0, to: message.count, by: record).flatMap { start -> [UInt8] in
            let part = message[start..<min(start + record, message.count)]
            return [22, 3, 1] + two(part.count) + part
        }
    }

    @Test("is read, also when the greeting comes in several records and pieces")
    func names() {
        #expect(ServerName(reading: Self.greeting(name: "pypi.org")) == .name("pypi.org"))
        #expect(ServerName(reading: Self.greeting(name: "pypi.org", record: 20)) == .name("pypi.org"))
        #expect(ServerName(reading: Self.greeting(name: nil)) == .missing)
        let whole = Self.greeting(name: "pypi.org", record: 33)
        for count in 0..<whole.count {
            #expect(ServerName(reading: Array(whole[..<count])) == .incomplete, "\(count)")
        }
    }

    @Test("what is no greeting is told, and nothing breaks it")
    func others() {
        #expect(ServerName(reading: Array("GET / HTTP/1.1".utf8)) == .notTLS)
        #expect(ServerName(reading: [22, 3, 1, 0, 4, 2, 0, 0, 0]) == .notTLS)
        var whole = Self.greeting(name: "pypi.org")
        for place in whole.indices {
            let before = whole[place]
            for value in [UInt8(0), 255, before &+ 1] {
                whole[place] = value
                _ = ServerName(reading: whole)
            }
            whole[place] = before
        }
    }
}
