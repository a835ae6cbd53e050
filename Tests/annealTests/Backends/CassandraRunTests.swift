import AnnealBackends
import AnnealCache
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("What runs share on Cassandra", .serialized, .tags(.integration))
struct CassandraRunTests {
    /// A home of its own, as another machine has one, and the server.
    private func variables(_ scene: RunScene, home: String, address: String) -> [String: String] {
        let path = scene.folder.appending(path: home).path
        return [
            "HOME": path, "ANNEAL_HOME": path, "ANNEAL_BACKEND_CASSANDRA": address, "ANNEAL_CACHE_SHARED": "true",
        ]
    }

    private func count(_ part: String, in text: String) -> Int { text.components(separatedBy: part).count - 1 }

    @Test("answers reach a machine with another home, and with Redis beside it both levels have them")
    func shared() async throws {
        try await CassandraPeer.running { peer in
            try await withRunScene { scene in
                let address = peer.address + "/team?create=true"
                let here = variables(scene, home: "here", address: address)
                let first = try await scene.program.run(scene.arguments, adding: here)
                #expect(first.ending == .exited(0), "\(first.standardError)")
                #expect(!first.standardError.contains("shared"), "\(first.standardError)")
                let asked = scene.questions
                #expect(asked > 0)
                _ = try await scene.program.run(["undo", "--repo", scene.repository], adding: here)

                let there = variables(scene, home: "there", address: address)
                let second = try await scene.program.run(scene.arguments, adding: there)
                #expect(second.ending == .exited(0), "\(second.standardError)")
                #expect(scene.questions == asked)
                #expect(try scene.lastEvent(second)["tokens"]?["generated"] == 0)
                #expect(second.standardError.contains("of them from \(peer.address)/team"), "\(second.standardError)")
                _ = try await scene.program.run(["undo", "--repo", scene.repository], adding: there)

                try await RedisServer.running { redis in
                    // A Redis that is new gets what Cassandra has kept, and answers the next machine itself.
                    let sources = [("third", peer.address), ("fourth", redis.address)]
                    for (home, source) in sources {
                        var both = variables(scene, home: home, address: address)
                        both["ANNEAL_BACKEND_REDIS"] = redis.address
                        let run = try await scene.program.run(scene.arguments, adding: both)
                        #expect(run.ending == .exited(0), "\(run.standardError)")
                        #expect(scene.questions == asked)
                        #expect(run.standardError.contains("of them from \(source)"), "\(run.standardError)")
                        _ = try await scene.program.run(["undo", "--repo", scene.repository], adding: both)
                    }
                }
            }
        }
    }

    @Test("without a server, or without its table, a run goes on and tells it once; an address that is none ends it")
    func absent() async throws {
        try await CassandraPeer.running { peer in
            try await withRunScene { scene in
                let bare = variables(scene, home: "here", address: peer.address)
                let first = try await scene.program.run(scene.arguments, adding: bare)
                #expect(first.ending == .exited(0), "\(first.standardError)")
                let errors = first.standardError
                #expect(count("answers were not shared for a while", in: errors) == 1, "\(errors)")
                #expect(first.standardError.contains("anneal doctor --backends"))
                _ = try await scene.program.run(["undo", "--repo", scene.repository], adding: bare)

                peer.program.kill()
                let gone = variables(scene, home: "there", address: peer.address + "?create=true")
                let second = try await scene.program.run(scene.arguments, adding: gone)
                #expect(second.ending == .exited(0), "\(second.standardError)")
                #expect(count("answers were not shared for a while", in: second.standardError) == 1)
                _ = try await scene.program.run(["undo", "--repo", scene.repository], adding: gone)

                for address in ["cassandra://:hunter2@127.0.0.1", "http://127.0.0.1", "cassandra://127.0.0.1/a-b"] {
                    let wrong = gone.merging(["ANNEAL_BACKEND_CASSANDRA": address]) { $1 }
                    let third = try await scene.program.run(scene.arguments, adding: wrong)
                    #expect(third.ending == .exited(78), "\(third.standardError)")
                    #expect(third.standardError.contains("try:"))
                    #expect(!(third.standardError + third.standardOutput).contains("hunter2"))
                }
            }
        }
    }

    @Test("a server that hangs in the middle is waited for briefly")
    func frozen() async throws {
        try await CassandraPeer.running { peer in
            var script = RunScene.script
            for index in script.rules.indices {
                for number in script.rules[index].answers.indices {
                    script.rules[index].answers[number].delay = .milliseconds(700)
                }
            }
            try await withTemporaryFolder { folder in
                let server = try await MockModelServer(script)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await server.serve() }
                    defer { group.cancelAll() }
                    let scene = try await RunScene(folder: folder, server: server)
                    let here = variables(scene, home: "here", address: peer.address + "?create=true&timeout=300ms")
                    async let running = scene.program.run(scene.arguments, adding: here)
                    let limit = ContinuousClock.now + .seconds(60)
                    while scene.questions == 0, ContinuousClock.now < limit {
                        try await Task.sleep(for: .milliseconds(10))
                    }
                    peer.program.freeze()
                    let result = try await running
                    #expect(result.ending == .exited(0), "\(result.standardError)")
                    #expect(count("answers were not shared for a while", in: result.standardError) == 1)
                    #expect(try scene.lastEvent(result)["tokens"]?["generated"] != 0)
                }
            }
        }
    }
}
