import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import anneal

@Suite("anneal doctor --backends and Neo4j", .arcadeServer, .serialized, .tags(.integration))
struct Neo4jDoctorTests {
    private func findings(
        _ flags: [String: String], environment: [String: String] = ArcadeServer.environment
    ) async throws -> [Finding] {
        try await withTemporaryFolder { folder in
            let doctor = Doctor(
                launcher: SystemProcessLauncher(),
                environment: ["ANNEAL_HOME": folder.path].merging(environment) { $1 }, repository: folder.path,
                flags: flags)
            return await doctor.backendFindings().filter { $0.check == "neo4j" }
        }
    }

    @Test("tells the server's name, the protocol, the round trip and what uses it") func reachable() async throws {
        let server = try await ArcadeServer.shared()
        let found = try #require(
            try await findings(["backend.neo4j": server.address + "?timeout=60s", "experience.shared": "true"]).first)
        #expect(found.status == .ok, "\(found)")
        #expect(found.message.contains("(Bolt 5.4) at \(server.address) answers in"))
        #expect(found.message.contains(/[0-9]+\.[0-9]{2} ms/))
        #expect(found.message.contains("used for the graph of experience (experience.shared)"))
        let cluster = server.address.replacing("bolt://", with: "neo4j://") + "?timeout=60s"
        let unused = try #require(try await findings(["backend.neo4j": cluster]).first)
        #expect(unused.status == .warn)
        #expect(unused.message.contains("servers that write: 1, that read: 1"))
        #expect(unused.message.contains("used for nothing"))
    }

    @Test("fails for a server that is gone or wants another password, and says what to do") func unreachable()
        async throws
    {
        let server = try await ArcadeServer.shared()
        let flags = ["backend.neo4j": server.address + "?patience=200ms&timeout=60s", "experience.shared": "true"]
        let locked = try #require(try await findings(flags, environment: ["ANNEAL_NEO4J_PASSWORD": "hunter2"]).first)
        #expect(locked.status == .fail)
        #expect(locked.remedy?.contains("ANNEAL_NEO4J_PASSWORD") == true)
        #expect(!locked.message.contains("hunter2"))
        let port = try await ServerProgram.freePort()
        let gone = try #require(
            try await findings(["backend.neo4j": "bolt://127.0.0.1:\(port)?patience=100ms"]).first)
        #expect(gone.status == .fail)
        #expect(gone.message.contains("127.0.0.1:\(port)"))
        #expect(gone.remedy?.contains("backend.neo4j") == true)
        let wrong = try #require(try await findings(["backend.neo4j": "redis://h"]).first)
        #expect(wrong.status == .fail && wrong.remedy?.contains("neo4j") == true)
    }

    @Test("says nothing where the settings have nothing to do with it, and tells when a server is missing")
    func nameless() async throws {
        #expect(try await findings([:]).isEmpty)
        let missing = try #require(try await findings(["experience.shared": "true"]).first)
        #expect(missing.status == .fail)
        #expect(missing.remedy?.contains("ANNEAL_BACKEND_NEO4J") == true)
    }
}
