import AnnealBackends
import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("What runs share on Kafka", .serialized, .tags(.integration))
struct KafkaRunTests {
    /// A home of its own, as another machine has one, and the cluster.
    private func variables(_ scene: RunScene, address: String) -> [String: String] {
        let path = scene.folder.appending(path: "here").path
        return ["HOME": path, "ANNEAL_HOME": path, "ANNEAL_BACKEND_KAFKA": address, "ANNEAL_EVENTS_SHARED": "true"]
    }

    private func embedded(_ variables: [String: String]) async throws -> [CloudEvent] {
        let file = SQLiteEventLog.file(in: StateDirectories(environment: variables))
        return try await SQLiteEventLog(path: file.path).read(after: .beginning, run: nil, limit: 100_000).map(\.event)
    }

    private func shared(_ cluster: KafkaCluster, _ run: RunID?) async throws -> [CloudEvent] {
        let log = KafkaEventLog(KafkaClient(try KafkaConfiguration(cluster.address)))
        return try await log.read(after: .beginning, run: run, limit: 100_000).map(\.event)
    }

    private func count(_ part: String, in text: String) -> Int { text.components(separatedBy: part).count - 1 }

    @Test("is each event of a run, as in the log of the machine, also beside Redis; nothing goes there then")
    func shared() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 3)
        try await RedisServer.running { redis in
            try await withRunScene { scene in
                let here = variables(scene, address: cluster.address)
                let both = here.merging(["ANNEAL_BACKEND_REDIS": redis.address, "ANNEAL_CACHE_SHARED": "true"]) { $1 }
                let result = try await scene.program.run(scene.arguments, adding: both)
                #expect(result.ending == .exited(0), "\(result.standardError)")
                #expect(!result.standardError.contains("shared"), "\(result.standardError)")
                let kept = try await embedded(here)
                let sent = try await shared(cluster, kept.first?.run)
                #expect(kept.count > 10)
                #expect(sent.map(\.id) == kept.map(\.id))
                #expect(sent.map(\.sequence) == kept.map(\.sequence))
                #expect(sent.map(\.data) == kept.map(\.data))
                let other = RedisEventLog(RedisClient(try RedisConfiguration(redis.address)))
                #expect(try await other.end() == .beginning)
                // Answers of models are there all the same.
                #expect(try await redis.ask(["dbsize"]) != "0")
            }
        }
    }

    @Test("does not decide about a run: brokers that are away are told once, also when they come back")
    func away() async throws {
        for comesBack in [false, true] {
            let cluster = try KafkaCluster()
            cluster.makeTopic(partitions: 1)
            try await withTemporaryFolder { folder in
                var script = RunScene.script
                for index in script.rules.indices {
                    for number in script.rules[index].answers.indices {
                        script.rules[index].answers[number].delay = .milliseconds(700)
                    }
                }
                let server = try await MockModelServer(script)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await server.serve() }
                    defer { group.cancelAll() }
                    let scene = try await RunScene(folder: folder, server: server)
                    let here = variables(scene, address: cluster.address + "?timeout=400ms")
                    async let running = scene.program.run(scene.arguments, adding: here)
                    let limit = ContinuousClock.now + .seconds(60)
                    while scene.questions == 0, ContinuousClock.now < limit {
                        try await Task.sleep(for: .milliseconds(10))
                    }
                    cluster.goDown()
                    if comesBack {
                        try await Task.sleep(for: .seconds(2))
                        cluster.comeUp()
                    }
                    let result = try await running
                    #expect(result.ending == .exited(0), "\(result.standardError)")
                    let errors = result.standardError
                    #expect(count("events were not shared for a while", in: errors) <= 1, "\(errors)")
                    let kept = try await embedded(here)
                    #expect(kept.last?.type == "run.completed")
                    if comesBack {
                        #expect(!errors.contains("did not reach"), "\(errors)")
                        #expect(try await shared(cluster, kept.first?.run).map(\.id) == kept.map(\.id), "\(errors)")
                    } else {
                        #expect(count("events were not shared for a while", in: errors) == 1, "\(errors)")
                        #expect(count("did not reach the shared log", in: errors) == 1, "\(errors)")
                    }
                }
            }
        }
    }

    @Test("is nothing without an address; an address that is none ends the run")
    func address() async throws {
        try await withRunScene { scene in
            let here = variables(scene, address: "")
            let first = try await scene.program.run(scene.arguments, adding: here)
            #expect(first.ending == .exited(0), "\(first.standardError)")
            #expect(count("needs a server (backend.kafka or backend.redis)", in: first.standardError) == 1)
            _ = try await scene.program.run(["undo", "--repo", scene.repository], adding: here)
            let cached = here.merging(["ANNEAL_BACKEND_KAFKA": "kafka://127.0.0.1:1", "ANNEAL_CACHE_SHARED": "true"]) {
                $1
            }
            let second = try await scene.program.run(scene.arguments, adding: cached)
            #expect(second.ending == .exited(0), "\(second.standardError)")
            #expect(second.standardError.contains("answers of models are not shared"), "\(second.standardError)")
            #expect(count("events were not shared for a while", in: second.standardError) == 1)
            for address in [
                "kafka://:hunter2@127.0.0.1", "redis://127.0.0.1", "kafka://127.0.0.1/a b", "kafka://ann@h",
            ] {
                let wrong = here.merging(["ANNEAL_BACKEND_KAFKA": address]) { $1 }
                let third = try await scene.program.run(scene.arguments, adding: wrong)
                #expect(third.ending == .exited(78), "\(third.standardError)")
                #expect(third.standardError.contains("try:"))
                #expect(!(third.standardError + third.standardOutput).contains("hunter2"))
            }
        }
    }
}
