import AnnealBackends
import AnnealEvents
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

/// Brokers that fail, are away, or refuse.
@Suite("Events on a Kafka cluster in trouble", .tags(.integration))
struct KafkaFailureTests {
    private static func ids(_ log: KafkaEventLog) async throws -> [String] {
        var ids: [String] = []
        try await log.scan { stored in
            ids.append(stored.event.id)
            return true
        }
        return ids
    }

    @Test("are stored once and in order when brokers answer with errors that pass")
    func passing() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 1)
        let log = KafkaEventLog(try KafkaScene.client(cluster, "?timeout=20s"))
        for part in 0..<6 {
            cluster.fail(.produce, with: [.notLeader, .notEnoughReplicas, .disconnected])
            cluster.fail(.fetch, with: [.notLeader, .disconnected])
            _ = try await log.append((part * 50..<(part + 1) * 50).map { KafkaScene.event($0) })
        }
        #expect(try await Self.ids(log) == KafkaScene.ids(0..<300))
        // The first reader knew them from writing.
        let other = KafkaEventLog(try KafkaScene.client(cluster, "?timeout=20s"))
        cluster.fail(.fetch, with: [.notLeader, .disconnected])
        #expect(try await Self.ids(other) == KafkaScene.ids(0..<300))
    }

    @Test("are an error with place and remedy when brokers refuse for good")
    func refused() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 1)
        let log = KafkaEventLog(try KafkaScene.client(cluster))
        cluster.fail(.produce, with: [.tooLarge])
        let large = await #expect(throws: EventLogError.self) { try await log.append([KafkaScene.event(0)]) }
        #expect(large?.code == .notStored)
        #expect(large?.remedy?.contains("max.message.bytes") == true)
        cluster.fail(.produce, with: [.forbidden])
        let forbidden = await #expect(throws: EventLogError.self) { try await log.append([KafkaScene.event(0)]) }
        #expect(forbidden?.code == .notStored)
        #expect(forbidden?.remedy?.contains("ANNEAL_KAFKA_PASSWORD") == true)
        #expect(forbidden?.place == cluster.address)
        // Afterwards it goes on.
        _ = try await log.append([KafkaScene.event(0)])
        #expect(try await Self.ids(log) == KafkaScene.ids(0..<1))
    }

    @Test("wait no longer than they should for brokers that are away, and go on when they are back")
    func away() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 1)
        let log = KafkaEventLog(try KafkaScene.client(cluster, "?timeout=700ms"))
        _ = try await log.append([KafkaScene.event(0)])
        for round in 0..<3 {
            cluster.goDown()
            let start = ContinuousClock.now
            let error = await #expect(throws: EventLogError.self) {
                try await log.append([KafkaScene.event(round + 1)])
            }
            #expect(ContinuousClock.now - start < .seconds(6))
            #expect(error?.code == .unavailable)
            #expect(error?.place == cluster.address)
            #expect(error?.remedy != nil)
            // librdkafka does not tell again for a while what it has told of a connection.
            if round == 0 { #expect(error?.message.contains("127.0.0.1") == true, "\(String(describing: error))") }
            await #expect(throws: EventLogError.self) { try await log.read(after: .beginning, run: nil, limit: 1) }
            await #expect(throws: EventLogError.self) { try await log.position(of: "c") }
            cluster.comeUp()
            let limit = ContinuousClock.now + .seconds(30)
            while ContinuousClock.now < limit {
                if (try? await log.append([KafkaScene.event(round + 1)])) != nil { break }
            }
        }
        #expect(try await Self.ids(KafkaEventLog(KafkaScene.client(cluster))) == KafkaScene.ids(0..<4))
    }

    @Test("say that the topic is not there when nobody makes it, and go on when somebody did")
    func missing() async throws {
        let cluster = try KafkaCluster(brokers: 1)
        cluster.makeTopic(partitions: 1)
        cluster.hide()
        let log = KafkaEventLog(try KafkaScene.client(cluster, "?timeout=700ms"))
        let start = ContinuousClock.now
        let error = await #expect(throws: EventLogError.self) { try await log.append([KafkaScene.event(0)]) }
        #expect(ContinuousClock.now - start < .seconds(6))
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("anneal.events is not there") == true, "\(String(describing: error))")
        #expect(error?.remedy?.contains("--create --topic anneal.events") == true)
        cluster.show()
        let limit = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < limit { if (try? await log.append([KafkaScene.event(0)])) != nil { break } }
        #expect(try await Self.ids(log) == KafkaScene.ids(0..<1))
    }

    @Test("survive brokers that break off again and again in the middle: none lost, none twice, in order")
    func breaking() async throws {
        let isLong = !(ProcessInfo.processInfo.environment["ANNEAL_LONG_TESTS"] ?? "").isEmpty
        let cluster = try KafkaCluster()
        cluster.makeTopic(partitions: 1)
        let client = try KafkaScene.client(cluster, "?timeout=400ms")
        let log = KafkaEventLog(client, memory: .sent)
        let total = isLong ? 20_000 : 2000
        async let produced: Void = {
            var next = 0
            while next < total {
                let batch = (next..<min(total, next + 40)).map { KafkaScene.event($0, isNumbered: true) }
                if (try? await log.append(batch)) != nil { next += batch.count }
            }
        }()
        for round in 0..<(isLong ? 100 : 8) {
            try await Task.sleep(for: .milliseconds(15 + 11 * (round % 5)))
            switch round % 3 {
            case 0:
                cluster.goDown()
                try await Task.sleep(for: .milliseconds(round % 2 == 0 ? 100 : 600))
                cluster.comeUp()
            case 1: cluster.lead(partition: 0, broker: 1 + round / 3 % 3)
            default: cluster.fail(.produce, with: [.disconnected, .notLeader, .disconnected])
            }
        }
        await produced
        #expect(try await Self.ids(KafkaEventLog(KafkaScene.client(cluster))) == KafkaScene.ids(0..<total))
    }

    @Test("are not sent where nothing listens, or what listens is no Kafka; a closed client says so")
    func absence() async throws {
        let port = try await ServerProgram.freePort()
        let nobody = KafkaEventLog(KafkaClient(try KafkaConfiguration("kafka://127.0.0.1:\(port)?timeout=300ms")))
        let error = await #expect(throws: EventLogError.self) { try await nobody.append([KafkaScene.event(1)]) }
        #expect(error?.code == .unavailable)
        #expect(error?.place == "kafka://127.0.0.1:\(port)")
        #expect(error?.message.contains("refused") == true, "\(String(describing: error))")
        try await RedisServer.running { redis in
            let wrong = KafkaClient(try KafkaConfiguration("kafka://127.0.0.1:\(redis.port)?timeout=500ms"))
            await #expect(throws: EventLogError.self) {
                try await KafkaEventLog(wrong).append([KafkaScene.event(1)])
            }
            wrong.close()
            let closed = await #expect(throws: EventLogError.self) {
                try await KafkaEventLog(wrong).append([KafkaScene.event(1)])
            }
            #expect(closed?.code == .closed)
        }
    }
}
