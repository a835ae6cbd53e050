import AnnealBackends
import AnnealFoundation
import AnnealTesting
import Foundation
import Synchronization
import Testing

/// The registry against the real server.
@Suite("The registry in etcd", .tags(.integration)) struct EtcdRegistryTests {
    static func service(_ id: String, name: String = "anneal-test", port: Int = 8001) -> RegisteredService {
        RegisteredService(name: name, id: id, address: "127.0.0.1", port: port, tags: ["anneal", "größe"])
    }

    private static func registry(
        _ address: String, password: String? = nil
    ) throws -> any ServiceRegistry {
        try RegistryConfiguration(address, environment: password.map { ["ANNEAL_ETCD_PASSWORD": $0] } ?? [:]).registry()
    }

    /// Waits until the services of a name are these.
    static func wait(
        for identifiers: [String], named name: String = "anneal-test", in registry: any ServiceRegistry
    ) async throws -> Bool {
        for _ in 0..<1200 {
            if try await registry.services(named: name).map(\.id) == identifiers { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    @Test("finds what was registered by its name alone, and not what was taken out") func found() async throws {
        try await EtcdServer.running { server in
            let registry = try Self.registry(server.address)
            let one = try await registry.register(Self.service("one"), timeToLive: .seconds(60))
            try await registry.register(Self.service("two"), timeToLive: .seconds(60))
            try await registry.register(Self.service("x", name: "anneal-test2"), timeToLive: .seconds(60))
            #expect(
                try await registry.services(named: "anneal-test") == [Self.service("one"), Self.service("two")])
            #expect(try await registry.keepAlive(one))
            // The same again, elsewhere: the old lease does not take the new entry along.
            let moved = Self.service("one", port: 9)
            let again = try await registry.register(moved, timeToLive: .seconds(60))
            try await registry.deregister(one)
            #expect(try await registry.services(named: "anneal-test") == [moved, Self.service("two")])
            try await registry.deregister(again)
            try await registry.deregister(again)
            #expect(try await !registry.keepAlive(again))
            #expect(try await registry.services(named: "anneal-test") == [Self.service("two")])
            // Others keep something else there.
            try await server.ask(
                "/v3/kv/put",
                [
                    "key": .string(Data("anneal/anneal-test/zzz".utf8).base64EncodedString()),
                    "value": .string(Data("text".utf8).base64EncodedString()),
                ])
            #expect(try await registry.services(named: "anneal-test") == [Self.service("two")])
            #expect(try await Self.registry(server.address + "/other").services(named: "anneal-test").isEmpty)
        }
    }

    @Test("what nobody keeps is gone when its lease ran out") func ranOut() async throws {
        try await EtcdServer.running { server in
            let registry = try Self.registry(server.address)
            let registration = try await registry.register(Self.service("one"), timeToLive: .seconds(2))
            #expect(try await registry.services(named: "anneal-test").count == 1)
            #expect(try await Self.wait(for: [], in: registry))
            #expect(try await !registry.keepAlive(registration))
        }
    }

    @Test("tells version and round trip, and a server that is gone") func health() async throws {
        try await EtcdServer.running { server in
            let registry = try Self.registry(server.address)
            let health = try await registry.health()
            #expect(health.version?.hasPrefix("3.") == true && health.roundTrip > .zero)
            server.program.kill()
            let error = await #expect(throws: BackendError.self) { try await registry.health() }
            #expect(error?.isTransient == true && error?.place == server.address + "/anneal", "\(error?.message ?? "")")
        }
    }

    @Test("asks the next member when one does not answer") func members() async throws {
        try await EtcdServer.running { server in
            let dead = try await ServerProgram.freePort()
            let registry = try Self.registry("etcd://127.0.0.1:\(dead),127.0.0.1:\(server.port)")
            try await registry.register(Self.service("one"), timeToLive: .seconds(60))
            #expect(try await registry.services(named: "anneal-test").count == 1)
            #expect(try await registry.health().version != nil)
        }
    }

    @Test("logs in, again after a restart, and tells a wrong password without repeating it") func login() async throws {
        try await EtcdServer.running { server in
            for (path, body) in [
                ("role/add", ["name": "root"]), ("user/add", ["name": "root", "password": "s3cret"]),
                ("user/grant", ["user": "root", "role": "root"]), ("user/add", ["name": "guest", "password": "guest"]),
                ("enable", [:]),
            ] as [(String, JSONValue)] {
                #expect(try await server.ask("/v3/auth/\(path)", body).status == 200, "\(path)")
            }
            let address = "etcd://root@127.0.0.1:\(server.port)"
            let registry = try Self.registry(address, password: "s3cret")
            let registration = try await registry.register(Self.service("one"), timeToLive: .seconds(60))
            server.program.kill()
            try await server.start()
            #expect(try await registry.keepAlive(registration))
            #expect(try await registry.services(named: "anneal-test").count == 1)
            for (address, password) in [
                (address, "wr0ng"), (server.address, nil), ("etcd://guest@127.0.0.1:\(server.port)", "guest"),
            ] as [(String, String?)] {
                let stranger = try Self.registry(address, password: password)
                let error = await #expect(throws: BackendError.self) {
                    try await stranger.services(named: "anneal-test")
                }
                #expect(error?.code == .authentication, "\(error?.message ?? "")")
                #expect(error?.description.contains("wr0ng") == false)
                #expect(error?.remedy?.contains("ANNEAL_ETCD_PASSWORD") == true)
            }
        }
    }

    @Test("encrypts, and refuses a certificate that it does not know") func encryption() async throws {
        try await withTemporaryFolder { folder in
            let made = try await SystemProcessLauncher().run(
                Command(
                    try ServerProgram.find("openssl", package: "openssl"),
                    [
                        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "key.pem", "-out",
                        "cert.pem",
                    ], workingDirectory: folder.path), timeout: .seconds(60), outputLimit: 1 << 16)
            #expect(made.succeeded, "\(made.standardError)")
            let certificate = folder.appending(path: "cert.pem").path
            let server = try await EtcdServer(
                in: folder,
                arguments: ["--cert-file", certificate, "--key-file", folder.appending(path: "key.pem").path],
                scheme: "https")
            try await server.start()
            defer { server.program.kill() }
            for host in ["localhost", "127.0.0.1"] {
                let registry = try Self.registry("etcds://\(host):\(server.port)?ca=\(certificate)")
                try await registry.register(Self.service("one"), timeToLive: .seconds(60))
                #expect(try await registry.services(named: "anneal-test") == [Self.service("one")])
            }
            let stranger = try Self.registry("etcds://localhost:\(server.port)?timeout=2s")
            let error = await #expect(throws: BackendError.self) { try await stranger.services(named: "anneal-test") }
            #expect(error?.isTransient == true, "\(error?.message ?? "")")
        }
    }

    @Test("a service stays registered over restarts of the server, also one that lost everything") func kept()
        async throws
    {
        try await withTemporaryFolder { folder in
            let server = try await EtcdServer(in: folder)
            try await server.start()
            defer { server.program.kill() }
            let registry = try Self.registry(server.address + "?timeout=500ms")
            let notices = Mutex<[String]>([])
            let keeper = ServiceKeeper(Self.service("one"), in: registry, timeToLive: .seconds(5)) { notice in
                notices.withLock { $0.append("\(notice)".prefix { $0.isLetter }.lowercased()) }
            }
            let task = Task { await keeper.run() }
            #expect(try await Self.wait(for: ["one"], in: registry))
            for loses in [false, true] {
                server.program.kill()
                for _ in 0..<1200 where notices.withLock({ !$0.contains("failed") }) {
                    try await Task.sleep(for: .milliseconds(50))
                }
                if loses { try FileManager.default.removeItem(at: folder.appending(path: "data")) }
                try await server.start()
                #expect(try await Self.wait(for: ["one"], in: registry))
            }
            task.cancel()
            await task.value
            #expect(try await registry.services(named: "anneal-test").isEmpty)
            #expect(notices.withLock { $0 } == ["registered", "failed", "recovered"])
        }
    }
}
