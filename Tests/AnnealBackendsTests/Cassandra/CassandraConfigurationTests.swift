import AnnealFoundation
import AnnealTesting
import Testing

@testable import AnnealBackends

@Suite("Addresses of Cassandra", .tags(.unit))
struct CassandraConfigurationTests {
    @Test("are read with all their options")
    func options() throws {
        let text =
            "cassandras://ann@a,b:9043/team_1?timeout=2s&patience=300ms&consistency=local_one&create=true&ca=/ca.pem"
        let found = try CassandraConfiguration(text, environment: ["ANNEAL_CASSANDRA_PASSWORD": "pw"])
        #expect(found.hosts == [.init(name: "a", port: 9042), .init(name: "b", port: 9043)])
        #expect(found.user == "ann")
        #expect(found.password == "pw")
        #expect(found.keyspace == "team_1")
        #expect(found.security?.authorities == "/ca.pem")
        #expect(found.timeout == .seconds(2))
        #expect(found.patience == .milliseconds(300))
        #expect(found.consistency == .localOne)
        #expect(found.createsTable)
        #expect(found.place == "cassandras://a:9042,b:9043")
        let plain = try CassandraConfiguration("cassandra://h")
        #expect(plain.security == nil)
        #expect(plain.keyspace == nil)
        #expect(plain.consistency == .localQuorum)
        #expect(!plain.createsTable)
    }

    @Test(
        "are refused when something in them is wrong, and what they hide is not repeated",
        arguments: [
            "redis://h", "cassandra://:hunter2@h", "cassandra://h/a-b", "cassandra://h/1a", "cassandra://h/a\"b",
            "cassandra://h?consistency=MOST", "cassandra://h?timeout=soon", "cassandra://h?create=maybe",
            "cassandra://h?pasword=hunter2", "cassandra://h/k?password=hunter2",
        ])
    func refused(text: String) {
        let error = #expect(throws: BackendError.self) { try CassandraConfiguration(text) }
        #expect(error?.code == .address)
        #expect(error?.remedy != nil)
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test("levels of consistency have the numbers and names of the protocol")
    func consistency() {
        let names = [
            "ANY", "ONE", "TWO", "THREE", "QUORUM", "ALL", "LOCAL_QUORUM", "EACH_QUORUM", "SERIAL", "LOCAL_SERIAL",
            "LOCAL_ONE",
        ]
        #expect(CassandraConsistency.allCases.map(\.description) == names)
        #expect(CassandraConsistency.allCases.map(\.rawValue) == Array(0...10))
        for name in names { #expect(CassandraConsistency(name: name)?.description == name) }
        #expect(CassandraConsistency(name: "") == nil)
    }
}
