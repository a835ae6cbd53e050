import AnnealBackends
import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("What runs share on a server", .serialized, .tags(.integration))
struct SharedRunTests {
    /// A home of its own, as another machine has one, and the server.
    private func variables(_ scene: RunScene, home: String, address: String) -> [String: String] {
        let path = scene.folder.appending(path: home).path
        return [
            "HOME": path, "ANNEAL_HOME": path, "ANNEAL_BACKEND_REDIS": address, "ANNEAL_CACHE_SHARED": "true",
            "ANNEAL_EVENTS_SHARED": "true",
        ]
    }

    private func log(_ server: RedisServer) throws -> RedisEventLog {
        RedisEventLog(RedisClient(try RedisConfiguration(server.address)))
    }

    private func embedded(_ variables: [String: String]) async throws -> [CloudEvent] {
        let file = SQLiteEventLog.file(in: StateDirectories(environment: variables))
        let log = try SQLiteEventLog(path: file.path)
        return try await log.read(after: .beginning, run: nil, limit: 100_000).map(\.event)
    }

    private func count(_ part: String, in text: String) -> Int { text.components(separatedBy: part).count - 1 }

    @Test("answers reach a machine with another home, and events are the same as in the log of the machine")
    func shared() async throws {
        try await RedisServer.running { redis in
            let address = redis.address
            // Older than events are kept: the first run that shares removes it.
            let old = CloudEvent(
                type: "item.note", source: "/test", time: Date(timeIntervalSince1970: 1_700_000_000), run: "old")
            _ = try await log(redis).append([old])
            try await withRunScene { scene in
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
                #expect(second.standardError.contains("of them from \(address)"), "\(second.standardError)")

                // What came from the server is kept on the machine.
                _ = try await scene.program.run(["undo", "--repo", scene.repository], adding: there)
                let alone = there.merging(["ANNEAL_CACHE_SHARED": "false"]) { $1 }
                let third = try await scene.program.run(scene.arguments, adding: alone)
                #expect(try scene.lastEvent(third)["tokens"]?["generated"] == 0)
                #expect(third.standardError.contains("taken from the cache"))
                #expect(!third.standardError.contains(address))

                let sent = try await log(redis).read(after: .beginning, run: nil, limit: 100_000).map(\.event)
                let kept = try await embedded(here) + embedded(there)
                #expect(sent.map(\.id) == kept.map(\.id))
                #expect(sent.map(\.sequence) == kept.map(\.sequence))
                #expect(sent.map(\.data) == kept.map(\.data))
                #expect(Set(sent.compactMap(\.run)).count == 3)
            }
        }
    }

