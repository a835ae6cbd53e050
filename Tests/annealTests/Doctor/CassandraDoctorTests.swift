import AnnealBackends
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import anneal

@Suite("anneal doctor --backends with Cassandra", .tags(.integration))
struct CassandraDoctorTests {
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

    private func cassandra(_ flags: [String: String], environment: [String: String] = [:]) async throws -> Finding {
        try #require(try await findings(flags, environment: environment).first { $0.check == "cassandra" })
    }

    @Test("tells version, protocol, round trip and use of a cluster that answers, and whether its table is there")
    func reachable() async throws {
        try await CassandraPeer.running { peer in
            let flags = ["backend.cassandra": peer.address + "/team", "cache.shared": "true"]
            let found = try await findings(flags)
            #expect(found.map(\.check) == ["redis", "cassandra"])
            // Nothing is missing of Redis: Cassandra has the answers.
            #expect(found.first?.status == .ok, "\(found)")
            let bare = try #require(found.last)
            #expect(bare.status == .warn, "\(bare)")
            #expect(bare.message.contains("its table is not there"))
            #expect(bare.remedy?.contains("deploy/cassandra.cql") == true)
            let own = ["backend.cassandra": peer.address + "/team?create=true"]
            let making = try await cassandra(flags.merging(own) { $1 })
            #expect(making.status == .ok, "\(making)")
            let client = CassandraClient(try CassandraConfiguration(peer.address))
            try await CassandraTier(client, keyspace: "team").makeTable()
            let ready = try await cassandra(flags)
            #expect(ready.status == .ok, "\(ready)")
            #expect(ready.message.contains("Cassandra 4.1.0"))
            #expect(ready.message.contains("protocol 4 of 3/v3, 4/v4"))
            #expect(ready.message.contains("at \(peer.address)/team answers in"))
            #expect(ready.message.contains(/[0-9]+\.[0-9]{2} ms/))
            #expect(ready.message.contains("used for answers of models (cache.shared)"))
            let unused = try await cassandra(["backend.cassandra": peer.address + "/team"])
            #expect(unused.status == .warn)
            #expect(unused.message.contains("used for nothing"))
        }
    }

    @Test("fails for a cluster that is gone, hangs or wants a password, and says what to do")
    func unreachable() async throws {
        try await CassandraPeer.running(arguments: ["--password", "ann:s3cret"]) { peer in
            let address = peer.address.replacing("://", with: "://ann@") + "?patience=200ms&timeout=500ms&create=true"
            let flags = ["backend.cassandra": address, "cache.shared": "true"]
            let locked = try await cassandra(flags)
            #expect(locked.status == .fail)
            #expect(locked.remedy?.contains("ANNEAL_CASSANDRA_PASSWORD") == true)
            let open = try await cassandra(flags, environment: ["ANNEAL_CASSANDRA_PASSWORD": "s3cret"])
            #expect(open.status == .ok, "\(open)")
            #expect(!open.message.contains("s3cret"))
            peer.program.freeze()
            let frozen = try await cassandra(flags, environment: ["ANNEAL_CASSANDRA_PASSWORD": "s3cret"])
            #expect(frozen.status == .fail)
            peer.program.kill()
            let gone = try await cassandra(flags)
            #expect(gone.status == .fail)
            #expect(gone.message.contains("127.0.0.1:\(peer.port)"))
            #expect(gone.message.contains("meant for answers of models"))
            #expect(gone.remedy?.contains("backend.cassandra") == true)
            let wrong = try await cassandra(["backend.cassandra": "redis://127.0.0.1", "cache.shared": "true"])
            #expect(wrong.status == .fail)
            #expect(wrong.remedy?.contains("cassandra") == true)
        }
    }

    @Test("has nothing to do with events, which then have no server")
    func events() async throws {
        try await CassandraPeer.running { peer in
            let found = try await findings([
                "backend.cassandra": peer.address + "?create=true", "cache.shared": "true", "events.shared": "true",
            ])
            let redis = try #require(found.first)
            #expect(redis.status == .fail)
            #expect(redis.message.contains("events.shared without a server"), "\(redis)")
            #expect(!redis.message.contains("cache.shared"))
            #expect(found.last?.status == .ok)
        }
    }
}
