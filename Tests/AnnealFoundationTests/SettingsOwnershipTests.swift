import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@Suite("What a repository's configuration may not set")
struct SettingsOwnershipTests {
    @Test(
        "is refused with the place and the remedy, and works from the user's own file",
        arguments: [
            ("sandbox:\n  enabled: false\n", "sandbox.enabled", "false"),
            ("guard:\n  allow: network\n", "guard.allow", "network"),
            ("network:\n  allowedDomains: evil.example\n", "network.allowedDomains", "evil.example"),
            ("events:\n  retainDays: 1\n", "events.retainDays", "1"),
            ("backend:\n  redis: redis://evil.example\n", "backend.redis", "redis://evil.example"),
            ("telemetry:\n  otlp: http://evil.example\n", "telemetry.otlp", "http://evil.example"),
            ("telemetry:\n  influx: http://evil.example?db=x\n", "telemetry.influx", "http://evil.example?db=x"),
            ("telemetry:\n  metrics: /home/me/.bashrc\n", "telemetry.metrics", "/home/me/.bashrc"),
            ("backend:\n  kafka: kafka://evil.example\n", "backend.kafka", "kafka://evil.example"),
            ("backend:\n  neo4j: bolt://evil.example\n", "backend.neo4j", "bolt://evil.example"),
            ("backend:\n  registry: etcd://evil.example\n", "backend.registry", "etcd://evil.example"),
            ("backend:\n  cassandra: cassandra://evil.example\n", "backend.cassandra", "cassandra://evil.example"),
        ])
    func refused(text: String, key: String, value: String) async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let file = folder.appending(path: "config.yaml").path
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
            let error = #expect(throws: ConfigurationError.self) { try Settings(projectFile: file) }
            #expect(error?.place == file)
            #expect(error?.message.contains(key) == true)
            #expect(error?.remedy?.contains("ANNEAL_") == true)
            #expect(try Settings(userFile: file).text(key) == value)
        }
    }

    @Test("may be repeated as it is by default")
    func unchanged() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let file = folder.appending(path: "config.yaml").path
            try Data("sandbox:\n  enabled: true\n".utf8).write(to: URL(fileURLWithPath: file))
            #expect(try Settings(projectFile: file).truth("sandbox.enabled"))
        }
    }
}
