import AnnealFoundation
import AnnealTesting
import Testing

@testable import AnnealBackends

@Suite("Connection strings", .tags(.unit))
struct BackendAddressTests {
    private static let schemes = ["redis": 6379, "bolt": 7687]

    @Test("give hosts, user, path and options")
    func parts() throws {
        let address = try BackendAddress(
            "redis://ann%40x@a.example:7000,[::1]:7001,b/3?timeout=2s&ca=%2Fa%20b.pem", schemes: Self.schemes)
        #expect(address.user == "ann@x")
        #expect(address.hosts.map(\.description) == ["a.example:7000", "[::1]:7001", "b:6379"])
        #expect(address.path == "3")
        #expect(address.options == ["timeout": "2s", "ca": "/a b.pem"])
        #expect(try BackendAddress("BOLT://h", schemes: Self.schemes).host == .init(name: "h", port: 7687))
    }

    @Test(
        "with a password are refused, and the error does not repeat it",
        arguments: [
            "redis://ann:hunter2@h", "redis://:hunter2@h:1/0", "redis://h/0?password=hunter2",
            "redis://x:hunter2@y@h", "redis://:hunter2/def=@h", "redis://u:hunter2?x@h", "redis://u:1/hunter2@h",
        ])
    func secrets(text: String) throws {
        let error = #expect(throws: BackendError.self) { try BackendAddress(text, schemes: Self.schemes) }
        #expect(error?.code == .address)
        #expect(error?.remedy?.contains("passwordFrom") == true)
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test(
        "that are none are refused with what to write",
        arguments: [
            "", "localhost:6379", "http://h", "redis://", "redis://h:0", "redis://h:99999", "redis://h:x",
            "redis://[::1", "redis://a,,b", "redis://h/%zz", "redis://h?x", "redis://@h", "redis://a b",
        ])
    func malformed(text: String) {
        let error = #expect(throws: BackendError.self) { try BackendAddress(text, schemes: Self.schemes) }
        #expect(error?.code == .address)
        #expect(error?.remedy?.contains("scheme://") == true)
        #expect(error?.exitCode == .badConfiguration)
    }

    @Test("take the password from the environment")
    func environment() throws {
        let environment = ["ANNEAL_REDIS_PASSWORD": "one", "OTHER": "two", "EMPTY": ""]
        #expect(try RedisConfiguration("redis://h", environment: environment).password == "one")
        #expect(try RedisConfiguration("redis://h?passwordFrom=OTHER", environment: environment).password == "two")
        #expect(try RedisConfiguration("redis://h?passwordFrom=EMPTY", environment: environment).password == nil)
    }

    @Test("of Redis have a database and times")
    func redis() throws {
        let configuration = try RedisConfiguration("rediss://h:1/4?timeout=300ms&patience=1m")
        #expect(configuration.database == 4)
        #expect(configuration.timeout == .milliseconds(300))
        #expect(configuration.patience == .seconds(60))
        #expect(configuration.security != nil)
        for text in ["redis://h/x", "redis://h/-1", "redis://h?timeout=soon", "redis://h?timeout=0"] {
            #expect(throws: BackendError.self) { try RedisConfiguration(text) }
        }
    }

    @Test("of every server refuse options that would change nothing, and name them")
    func options() {
        let unknown = #expect(throws: BackendError.self) { try RedisConfiguration("redis://h?timout=5s") }
        #expect(unknown?.place == "redis://h:6379, option timout" && unknown?.remedy?.contains("timeout") == true)
        for text in ["redis://h", "cassandra://h", "kafka://h", "etcd://h", "bolt://h"] {
            let address = text + "?ca=/x.pem"
            let error = #expect(throws: BackendError.self) {
                switch text.prefix(5) {
                case "redis": _ = try RedisConfiguration(address)
                case "cassa": _ = try CassandraConfiguration(address)
                case "kafka": _ = try KafkaConfiguration(address)
                case "etcd:": _ = try RegistryConfiguration(address)
                default: _ = try BoltConfiguration(address)
                }
            }
            #expect(error?.message.contains("TLS") == true, "\(text): \(error?.message ?? "")")
            #expect(error?.place?.hasSuffix("option ca") == true && error?.remedy?.contains("s://") == true)
        }
    }
}
