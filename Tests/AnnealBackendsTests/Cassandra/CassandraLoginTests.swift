import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealBackends

@Suite("Connections to Cassandra", .tags(.integration))
struct CassandraLoginTests {
    private let question = CassandraStatement("SELECT release_version FROM system.local WHERE key='local'")

    @Test("log in, and tell a wrong password without repeating it")
    func passwords() async throws {
        try await CassandraPeer.running(arguments: ["--password", "ann:right-one"]) { peer in
            let client = try CassandraScene.client(peer) { ($0.user, $0.password) = ("ann", "right-one") }
            #expect(try await client.execute(question).rows.first?["release_version"] == .text("4.1.0"))
            let wrong: [(String?, String?)] = [
                ("ann", "wrong-one"), ("eve", "right-one"), ("ann", nil), (nil, nil),
            ]
            for (user, password) in wrong {
                let client = try CassandraScene.client(peer) { ($0.user, $0.password) = (user, password) }
                let error = await #expect(throws: CassandraError.self) { try await client.execute(question) }
                #expect(error?.backend.code == .authentication)
                #expect(error?.remedy?.contains("ANNEAL_CASSANDRA_PASSWORD") == true)
                #expect(error?.description.contains("wrong-one") == false)
                #expect(error?.description.contains("right-one") == false)
            }
        }
    }

    @Test("give no password to a server that checks something else")
    func otherChecks() async throws {
        let arguments = ["--password", "ann:pw", "--authenticator", "org.example.KerberosAuthenticator"]
        try await CassandraPeer.running(arguments: arguments) { peer in
            let client = try CassandraScene.client(peer) { ($0.user, $0.password) = ("ann", "pw") }
            let error = await #expect(throws: CassandraError.self) { try await client.execute(question) }
            #expect(error?.backend.code == .authentication)
            #expect(error?.message.contains("KerberosAuthenticator") == true)
        }
    }

    @Test("tell a server that speaks other versions of the protocol", arguments: [3, 5])
    func versions(version: Int) async throws {
        try await CassandraPeer.running(arguments: ["--protocol", "\(version)"]) { peer in
            let client = try CassandraScene.client(peer)
            let error = await #expect(throws: CassandraError.self) { try await client.execute(question) }
            #expect(error?.backend.code == .refused)
            #expect(error?.message.contains("version \(version) of the protocol") == true)
            #expect(error?.remedy?.contains("2.2") == true)
        }
    }

    @Test("use the keyspace that they are given, on every connection")
    func keyspaces() async throws {
        try await CassandraPeer.running { peer in
            try await CassandraScene.fill(peer, rows: 3)
            let client = try CassandraScene.client(peer) { $0.keyspace = "anneal" }
            let short = CassandraStatement("SELECT n FROM t", isIdempotent: true)
            #expect(try await client.execute(short).rows.count == 3)
            try await CassandraScene.order(#"{"do": "close", "on": "QUERY", "match": "FROM t"}"#, to: peer)
            #expect(try await client.execute(short).rows.count == 3)
            let other = try CassandraScene.client(peer) { $0.keyspace = "none" }
            let error = await #expect(throws: CassandraError.self) { try await other.execute(short) }
            #expect(error?.message.contains("Keyspace 'none' does not exist") == true)
        }
    }

    @Test("are encrypted, and refuse a certificate that they do not know")
    func encryption() async throws {
        try await withTemporaryFolder { folder in
            let maker = ServerProgram(
                try ServerProgram.find("openssl", package: "openssl"),
                [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem",
                ], in: folder)
            let certificate = folder.appending(path: "cert.pem").path
            try await maker.start { FileManager.default.fileExists(atPath: certificate) }
            try await Task.sleep(for: .milliseconds(200))
            let peer = try await CassandraPeer(
                in: folder, arguments: ["--tls", "\(certificate):\(folder.appending(path: "key.pem").path)"])
            try await peer.start()
            defer { peer.program.kill() }
            for host in ["localhost", "127.0.0.1"] {
                let client = CassandraClient(
                    try CassandraConfiguration("cassandras://\(host):\(peer.port)?ca=\(certificate)"))
                #expect(try await client.execute(question).rows.count == 1)
            }
            let stranger = CassandraClient(
                try CassandraConfiguration("cassandras://localhost:\(peer.port)?patience=300ms"))
            let error = await #expect(throws: CassandraError.self) { try await stranger.execute(question) }
            #expect(error?.message.lowercased().contains("certificate") == true)
            let plain = CassandraClient(
                try CassandraConfiguration("cassandra://localhost:\(peer.port)?patience=300ms&timeout=1s"))
            await #expect(throws: CassandraError.self) { try await plain.execute(question) }
        }
    }

    @Test("tell what a cluster says about itself")
    func health() async throws {
        try await CassandraPeer.running { peer in
            let client = CassandraClient(try CassandraConfiguration(peer.address))
            let health = try await CassandraHealth.asking(client)
            #expect(health.cluster == "peer")
            #expect(health.version == "4.1.0")
            #expect(health.protocols == ["3/v3", "4/v4"])
            #expect(health.servers == 1)
            #expect(health.roundTrip > .zero)
        }
    }
}
