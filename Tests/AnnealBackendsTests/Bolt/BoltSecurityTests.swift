import AnnealFoundation
import AnnealTesting
import Foundation
import NIOSSL
import Testing

@testable import AnnealBackends

@Suite("Bolt over TLS", .tags(.integration))
struct BoltSecurityTests {
    @Test("encrypts, refuses a certificate that it does not know, and takes any where the address says so")
    func certificates() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let openssl = try ServerProgram.find("openssl", package: "openssl")
            let maker = ServerProgram(
                openssl,
                [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem",
                ], in: folder)
            let certificate = folder.appending(path: "cert.pem").path
            let key = folder.appending(path: "key.pem").path
            try await maker.start {
                // It is written in one piece, but the file is there before that.
                (try? NIOSSLCertificate.fromPEMFile(certificate).isEmpty) == false
            }
            let context = try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
                    privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))))
            try await BoltPeer.running(security: context) { (peer: BoltPeer, port: Int) async throws -> Void in
                func run(_ address: String) async throws -> [[BoltValue]] {
                    try await BoltClient(try BoltConfiguration(address)).session().run("RETURN 1").rows
                }
                let options = "?patience=300ms&ca=\(certificate)"
                #expect(try await run("bolt+s://localhost:\(port)\(options)") == [[1]])
                #expect(try await run("bolt+ssc://localhost:\(port)") == [[1]])
                #expect(try await run("bolt+ssc://127.0.0.1:\(port)") == [[1]])
                #expect(peer.greetings.count == 3)
                for address in [
                    "bolt+s://localhost:\(port)?patience=300ms",
                    "bolt+s://localhost:\(port)\(options)&serverName=other",
                ] {
                    let error = await #expect(throws: BackendError.self) { try await run(address) }
                    #expect(error?.message.lowercased().contains("certificate") == true, "\(String(describing: error))")
                }
                await #expect(throws: BackendError.self) {
                    try await run("bolt://localhost:\(port)?patience=300ms&timeout=500ms")
                }
                #expect(peer.greetings.count == 3, "nothing was said over a connection that is not safe")
                let missing = await #expect(throws: BackendError.self) {
                    try await run("bolt+s://localhost:\(port)?ca=/nowhere.pem")
                }
                #expect(missing?.code == .address)
            }
        }
    }
}
