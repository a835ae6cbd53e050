import AnnealFoundation
import AnnealTesting
import Synchronization
import Testing

@testable import AnnealBackends

/// Which server is asked, against servers that do what they are told.
@Suite("Routing over Bolt", .tags(.integration))
struct BoltRoutingTests {
    typealias Tag = BoltRequest.Tag

    /// The answer to a question for other servers.
    static func table(
        routers: [Int], readers: [Int], writers: [Int], seconds: Int64 = 300
    ) -> [String: BoltValue] {
        func server(_ role: BoltValue, _ ports: [Int]) -> BoltValue {
            ["role": role, "addresses": .list(ports.map { .string("127.0.0.1:\($0)") })]
        }
        let servers: BoltValue = .list([server("ROUTE", routers), server("READ", readers), server("WRITE", writers)])
        return ["rt": ["ttl": .integer(seconds), "db": "neo4j", "servers": servers]]
    }

    /// Three servers, and a client that knows the first of them.
    static func cluster(
        _ change: (inout BoltConfiguration) -> Void = { _ in },
        _ body: ([BoltPeer], [Int], BoltClient) async throws -> Void
    ) async throws {
        try await BoltPeer.running { first, one in
            try await BoltPeer.running { second, two in
                try await BoltPeer.running { third, three in
                    var configuration = BoltConfiguration(
                        hosts: [.init(name: "127.0.0.1", port: one)], isRouting: true, timeout: .seconds(10),
                        patience: .seconds(10), retry: .seconds(10))
                    change(&configuration)
                    try await body([first, second, third], [one, two, three], BoltClient(configuration))
                }
            }
        }
    }

    static func routes(_ peer: BoltPeer) -> Int { peer.tags().count { $0 == Tag.route } }
    static func runs(_ peer: BoltPeer) -> Int { peer.tags().count { $0 == Tag.run } }

    @Test("what reads goes to those that read, what writes to the one that writes") func roles() async throws {
        try await Self.cluster { peers, ports, client in
            let table = Self.table(routers: ports, readers: Array(ports[1...]), writers: [ports[0]])
            peers[0].answer { $0.tag == Tag.route ? [.success(table)] : nil }
            let session = client.session(database: "neo4j", bookmarks: BoltBookmarks(["start"]))
            for _ in 0..<4 { try await session.run("MATCH (n) RETURN n", access: .read) }
            try await session.run("CREATE (n)")
            #expect(peers.map(Self.runs) == [1, 2, 2])
            #expect(peers.map(Self.routes) == [1, 0, 0])
            let route = try #require(peers[0].messages.first { $0.tag == Tag.route })
            let address: BoltValue = .string("127.0.0.1:\(ports[0])")
            #expect(route.fields == [["address": address], ["start"], ["db": "neo4j"]])
            #expect(peers[1].messages.first?["routing"]?.members?["address"] == .string("127.0.0.1:\(ports[1])"))
        }
    }

    @Test("a table that is too old is asked for again, and each database has its own") func expiry() async throws {
        try await Self.cluster { peers, ports, client in
            let table = Self.table(routers: [ports[0]], readers: [ports[1]], writers: [ports[1]], seconds: 0)
            peers[0].answer { $0.tag == Tag.route ? [.success(table)] : nil }
            for _ in 0..<3 { try await client.session().run("RETURN 1") }
            #expect(Self.routes(peers[0]) == 3)
            let lasting = Self.table(routers: [ports[0]], readers: [ports[1]], writers: [ports[1]])
            peers[0].answer { $0.tag == Tag.route ? [.success(lasting)] : nil }
            for _ in 0..<3 { try await client.session(database: "a").run("RETURN 1") }
            for _ in 0..<3 { try await client.session(database: "b").run("RETURN 1") }
            #expect(Self.routes(peers[0]) == 5)
        }
    }

