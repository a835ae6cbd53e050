import AnnealFoundation
import AnnealTesting
import Testing

@testable import AnnealBackends

@Suite("Connection strings of Neo4j", .tags(.unit))
struct BoltConfigurationTests {
    @Test("say whether to ask for other servers, and how to encrypt")
    func schemes() throws {
        let plain = try BoltConfiguration("bolt://h")
        #expect(!plain.isRouting && plain.security == nil && plain.hosts.map(\.description) == ["h:7687"])
        let cluster = try BoltConfiguration(
            "neo4j://ann@a:1,[::1]:2/graph?timeout=2s&patience=300ms&retry=1m&fetch=5&connections=2")
        #expect(cluster.isRouting && cluster.database == "graph" && cluster.user == "ann" && cluster.hosts.count == 2)
        #expect(
            cluster.timeout == .seconds(2) && cluster.patience == .milliseconds(300) && cluster.retry == .seconds(60))
        #expect(cluster.fetch == 5 && cluster.connections == 2)
        #expect(cluster.place == "neo4j://a:1,[::1]:2")
        let checked = try BoltConfiguration("neo4j+s://h?ca=%2Fca.pem&serverName=other")
        #expect(checked.security?.takesAnyCertificate == false && checked.security?.authorities == "/ca.pem")
        #expect(checked.security?.serverName == "other" && checked.isRouting && checked.place == "neo4j+s://h:7687")
        let unchecked = try BoltConfiguration("bolt+ssc://h")
        #expect(unchecked.security?.takesAnyCertificate == true && !unchecked.isRouting)
        #expect(unchecked.place == "bolt+ssc://h:7687")
    }

    @Test("take the password from the environment, and log in without one as nobody")
    func passwords() throws {
        let environment = ["ANNEAL_NEO4J_PASSWORD": "one", "OTHER": "two"]
        let usual = try BoltConfiguration("bolt://h", environment: environment)
        #expect(usual.login == ["scheme": "basic", "principal": "neo4j", "credentials": "one"])
        let other = try BoltConfiguration("bolt://ann@h?passwordFrom=OTHER", environment: environment)
        #expect(other.login == ["scheme": "basic", "principal": "ann", "credentials": "two"])
        #expect(try BoltConfiguration("bolt://ann@h").login == ["scheme": "none"])
        let error = #expect(throws: BackendError.self) { try BoltConfiguration("neo4j://ann:hunter2@h") }
        #expect(error?.description.contains("hunter2") == false)
    }

    @Test(
        "that have no effect or make no sense are refused",
        arguments: [
            "http://h", "bolt://a,b", "bolt://h/a/b", "bolt://h?timeout=soon", "bolt://h?timeout=0", "bolt://h?fetch=0",
            "bolt://h?connections=x", "bolt://h?ca=%2Fca.pem", "bolt+ssc://h?ca=%2Fca.pem", "neo4j://h?policy=eu",
        ])
    func refused(text: String) {
        let error = #expect(throws: BackendError.self) { try BoltConfiguration(text) }
        #expect(error?.code == .address)
        #expect(error?.remedy != nil)
    }
}
