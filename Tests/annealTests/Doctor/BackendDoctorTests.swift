import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import anneal

@Suite("anneal doctor --backends", .tags(.integration))
struct BackendDoctorTests {
    private func finding(
        _ flags: [String: String], environment: [String: String] = [:]
    ) async throws -> Finding {
        try await withTemporaryFolder { folder in
            let doctor = Doctor(
                launcher: SystemProcessLauncher(),
                environment: ["ANNEAL_HOME": folder.path].merging(environment) { $1 }, repository: folder.path,
                flags: flags)
            let findings = await doctor.backendFindings()
            return try #require(findings.count == 1 ? findings.first : nil)
        }
    }

    @Test("tells version, round trip and use of a server that answers")
    func reachable() async throws {
        try await RedisServer.running { server in
            let found = try await finding([
                "backend.redis": server.address, "cache.shared": "true", "events.shared": "true",
            ])
            #expect(found.status == .ok, "\(found)")
            #expect(found.message.contains(/Redis [0-9]+\.[0-9]+/))
            #expect(found.message.contains("at \(server.address) answers in"))
            #expect(found.message.contains(/[0-9]+\.[0-9]{2} ms/))
            #expect(found.message.contains("answers of models (cache.shared), events (events.shared)"))
            let unused = try await finding(["backend.redis": server.address])
            #expect(unused.status == .warn)
            #expect(unused.message.contains("used for nothing"))
        }
    }

    @Test("fails for a server that is gone, hangs or wants a password, and says what to do")
    func unreachable() async throws {
        try await RedisServer.running(password: "s3cret") { server in
            let flags = ["backend.redis": server.address + "?patience=2s&timeout=2s", "cache.shared": "true"]
            let locked = try await finding(flags)
            #expect(locked.status == .fail)
            #expect(locked.remedy?.contains("ANNEAL_REDIS_PASSWORD") == true)
            let open = try await finding(flags, environment: ["ANNEAL_REDIS_PASSWORD": "s3cret"])
            #expect(open.status == .ok, "\(open)")
            #expect(!open.message.contains("s3cret"))
            server.program.freeze()
            let frozen = try await finding(flags, environment: ["ANNEAL_REDIS_PASSWORD": "s3cret"])
            #expect(frozen.status == .fail)
            server.program.kill()
            let gone = try await finding(flags)
            #expect(gone.status == .fail)
            #expect(gone.message.contains("127.0.0.1:\(server.port)"))
            #expect(gone.message.contains("meant for answers of models"))
            #expect(gone.remedy?.contains("backend.redis") == true)
        }
    }

    @Test(
        "warns of a server that would lose events",
        arguments: [
            (["--maxmemory-policy", "allkeys-lru"], "allkeys-lru", "noeviction"),
            (["--appendonly", "no"], "appendonly no", "appendonly yes"),
        ])
    func lossy(arguments: [String], problem: String, remedy: String) async throws {
        try await RedisServer.running(arguments: arguments) { server in
            let found = try await finding(["backend.redis": server.address, "events.shared": "true"])
            #expect(found.status == .warn, "\(found)")
            #expect(found.message.contains(problem))
            #expect(found.remedy?.contains(remedy) == true)
            let cache = try await finding(["backend.redis": server.address, "cache.shared": "true"])
            #expect(cache.status == .ok, "\(cache)")
        }
    }

    @Test("says when no server is named, and when one is missing")
    func nameless() async throws {
        let none = try await finding([:])
        #expect(none.status == .ok)
        let missing = try await finding(["events.shared": "true"])
        #expect(missing.status == .fail)
        #expect(missing.message.contains("events.shared"))
        #expect(missing.remedy?.contains("backend.redis") == true)
        let wrong = try await finding(["backend.redis": "http://127.0.0.1", "events.shared": "true"])
        #expect(wrong.status == .fail)
        #expect(wrong.remedy?.contains("redis") == true)
    }

    @Test("ends with the exit code 1 when a server cannot be used, and prints one line a server")
    func command() async throws {
        try await withTemporaryFolder { folder in
            let program = try BuiltProgram(home: folder)
            let port = try await ServerProgram.freePort()
            let result = try await program.run(
                ["doctor", "--backends", "--json", "--repo", folder.path],
                adding: [
                    "ANNEAL_BACKEND_REDIS": "redis://127.0.0.1:\(port)?patience=100ms", "ANNEAL_CACHE_SHARED": "true",
                ])
            #expect(result.ending == .exited(1), "\(result.standardError)")
            let lines = result.standardOutput.split(separator: "\n")
            #expect(lines.count == 1)
            let line = try JSONValue(parsing: String(lines.first ?? ""))
            #expect(line["check"] == "redis")
            #expect(line["status"] == "fail")
            #expect(line["remedy"]?.stringValue?.isEmpty == false)
            let quiet = try await program.run(["doctor", "--backends", "--repo", folder.path])
            #expect(quiet.ending == .exited(0), "\(quiet.standardError)")
        }
    }
}
