import AnnealFoundation
import AnnealTesting
import Testing

@testable import AnnealBackends

@Suite("Addresses of Kafka clusters", .tags(.unit))
struct KafkaConfigurationTests {
    @Test("have brokers, a prefix, a user and options")
    func read() throws {
        let plain = try KafkaConfiguration("kafka://a,b:9192")
        #expect(plain.hosts.map(\.description) == ["a:9092", "b:9192"])
        #expect(plain.topic == "anneal.events")
        #expect(plain.group("g") == "anneal.g")
        #expect(plain.common["security.protocol"] == "plaintext")
        #expect(plain.common["bootstrap.servers"] == "a:9092,b:9192")
        let full = try KafkaConfiguration(
            "kafkas://ann@[::1]/team.one?sasl=scram-sha-256&ca=/c.pem&cert=/d.pem&key=/k.pem&timeout=700ms&queue=7",
            environment: ["ANNEAL_KAFKA_PASSWORD": "hunter2"])
        #expect(full.topic == "team.one.events")
        #expect(full.common["bootstrap.servers"] == "[::1]:9093")
        #expect(full.common["security.protocol"] == "sasl_ssl")
        #expect(full.common["sasl.mechanisms"] == "SCRAM-SHA-256")
        #expect(full.common["sasl.username"] == "ann")
        #expect(full.common["sasl.password"] == "hunter2")
        #expect(full.common["ssl.ca.location"] == "/c.pem")
        #expect(full.common["ssl.certificate.location"] == "/d.pem")
        #expect(full.common["ssl.key.location"] == "/k.pem")
        #expect(full.common["ssl.endpoint.identification.algorithm"] == "https")
        #expect(full.common["enable.ssl.certificate.verification"] == "true")
        #expect(!plain.common.keys.contains { $0.contains("ssl") })
        #expect(full.producing["delivery.timeout.ms"] == "12800")
        #expect(full.producing["message.max.bytes"] == "100000000")
        #expect(full.producing["queue.buffering.max.messages"] == "7")
        #expect(full.producing["acks"] == "all")
        #expect(full.producing["enable.idempotence"] == "true")
        let other = try KafkaConfiguration("kafka://ann@h?passwordFrom=OTHER", environment: ["OTHER": "x"])
        #expect(other.password == "x")
        #expect(other.common["security.protocol"] == "sasl_plaintext")
    }

    @Test(
        "that cannot be used are refused with what to do",
        arguments: [
            "kafka://ann:hunter2@h", "kafka://h?password=hunter2", "redis://h", "kafka://h/a%20b", "kafka://h/a/b",
            "kafka://h?timeout=soon", "kafka://h?timeout=1ms", "kafka://h?timeout=301s", "kafka://h?queue=0",
            "kafka://h?sasl=gssapi", "kafka://ann@h", "kafkas://h?serverName=x", "kafka://", "kafka://h?ca=/c.pem",
            "kafka://h?cert=/d.pem", "kafka://h?key=/k.pem", "kafka://h?serverName=x", "kafkas://h?verify=false",
            "kafka://h?Timeout=1s",
        ])
    func refused(text: String) throws {
        let error = #expect(throws: BackendError.self) { try KafkaConfiguration(text) }
        #expect(error?.code == .address)
        #expect(error?.remedy != nil)
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test("have no options that would do nothing: the error names the option")
    func options() throws {
        let unknown = #expect(throws: BackendError.self) { try KafkaConfiguration("kafka://h?timeout=1s&patience=1s") }
        #expect(unknown?.message.contains("'patience'") == true)
        #expect(unknown?.remedy?.contains("ca, cert, key, passwordFrom, queue, sasl, timeout") == true)
        let plain = #expect(throws: BackendError.self) { try KafkaConfiguration("kafka://h?ca=/c.pem") }
        #expect(plain?.place?.contains("option ca") == true)
        #expect(plain?.remedy?.contains("kafkas://") == true)
        let long = #expect(throws: BackendError.self) { try KafkaConfiguration("kafka://h?timeout=10m") }
        #expect(long?.remedy?.contains("100ms to 300s") == true)
        #expect(try KafkaConfiguration("kafka://h?timeout=300s").timeout == .seconds(300))
    }

    @Test("with files that are not there are refused by the client")
    func files() throws {
        let configuration = try KafkaConfiguration("kafkas://127.0.0.1:1?ca=/nowhere/ca.pem")
        let error = #expect(throws: BackendError.self) { try KafkaReader(configuration) }
        #expect(error?.code == .address)
        #expect(error?.message.contains("ssl.ca.location") == true, "\(String(describing: error))")
        #expect(error?.message.contains(where: \.isNewline) == false)
    }
}
