import AnnealFoundation
import Testing

@Suite("Settings that are addresses")
struct SettingsAddressTests {
    @Test(
        "take an address as it is",
        arguments: [
            "redis://127.0.0.1", "rediss://ann@h:6380/2?timeout=1s", "redis://a:1,b:2", "redis://[::1]:6379/0",
            "redis://h/0?passwordFrom=NAME",
        ])
    func taken(text: String) throws {
        #expect(try Settings(flags: ["backend.redis": text]).text("backend.redis") == text)
    }

    @Test(
        "refuse a password, and do not repeat it",
        arguments: [
            "redis://ann:hunter2@h", "redis://:hunter2@h:1/0", "redis://h/0?password=hunter2",
            "redis://h/0?timeout=1s&PASSWORD=hunter2", "redis://x:hunter2@y@h", "redis://:hunter2/def=@h",
            "redis://u:hunter2?x@h", "hunter2", "://hunter2",
        ])
    func refused(text: String) throws {
        let error = #expect(throws: ConfigurationError.self) {
            try Settings(environment: ["ANNEAL_BACKEND_REDIS": text])
        }
        #expect(error?.place == "ANNEAL_BACKEND_REDIS")
        #expect(error?.description.contains("hunter2") == false)
        #expect(error?.remedy != nil)
    }

    @Test("name the variable for the password of each server")
    func variables() throws {
        let error = #expect(throws: ConfigurationError.self) {
            try Settings(environment: ["ANNEAL_BACKEND_KAFKA": "kafka://ann:hunter2@h:9092/anneal"])
        }
        #expect(error?.description.contains("ANNEAL_KAFKA_PASSWORD") == true)
        #expect(error?.description.contains("hunter2") == false)
        let graph = #expect(throws: ConfigurationError.self) {
            try Settings(environment: ["ANNEAL_BACKEND_NEO4J": "neo4j://ann:hunter2@h:7687/neo4j"])
        }
        #expect(graph?.description.contains("ANNEAL_NEO4J_PASSWORD") == true)
        #expect(graph?.description.contains("hunter2") == false)
        let registry = #expect(throws: ConfigurationError.self) {
            try Settings(environment: ["ANNEAL_BACKEND_REGISTRY": "etcd://ann:hunter2@h:2379/anneal"])
        }
        #expect(registry?.description.contains("ANNEAL_ETCD_PASSWORD or ANNEAL_CONSUL_TOKEN") == true)
        #expect(registry?.description.contains("hunter2") == false)
        #expect(try Settings(flags: ["backend.kafka": "kafka://ann@a:1,b:2/x"]).text("backend.kafka") != nil)
        let other = #expect(throws: ConfigurationError.self) {
            try Settings(environment: ["ANNEAL_BACKEND_CASSANDRA": "cassandra://ann:hunter2@h:9042/anneal"])
        }
        #expect(other?.description.contains("ANNEAL_CASSANDRA_PASSWORD") == true)
        #expect(other?.description.contains("hunter2") == false)
        #expect(try Settings(flags: ["backend.cassandra": "cassandra://a:1,b:2/x"]).text("backend.cassandra") != nil)
    }
}