    @Test("when another server became the one that writes, it is found") func leaders() async throws {
        try await Self.cluster { peers, ports, client in
            let leader = Mutex(1)
            peers[0].answer { message in
                let writer = leader.withLock { $0 }
                return message.tag == Tag.route
                    ? [.success(Self.table(routers: [ports[0]], readers: [ports[0]], writers: [ports[writer]]))] : nil
            }
            let session = client.session()
            try await session.transaction { _ = try await $0.run("CREATE (n)") }
            peers[1].answer { message in
                guard message.tag == Tag.run else { return nil }
                leader.withLock { $0 = 2 }
                return [.failure("Neo.ClientError.Cluster.NotALeader")]
            }
            try await session.transaction { _ = try await $0.run("CREATE (n)") }
            #expect(peers[2].tags().contains(Tag.commit))
            #expect(Self.routes(peers[0]) == 2)
        }
    }

    @Test("servers that are gone are passed by, and others asked for the table") func gone() async throws {
        try await Self.cluster { peers, ports, client in
            let absent = try await ServerProgram.freePort()
            let table = Self.table(routers: [absent, ports[1]], readers: [absent, ports[2]], writers: [absent])
            peers[0].answer { $0.tag == Tag.route ? [.success(table)] : nil }
            let recovered = Self.table(routers: [ports[1]], readers: [ports[2]], writers: [ports[2]])
            peers[1].answer { $0.tag == Tag.route ? [.success(recovered)] : nil }
            let session = client.session()
            for _ in 0..<3 { try await session.run("MATCH (n) RETURN n", access: .read) }
            #expect(Self.runs(peers[2]) == 3)
            try await session.transaction { _ = try await $0.run("CREATE (n)") }
            #expect(peers[2].tags().contains(Tag.commit))
            #expect(Self.routes(peers[1]) >= 1)
        }
    }

    @Test("a cluster without a leader is waited for, and told when none comes") func leaderless() async throws {
        try await Self.cluster { peers, ports, client in
            peers[0].answer { message in
                guard message.tag == Tag.route else { return nil }
                let writers = message.number < 3 ? [] : [ports[1]]
                return [.success(Self.table(routers: [ports[0]], readers: [ports[0]], writers: writers))]
            }
            try await client.session().run("CREATE (n)")
            #expect(Self.routes(peers[0]) == 4)
        }
        try await Self.cluster({ $0.patience = .milliseconds(200) }) { peers, ports, client in
            let table = Self.table(routers: [ports[0]], readers: [ports[0]], writers: [])
            peers[0].answer { $0.tag == Tag.route ? [.success(table)] : nil }
            let error = await #expect(throws: BackendError.self) { try await client.session().run("CREATE (n)") }
            #expect(error?.code == .unavailable && error?.message.contains("writes") == true)
            try await client.session().run("MATCH (n) RETURN n", access: .read)
        }
    }

    @Test(
        "what is no table is refused, with the advice to ask one server alone",
        arguments: [
            [:], ["rt": ["ttl": 1]], ["rt": ["ttl": 1, "servers": []]],
            ["rt": ["ttl": 1, "servers": [["role": "READ", "addresses": ["a:0"]]]]],
            ["rt": ["ttl": 1, "servers": [["role": "READ", "addresses": ["a:1"]]]]],
        ] as [[String: BoltValue]])
    func malformed(facts: [String: BoltValue]) async throws {
        try await Self.cluster({ $0.patience = .milliseconds(200) }) { peers, _, client in
            peers[0].answer { $0.tag == Tag.route ? [.success(facts)] : nil }
            let error = await #expect(throws: BackendError.self) { try await client.session().run("RETURN 1") }
            #expect(error?.code == .malformed)
            #expect(error?.remedy?.contains("bolt://") == true)
            #expect(error?.place != nil)
        }
    }

    @Test("a database that is not there is told at once") func database() async throws {
        try await Self.cluster { peers, _, client in
            peers[0].answer { $0.tag == Tag.route ? [.failure("Neo.ClientError.Database.DatabaseNotFound")] : nil }
            let error = await #expect(throws: BackendError.self) {
                try await client.session(database: "none").run("RETURN 1")
            }
            #expect(error?.reply == "Neo.ClientError.Database.DatabaseNotFound")
            #expect(Self.routes(peers[0]) == 1)
        }
    }
}
