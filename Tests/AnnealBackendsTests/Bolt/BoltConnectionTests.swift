import AnnealFoundation
import AnnealTesting
import Testing

@testable import AnnealBackends

/// What is said and understood on one connection, against a server that does what it is told.
@Suite("A connection over Bolt", .tags(.integration))
struct BoltConnectionTests {
    typealias Tag = BoltRequest.Tag

    /// A client that does not wait long.
    static func client(_ port: Int, _ change: (inout BoltConfiguration) -> Void = { _ in }) -> BoltClient {
        var configuration = BoltConfiguration(
            hosts: [.init(name: "127.0.0.1", port: port)], timeout: .seconds(10), patience: .milliseconds(300),
            retry: .seconds(10))
        change(&configuration)
        return BoltClient(configuration)
    }

    @Test("logs in with a message of its own from 5.1 on, and tells who speaks from 5.3 on", arguments: 0...4)
    func logins(minor: Int) async throws {
        try await BoltPeer.running(choice: [0, 0, UInt8(minor), 5]) {
            (peer: BoltPeer, port: Int) async throws -> Void in
            let client = Self.client(port) { $0.password = "secret" }
            let result = try await client.session().run("RETURN 1 AS x")
            #expect(result.columns == ["x"] && result.rows == [[1]])
            #expect(peer.greetings == [BoltVersion.greeting])
            let hello = try #require(peer.messages.first)
            #expect(hello.tag == Tag.hello)
            #expect(hello["user_agent"] == "anneal")
            #expect(hello["routing"] == .null)
            #expect((hello["bolt_agent"]?.members?["product"] == "anneal") == (minor >= 3))
            #expect(hello["patch_bolt"] == nil)
            let login = try #require(peer.messages.first { $0["scheme"] != nil })
            #expect(login.tag == (minor >= 1 ? Tag.logon : Tag.hello))
            #expect(login["principal"] == "neo4j" && login["credentials"] == "secret")
            #expect((hello["credentials"] == nil) == (minor >= 1))
        }
    }

    @Test("asks an older server for moments in UTC, and logs in with its hello") func older() async throws {
        try await BoltPeer.running(choice: [0, 0, 4, 4]) { (peer: BoltPeer, port: Int) async throws -> Void in
            let client = Self.client(port) { $0.user = "ann" }
            try await client.session(database: "graph").run("RETURN $a AS x", ["a": 5])
            let hello = try #require(peer.messages.first)
            #expect(hello["patch_bolt"] == ["utc"] && hello["scheme"] == "none")
            let run = try #require(peer.messages.first { $0.tag == Tag.run })
            #expect(run.fields == ["RETURN $a AS x", ["a": 5], ["db": "graph"]])
            #expect(!peer.tags().contains(Tag.logon))
        }
    }

