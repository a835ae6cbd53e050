import AnnealBackends
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import anneal

@Suite("anneal doctor --backends with Kafka", .tags(.integration))
struct KafkaDoctorTests {
    private func findings(
        _ flags: [String: String], environment: [String: String] = [:]
    ) async throws -> [Finding] {
        try await withTemporaryFolder { folder in
            let doctor = Doctor(
                launcher: SystemProcessLauncher(),
                environment: ["ANNEAL_HOME": folder.path].merging(environment) { $1 }, repository: folder.path,
                flags: flags)
            return await doctor.backendFindings()
        }
    }

    private func kafka(_ flags: [String: String], environment: [String: String] = [:]) async throws -> Finding {
        try #require(try await findings(flags, environment: environment).first { $0.check == "kafka" })
    }

    @Test("tells brokers, protocol, round trip, topic and use of a cluster that answers")
    func reachable() async throws {
        let cluster = try KafkaCluster()
        cluster.makeTopic("team.events", partitions: 5)
        let address = cluster.address + "/team"
        let found = try await findings(["backend.kafka": address, "events.shared": "true"])
        #expect(found.map(\.check) == ["redis", "kafka"])
        // Nothing is missing of Redis: Kafka has the events.
        #expect(found.first?.status == .ok, "\(found)")
        let kafka = try #require(found.last)
        #expect(kafka.status == .ok, "\(kafka)")
        #expect(kafka.message.contains("3 brokers"))
        #expect(kafka.message.contains(/protocol Produce [0-9]+, Fetch [0-9]+/), "\(kafka)")
        #expect(kafka.message.contains(/answers in [0-9]+\.[0-9]{2} ms/))
        #expect(kafka.message.contains("topic team.events has 5 partitions, 3 of 3 copies in sync"), "\(kafka)")
        #expect(kafka.message.contains("used for events (events.shared)"))
        let unused = try await self.kafka(["backend.kafka": address])
        #expect(unused.status == .warn)
        #expect(unused.message.contains("used for nothing"))
    }

    @Test("fails for a cluster that is gone, wants something else, or has no address, and says what to do")
    func unreachable() async throws {
        let cluster = try KafkaCluster(brokers: 1)
        let flags = ["backend.kafka": cluster.address + "?timeout=500ms", "events.shared": "true"]
        // A broker without log-ins: librdkafka tells that it cannot log in there.
        let user = cluster.address.replacing("kafka://", with: "kafka://ann@") + "?timeout=500ms"
        let locked = try await kafka(["backend.kafka": user], environment: ["ANNEAL_KAFKA_PASSWORD": "s3cret"])
        #expect(locked.status == .fail)
        #expect(!"\(locked)".contains("s3cret"))
        let nameless = try await kafka(["backend.kafka": user])
        #expect(nameless.status == .fail)
        #expect(nameless.remedy?.contains("ANNEAL_KAFKA_PASSWORD") == true)
        cluster.goDown()
        let gone = try await kafka(flags)
        #expect(gone.status == .fail)
        #expect(gone.message.contains(cluster.hosts[0]), "\(gone)")
        #expect(gone.message.contains("meant for events"))
        #expect(gone.remedy?.contains("backend.kafka") == true)
        let wrong = try await kafka(["backend.kafka": "redis://127.0.0.1", "events.shared": "true"])
        #expect(wrong.status == .fail)
        #expect(wrong.remedy?.contains("kafka") == true)
    }

    @Test("leaves answers of models to Redis, and says when they have no server")
    func both() async throws {
        let cluster = try KafkaCluster(brokers: 1)
        cluster.makeTopic(partitions: 1)
        try await RedisServer.running { redis in
            let flags = [
                "backend.kafka": cluster.address, "backend.redis": redis.address, "events.shared": "true",
                "cache.shared": "true",
            ]
            let found = try await findings(flags)
            #expect(found.allSatisfy { $0.status == .ok }, "\(found)")
            #expect(found.first?.message.contains("used for answers of models (cache.shared)") == true)
            #expect(found.first?.message.contains("events (events.shared)") == false)
            #expect(found.last?.message.contains("used for events") == true)
            let missing = try await findings(flags.filter { $0.key != "backend.redis" })
            #expect(missing.first?.status == .fail)
            #expect(missing.first?.message.contains("cache.shared without a server") == true, "\(missing)")
        }
    }
}
