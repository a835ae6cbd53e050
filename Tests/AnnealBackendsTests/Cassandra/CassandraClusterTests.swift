import AnnealTesting
import Foundation
import Testing

@testable import AnnealBackends

/// Two servers that tell of each other, each with rows of its own.
@Suite("The Cassandra client and several servers", .tags(.integration))
struct CassandraClusterTests {
    private let question = CassandraStatement(
        "SELECT cluster_name FROM system.local WHERE key='local'", isIdempotent: true)

    /// Runs two servers on addresses of the loopback; the first is that of the client's configuration.
    private func with(_ body: (CassandraPeer, CassandraPeer) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let port = try await ServerProgram.freePort()
            var peers: [CassandraPeer] = []
            defer { for peer in peers { peer.program.kill() } }
            for (host, other) in [("127.0.0.1", "127.0.0.2"), ("127.0.0.2", "127.0.0.1")] {
                let own = folder.appending(path: host)
                try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
                let peer = try await CassandraPeer(in: own, arguments: ["--peers", other], host: host, port: port)
                try await peer.start()
                peers.append(peer)
            }
            try await body(peers[0], peers[1])
        }
    }

    private func client(
        _ peer: CassandraPeer, _ change: (inout CassandraConfiguration) -> Void = { _ in }
    ) throws -> CassandraClient {
        try CassandraScene.client(peer) {
            $0.discovers = true
            change(&$0)
        }
    }

    /// Waits until both servers are connected.
    private func warm(_ client: CassandraClient) async throws {
        try await client.execute(question)
        for _ in 0..<1_000 where client.servers.values.contains(false) || client.servers.count < 2 {
            try await client.execute(question)
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(client.servers.count == 2)
        #expect(client.servers.values.allSatisfy { $0 })
    }

    @Test("all servers are learned from one, and are asked in turn")
    func turns() async throws {
        try await with { first, second in
            let client = try client(first)
            try await warm(client)
            var hosts: [String] = []
            for _ in 0..<10 { hosts.append(try await client.execute(question).host.name) }
            #expect(hosts.count { $0 == first.host } == 5)
            #expect(hosts.count { $0 == second.host } == 5)
            #expect(try await CassandraHealth.asking(client).servers == 2)
        }
    }

    @Test("when one goes down the other answers, and it is used again when it is back")
    func outage() async throws {
        try await with { first, second in
            let client = try client(first)
            try await warm(client)
            second.program.kill()
            for _ in 0..<20 { #expect(try await client.execute(question).host.name == first.host) }
            #expect(client.servers[.init(name: second.host, port: second.port)] == false)
            try await second.start()
            var hosts: Set<String> = []
            for _ in 0..<2_000 where hosts.count < 2 {
                hosts.insert(try await client.execute(question).host.name)
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(hosts == [first.host, second.host])
            // The one that the others were learned from is not needed any more.
            first.program.kill()
            for _ in 0..<20 { #expect(try await client.execute(question).host.name == second.host) }
        }
    }

    @Test("a refusal that another server may not repeat goes there, for what may be sent again")
    func otherServer() async throws {
        try await with { first, second in
            let client = try client(first)
            try await warm(client)
            for order in [#""code": 4097"#, #""code": 4098"#, #""code": 4096, "required": 2, "alive": 1"#] {
                try await CassandraScene.order(#"{"do": "clear"}"#, to: first)
                try await CassandraScene.order(
                    #"{"do": "error", "on": "QUERY", "match": "SELECT cluster", "times": 100, \#(order)}"#, to: first)
                for _ in 0..<6 { #expect(try await client.execute(question).host.name == second.host) }
                var once = question
                once.isIdempotent = false
                var refusals = 0
                for _ in 0..<6 {
                    do throws(CassandraError) { try await client.execute(once) } catch {
                        #expect(error.server != nil)
                        refusals += 1
                    }
                }
                #expect(refusals == 3)
            }
            // The same when the connection breaks: what may have been done is not done by another server.
            try await CassandraScene.order(#"{"do": "clear"}"#, to: first)
            try await warm(client)
            try await CassandraScene.order(
                #"{"do": "close", "on": "QUERY", "match": "SELECT cluster", "times": 1}"#, to: first)
            var once = question
            once.isIdempotent = false
            var broken = 0
            for _ in 0..<6 {
                do throws(CassandraError) { try await client.execute(once) } catch {
                    #expect(error.backend.code == .lost)
                    broken += 1
                }
            }
            #expect(broken == 1)
        }
    }

    @Test("another server is asked as well when the first one takes long, and the first answer counts")
    func speculation() async throws {
        try await with { first, second in
            let client = try client(first)
            try await warm(client)
            for slow in [first, second] {
                for peer in [first, second] { try await CassandraScene.order(#"{"do": "clear"}"#, to: peer) }
                try await warm(client)
                try await CassandraScene.order(#"{"do": "clear"}"#, to: slow)
                try await CassandraScene.order(
                    #"{"do": "silence", "on": "QUERY", "match": "SELECT cluster", "times": 100}"#, to: slow)
                var eager = question
                eager.speculation = .init(delay: .milliseconds(50))
                // Ten seconds is what an answer may take: each of them would fail.
                for _ in 0..<6 { #expect(try await client.execute(eager).host.name != slow.host) }
                let asked = try await CassandraScene.log(of: slow).count { $0.statement == question.text }
                // Each time it was its turn, and when the other one took long itself.
                #expect(asked >= 3)
                // What may not be done twice waits for the one that was asked.
                eager.isIdempotent = false
                eager.timeout = .milliseconds(200)
                var late = 0
                for _ in 0..<6 {
                    do throws(CassandraError) { try await client.execute(eager) } catch {
                        #expect([.timeout, .lost].contains(error.backend.code))
                        late += 1
                    }
                }
                #expect(late >= 1)
            }
        }
    }

    @Test("what the cluster tells is heard, and servers that come and go are followed")
    func events() async throws {
        try await with { first, second in
            let client = try client(first)
            try await warm(client)
            let events = client.events()
            // Both may be the one that tells.
            let orders = [
                #""type": "SCHEMA_CHANGE", "parts": ["CREATED", "TABLE", "anneal", "t"]"#,
                #""type": "STATUS_CHANGE", "change": "UP", "address": "127.0.0.2", "port": \#(first.port)"#,
            ]
            for peer in [first, second] {
                for order in orders { try await CassandraScene.order(#"{"do": "event", \#(order)}"#, to: peer) }
            }
            var incoming = events.makeAsyncIterator()
            let table = CassandraEvent.SchemaChange(
                change: "CREATED", target: "TABLE", keyspace: "anneal", name: "t", arguments: [])
            #expect(await incoming.next() == .schema(table))
            #expect(await incoming.next() == .up(.init(name: "127.0.0.2", port: first.port)))
            client.close()
            #expect(await incoming.next() == nil)
        }
    }

    @Test("without discovery only the servers that are named are asked")
    func named() async throws {
        try await with { first, second in
            let alone = try CassandraScene.client(first)
            for _ in 0..<4 { #expect(try await alone.execute(question).host.name == first.host) }
            #expect(alone.servers.count == 1)
            let both = try CassandraScene.client(first) {
                $0.hosts.append(.init(name: second.host, port: second.port))
            }
            first.program.kill()
            for _ in 0..<4 { #expect(try await both.execute(question).host.name == second.host) }
        }
    }
}
