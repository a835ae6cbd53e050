import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import anneal

@Suite("anneal doctor --backends, the registry", .tags(.integration))
struct RegistryDoctorTests {
    private func finding(_ address: String, environment: [String: String] = [:]) async throws -> Finding {
        try await withTemporaryFolder { folder in
            let doctor = Doctor(
                launcher: SystemProcessLauncher(),
                environment: ["ANNEAL_HOME": folder.path].merging(environment) { $1 }, repository: folder.path,
                flags: ["backend.registry": address])
            let findings = await doctor.backendFindings()
            #expect(findings.map(\.check) == ["redis", "registry"])
            return try #require(findings.last)
        }
    }

    @Test("tells version and round trip of etcd, and what to do when it is gone") func etcd() async throws {
        try await EtcdServer.running { server in
            let found = try await finding(server.address)
            #expect(found.status == .ok, "\(found)")
            #expect(found.message.contains(/etcd 3\.[0-9]+/))
            #expect(found.message.contains("at \(server.address)/anneal answers in"))
            #expect(found.message.contains(/[0-9]+\.[0-9]{2} ms/))
            server.program.kill()
            let gone = try await finding(server.address + "?timeout=500ms")
            #expect(gone.status == .fail && gone.message.contains("127.0.0.1:\(server.port)"), "\(gone)")
            #expect(gone.remedy?.contains("Services go on without it") == true)
        }
    }

    @Test("tells Consul's version, and a token that it does not know") func consul() async throws {
        try await ConsulPeer(token: "t0ken").running { address, _ in
            let found = try await finding(address, environment: ["ANNEAL_CONSUL_TOKEN": "t0ken"])
            #expect(found.status == .ok && found.message.contains("Consul 1.20.1 at \(address)"), "\(found)")
            let nameless = try await finding(address)
            #expect(nameless.status == .ok && nameless.message.contains("does not tell its version"), "\(nameless)")
            let wrong = try await finding(address, environment: ["ANNEAL_CONSUL_TOKEN": "wr0ng"])
            #expect(wrong.status == .fail && !wrong.message.contains("wr0ng"), "\(wrong)")
            #expect(wrong.remedy?.contains("ANNEAL_CONSUL_TOKEN") == true)
        }
    }

    @Test("says what is wrong with an address") func address() async throws {
        let found = try await finding("etcd://127.0.0.1?ttl=1s")
        #expect(found.status == .fail && found.message.contains("option ttl"), "\(found)")
        #expect(found.remedy?.contains("such as 500ms, 5s or 1m") == true)
    }
}
