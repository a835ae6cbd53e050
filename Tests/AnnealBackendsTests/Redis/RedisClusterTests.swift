import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealBackends

@Suite("A Redis cluster", .tags(.integration))
struct RedisClusterTests {
    private struct Cluster {
        var servers: [RedisServer]
        var client: RedisCluster
    }

    private static func running(_ body: (Cluster) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            var servers: [RedisServer] = []
            defer { for server in servers { server.program.kill() } }
            for number in 0..<3 {
                let own = folder.appending(path: "\(number)")
                try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
                let server = try await RedisServer(
                    in: own,
                    arguments: [
                        "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf", "--cluster-node-timeout",
                        "2000", "--appendonly", "no",
                    ])
                try await server.start()
                servers.append(server)
            }
            let made = try await SystemProcessLauncher().run(
                Command(
                    ServerProgram.find("redis-cli", package: "redis-tools"),
                    ["--cluster", "create"] + servers.map { "127.0.0.1:\($0.port)" } + ["--cluster-yes"]),
                timeout: .seconds(60), outputLimit: 1 << 16)
            #expect(made.succeeded, "\(made.standardOutput)")
            for server in servers {
                for _ in 0..<500 where !(try await server.ask(["cluster", "info"])).contains("cluster_state:ok") {
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
            let configuration = try RedisConfiguration("redis://127.0.0.1:\(servers[0].port)")
            let client = RedisCluster(seeds: [configuration.host], configuration)
            defer { client.close() }
            try await body(Cluster(servers: servers, client: client))
        }
    }

    @Test("is one for who asks: keys of all servers, slots that move, slots that have moved")
    func cluster() async throws {
        try await Self.running { cluster in
            let client = cluster.client
            let names = (0..<300).map { "key:\($0)" }
            try await client.executeAll(names.map { RedisCommand("SET", .text($0), .text("of \($0)")) })
            let values = try await client.pipeline(names.map { RedisCommand("GET", .text($0)) })
            #expect(values.map(\.text) == names.map { "of \($0)" })
            #expect(try await Set(client.keys(withPrefix: "key:")) == Set(names))
            for server in cluster.servers {
                // Each has a part of them.
                #expect((Int(try await server.ask(["dbsize"])) ?? 0) > 50)
            }

            // A slot on its way: what is not there (any more) is where it goes to.
            let slot = ClusterSlot.of(Array("foo".utf8))
            var owner: RedisServer?
            var target: RedisServer?
            for server in cluster.servers {
                if try await server.ask(["get", "foo"]).contains("MOVED") { target = server } else { owner = server }
            }
            let from = try #require(owner)
            let to = try #require(target)
            let fromID = try await from.ask(["cluster", "myid"])
            let toID = try await to.ask(["cluster", "myid"])
            try await to.ask(["cluster", "setslot", "\(slot)", "importing", fromID])
            try await from.ask(["cluster", "setslot", "\(slot)", "migrating", toID])
            #expect(try await client.execute(RedisCommand("SET", "foo", "on its way")) == .simple("OK"))
            #expect(try await client.execute(RedisCommand("GET", "foo")).text == "on its way")
            #expect(try await from.ask(["get", "foo"]).contains("ASK"))

            // And one that is there.
            for server in [to, from] { try await server.ask(["cluster", "setslot", "\(slot)", "node", toID]) }
            #expect(try await client.execute(RedisCommand("GET", "foo")).text == "on its way")
            let script = RedisScript("return redis.call('GET', KEYS[1])")
            #expect(try await script.run(on: client, keys: ["foo"]).text == "on its way")

            // A server that is gone is an error, not a wait without end.
            from.program.kill()
            await #expect(throws: BackendError.self) {
                try await client.executeAll(names.map { RedisCommand("GET", .text($0)) })
            }
        }
    }
}