    @Test(
        "tells what listens there when it is no Bolt server",
        arguments: [
            (Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), "web server"), ([0, 0, 0, 0], "speaks none"),
            ([0, 0, 7, 5], "not offered"), ([0x15, 3, 1, 0, 2, 2, 0x50], "not offered"),
        ] as [([UInt8], String)])
    func strangers(choice: [UInt8], reason: String) async throws {
        try await BoltPeer.running(choice: choice) { (_: BoltPeer, port: Int) async throws -> Void in
            let error = await #expect(throws: BackendError.self) {
                try await Self.client(port).session().run("RETURN 1")
            }
            #expect(error?.code == .malformed)
            #expect(error?.message.contains(reason) == true)
            #expect(error?.place == "bolt://127.0.0.1:\(port)")
        }
    }

    @Test(
        "ends at bytes that are not the protocol's, and nothing crashes",
        arguments: [
            [0, 1, 0, 0, 0], [0, 2, 0xB0, 0x55, 0, 0], [0, 3, 0xB1, 0x70, 0xC0, 0, 0],
            [0, 3, 0xB1, 0x71, 0x01, 0, 0],
            [0, 6, 0xB1, 0x70, 0xD6, 0xFF, 0xFF, 0xFF, 0, 0], Array(repeating: 0x91, count: 500),
            Array(repeating: 0xFF, count: 70_000),
        ] as [[UInt8]])
    func nonsense(bytes: [UInt8]) async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            peer.answer { $0.tag == Tag.run ? [.bytes(bytes), .hangUp] : $0.tag == Tag.pull ? [] : nil }
            let error = await #expect(throws: BackendError.self) {
                try await Self.client(port).session().run("RETURN 1")
            }
            #expect([.malformed, .lost].contains(error?.code), "\(String(describing: error))")
        }
    }

    @Test("random bytes at any time are told as an error") func random() async throws {
        var random = SplitMix64(seed: 11)
        for _ in 0..<40 {
            let bytes = (0..<Int.random(in: 1..<200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let tag = [Tag.hello, Tag.logon, Tag.run, Tag.pull].randomElement(using: &random)
            try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
                peer.answer { $0.tag == tag ? [.bytes(bytes), .hangUp] : nil }
                await #expect(throws: BackendError.self) {
                    try await Self.client(port) { $0.patience = .milliseconds(50) }.session().run("RETURN 1")
                }
            }
        }
    }

    @Test("more rows than were asked for are refused, and rows of another width")
    func rows() async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            let client = Self.client(port) { $0.fetch = 2 }
            peer.answer { $0.tag == Tag.pull ? [.row([1]), .row([2]), .row([3]), .success()] : nil }
            let more = await #expect(throws: BackendError.self) { try await client.session().run("RETURN 1") }
            #expect(more?.code == .malformed && more?.message.contains("more rows") == true)
            peer.answer { $0.tag == Tag.pull ? [.row([1, 2]), .success()] : nil }
            let wide = await #expect(throws: BackendError.self) { try await client.session().run("RETURN 1") }
            #expect(wide?.code == .malformed)
            peer.answer { _ in nil }
            #expect(try await client.session().run("RETURN 1").rows == [[1]])
        }
    }

    @Test("after an error the connection is reset and used again") func errors() async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            peer.answer {
                $0.tag == Tag.run && $0.number == 0 ? [.failure("Neo.ClientError.Statement.SyntaxError", "what?")] : nil
            }
            let client = Self.client(port)
            let error = await #expect(throws: BackendError.self) { try await client.session().run("RETRUN 1") }
            #expect(error?.code == .refused && error?.message == "what?")
            #expect(error?.reply == "Neo.ClientError.Statement.SyntaxError")
            #expect(try await client.session().run("RETURN 1").rows == [[1]])
            #expect(peer.greetings.count == 1)
            #expect(
                peer.tags() == [Tag.hello, Tag.logon, Tag.run, Tag.pull, Tag.reset, Tag.run, Tag.pull])
        }
    }

    @Test("a wrong password is told with what to do, and not repeated") func passwords() async throws {
        for choice: [UInt8] in [[0, 0, 4, 5], [0, 0, 4, 4]] {
            try await BoltPeer.running(choice: choice) { (peer: BoltPeer, port: Int) async throws -> Void in
                peer.answer {
                    $0["scheme"] == nil ? nil : [.failure("Neo.ClientError.Security.Unauthorized", "wrong credentials")]
                }
                let error = await #expect(throws: BackendError.self) {
                    try await Self.client(port) { $0.password = "hunter2" }.session().run("RETURN 1")
                }
                #expect(error?.code == .authentication)
                #expect(error?.remedy?.contains("ANNEAL_NEO4J_PASSWORD") == true)
                #expect(error?.description.contains("hunter2") == false)
                #expect(peer.greetings.count == 1, "a wrong password is not tried again")
            }
        }
    }

    @Test("a server that says nothing is not waited for longer than its time; one that shows signs of life is")
    func silence() async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            let client = Self.client(port) { $0.timeout = .milliseconds(400) }
            peer.answer { $0.tag == Tag.run ? [] : $0.tag == Tag.pull ? [] : nil }
            let error = await #expect(throws: BackendError.self) { try await client.session().run("RETURN 1") }
            #expect(error?.code == .timeout)
            // Signs of life for longer than the time that is waited in silence, and then the answer.
            peer.answer { message in
                guard message.tag == Tag.pull else {
                    return message.tag == Tag.run ? [.success(["fields": ["x"]])] : nil
                }
                return (1...6).map { .later(Int64(150 * $0), [.sign]) } + [.later(1_000, [.row([1]), .success()])]
            }
            #expect(try await client.session().run("RETURN 1").rows == [[1]])
            // Empty chunks may come at any time between messages.
            peer.answer { message in
                let usual: [BoltPeer.Action]? =
                    message.tag == Tag.run
                    ? [.success(["fields": ["x"]])] : message.tag == Tag.pull ? [.row([1]), .success()] : nil
                return usual.map { actions in [.sign, .sign] + actions.flatMap { [$0, .sign] } }
            }
            #expect(try await client.session().run("RETURN 1").rows == [[1]])
        }
        try await BoltPeer.running(choice: nil) { (_: BoltPeer, port: Int) async throws -> Void in
            let client = Self.client(port) { $0.timeout = .milliseconds(200) }
            let error = await #expect(throws: BackendError.self) { try await client.session().run("RETURN 1") }
            #expect(error?.code == .timeout)
        }
    }

    @Test("a task that is cancelled waits no longer, and its connection is not used again") func cancellation()
        async throws
    {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            let client = Self.client(port)
            peer.answer { $0.tag == Tag.pull && $0.number == 0 ? [] : nil }
            let waiting = Task { try await client.session().run("RETURN 1") }
            while !peer.tags().contains(Tag.pull) { try await Task.sleep(for: .milliseconds(5)) }
            waiting.cancel()
            let result = await waiting.result
            #expect(throws: BackendError.self) { try result.get() }
            #expect(try await client.session().run("RETURN 1").rows == [[1]])
            #expect(peer.greetings.count == 2)
        }
    }

    @Test("says goodbye, and a closed client says so") func goodbye() async throws {
        try await BoltPeer.running { (peer: BoltPeer, port: Int) async throws -> Void in
            let client = Self.client(port)
            try await client.session().run("RETURN 1")
            client.close()
            for _ in 0..<500 where peer.tags().last != Tag.goodbye { try await Task.sleep(for: .milliseconds(5)) }
            #expect(peer.tags().last == Tag.goodbye)
            let error = await #expect(throws: BackendError.self) { try await client.session().run("RETURN 1") }
            #expect(error?.code == .closed)
        }
    }

    @Test("a server that is not there is told with its address") func absence() async throws {
        let port = try await ServerProgram.freePort()
        let error = await #expect(throws: BackendError.self) { try await Self.client(port).session().run("RETURN 1") }
        #expect(error?.code == .unavailable)
        #expect(error?.place == "bolt://127.0.0.1:\(port)")
        #expect(error?.remedy != nil)
    }
}