    /// Runs with a model that takes its time, and does something to the server when the model is asked.
    private func disturbed(
        _ redis: RedisServer, options: String = "",
        _ disturb: @escaping @Sendable (RedisServer) async throws -> Void
    ) async throws -> (result: CommandResult, kept: [CloudEvent], report: String) {
        var script = RunScene.script
        for index in script.rules.indices {
            for number in script.rules[index].answers.indices {
                script.rules[index].answers[number].delay = .milliseconds(700)
            }
        }
        return try await withTemporaryFolder { folder in
            let server = try await MockModelServer(script)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await server.serve() }
                defer { group.cancelAll() }
                let scene = try await RunScene(folder: folder, server: server)
                let here = variables(scene, home: "here", address: redis.address + options)
                async let running = scene.program.run(scene.arguments, adding: here)
                let limit = ContinuousClock.now + .seconds(60)
                while scene.questions == 0, ContinuousClock.now < limit {
                    try await Task.sleep(for: .milliseconds(10))
                }
                try await disturb(redis)
                let result = try await running
                let reports = try scene.lastEvent(result)["reports"]?.arrayValue?.compactMap(\.stringValue) ?? []
                let report = try reports.first { $0.hasSuffix(".md") }.map {
                    try String(contentsOfFile: $0, encoding: .utf8)
                }
                return (result, try await embedded(here), report ?? "")
            }
        }
    }

    @Test("a server that is killed in the middle changes nothing of a run's result, and is told once")
    func killed() async throws {
        try await RedisServer.running { redis in
            let run = try await disturbed(redis) { $0.program.kill() }
            #expect(run.result.ending == .exited(0), "\(run.result.standardError)")
            let errors = run.result.standardError
            #expect(count("answers were not shared for a while", in: errors) == 1, "\(errors)")
            #expect(count("events were not shared for a while", in: errors) == 1, "\(errors)")
            #expect(count("did not reach the shared log", in: errors) == 1, "\(errors)")
            #expect(errors.contains("anneal doctor --backends"))
            #expect(run.report.contains("answers were not shared for a while"), "\(run.report)")
            #expect(run.report.contains("events were not shared for a while"))
            #expect(run.report.contains("did not reach the shared log before its report was written"))
            #expect(run.kept.last?.type == "run.completed")
        }
    }

    @Test("a server that hangs in the middle is waited for briefly, and what it missed it gets when it goes on")
    func frozen() async throws {
        try await RedisServer.running { redis in
            let run = try await disturbed(redis, options: "?timeout=300ms") { server in
                server.program.freeze()
                try await Task.sleep(for: .seconds(2))
                server.program.thaw()
            }
            #expect(run.result.ending == .exited(0), "\(run.result.standardError)")
            let errors = run.result.standardError
            #expect(count("not shared for a while", in: errors) >= 1, "\(errors)")
            #expect(!errors.contains("did not reach"), "\(errors)")
            let sent = try await log(redis).read(after: .beginning, run: nil, limit: 100_000).map(\.event)
            #expect(sent.map(\.id) == run.kept.map(\.id))
        }
    }

    @Test("a server that starts anew in the middle has every event in the end")
    func restarted() async throws {
        try await RedisServer.running { redis in
            let run = try await disturbed(redis) { server in
                server.program.kill()
                try await server.start()
            }
            #expect(run.result.ending == .exited(0), "\(run.result.standardError)")
            let sent = try await log(redis).read(after: .beginning, run: nil, limit: 100_000).map(\.event)
            #expect(sent.map(\.id) == run.kept.map(\.id), "\(run.result.standardError)")
        }
    }

    @Test("without a server a run goes on, and without an address too; an address that is none ends it")
    func absent() async throws {
        let port = try await ServerProgram.freePort()
        try await withRunScene { scene in
            let nowhere = variables(scene, home: "here", address: "redis://127.0.0.1:\(port)")
            let first = try await scene.program.run(scene.arguments, adding: nowhere)
            #expect(first.ending == .exited(0), "\(first.standardError)")
            #expect(count("answers were not shared for a while", in: first.standardError) == 1)
            #expect(count("events were not shared for a while", in: first.standardError) == 1)
            _ = try await scene.program.run(["undo", "--repo", scene.repository], adding: nowhere)

            let nameless = nowhere.merging(["ANNEAL_BACKEND_REDIS": ""]) { $1 }
            let second = try await scene.program.run(scene.arguments, adding: nameless)
            #expect(second.ending == .exited(0), "\(second.standardError)")
            #expect(count("need a server (backend.redis)", in: second.standardError) == 1, "\(second.standardError)")

            for address in ["redis://:hunter2@127.0.0.1", "http://127.0.0.1", "redis://127.0.0.1/x"] {
                let wrong = nowhere.merging(["ANNEAL_BACKEND_REDIS": address]) { $1 }
                let third = try await scene.program.run(scene.arguments, adding: wrong)
                #expect(third.ending == .exited(78), "\(third.standardError)")
                #expect(third.standardError.contains("try:"))
                #expect(!(third.standardError + third.standardOutput).contains("hunter2"))
            }
        }
    }
}
