import AnnealBackends
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import anneal

/// Services of the real program in a registry.
@Suite("Services in a registry", .tags(.integration), .timeLimit(.minutes(5)))
struct RegistryServeTests {
    /// A service that was started, and the line that it told first.
    private struct Started {
        var process: Process
        var told: JSONValue
        var notes: URL

        var url: String { told["url"]?.stringValue ?? "" }
        var port: Int { Int(url.split(separator: ":").last ?? "") ?? 0 }
        var errors: String { (try? String(contentsOf: notes, encoding: .utf8)) ?? "" }
    }

    /// Starts a service; whoever does ends it.
    private static func start(
        _ arguments: [String], registry: String, home: URL, adding variables: [String: String] = [:]
    ) throws -> Started {
        let program = try BuiltProgram(home: home)
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        let notes = home.appending(path: "notes.txt")
        _ = FileManager.default.createFile(atPath: notes.path, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program.path)
        process.arguments = arguments + ["--port", "0", "--json"]
        process.environment = program.environment.merging(["ANNEAL_BACKEND_REGISTRY": registry]) { $1 }
            .merging(variables) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: notes)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // The address is told once the port is bound.
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let told = try JSONValue(parsing: line.trimmingCharacters(in: .newlines))
        return Started(process: process, told: told, notes: notes)
    }

    private static func end(_ process: Process, _ signal: Int32) {
        guard process.isRunning else { return }
        _ = kill(process.processIdentifier, signal)
        process.waitUntilExit()
    }

    /// Waits until a condition holds.
    private static func wait(_ condition: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<1200 {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    @Test("one that ends is taken out, and one that is killed is gone when its lease ran out") func etcd() async throws
    {
        try await EtcdServer.running { server in
            try await withTemporaryFolder { folder in
                let address = server.address + "/team?ttl=5s&advertise=10.0.0.7"
                let registry = try RegistryConfiguration(address).registry()
                let home = folder.appending(path: "home")
                for signal in [SIGTERM, SIGKILL] {
                    let service = try Self.start(["learn", "serve"], registry: address, home: home)
                    defer { Self.end(service.process, SIGKILL) }
                    #expect(
                        try await Self.wait { try await registry.services(named: "anneal-learning").count == 1 },
                        "\(service.errors)")
                    let entry = try #require(try await registry.services(named: "anneal-learning").first)
                    #expect(entry.address == "10.0.0.7" && entry.port == service.port, "\(entry)")
                    #expect(entry.tags.contains("version-\(AnnealVersion.text)"))
                    Self.end(service.process, signal)
                    if signal == SIGTERM {
                        #expect(service.process.terminationStatus == 143)
                        #expect(try await registry.services(named: "anneal-learning").isEmpty)
                    } else {
                        #expect(try await registry.services(named: "anneal-learning") == [entry])
                        #expect(
                            try await Self.wait { try await registry.services(named: "anneal-learning").isEmpty })
                    }
                }
            }
        }
    }

    @Test("a registry that is not there stops nothing, and has the service once it is there") func late() async throws {
        try await withTemporaryFolder { folder in
            let server = try await EtcdServer(in: folder)
            let root = folder.appending(path: "repo")
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
            try Data("def f(x):\n    return x\n".utf8).write(to: root.appending(path: "a.py"))
            let service = try Self.start(
                ["context", "serve", "--repo", root.path, "--tokenizer", "estimate", "--no-vectors"],
                registry: server.address + "?timeout=1s", home: folder.appending(path: "home"),
                adding: ["ANNEAL_CONTEXT_TOKEN": "t0ken"])
            defer { Self.end(service.process, SIGKILL) }
            let client = ServiceClient(address: service.url, token: "t0ken")
            #expect(try await client.send("/healthz").status == 200)
            #expect(try await Self.wait { service.errors.contains("not registered for now") })
            try await server.start()
            defer { server.program.kill() }
            let registry = try RegistryConfiguration(server.address).registry()
            #expect(
                try await Self.wait {
                    try await registry.services(named: "anneal-context").first?.port == service.port
                },
                "\(service.errors)")
            #expect(try await Self.wait { service.errors.contains("after it had failed") })
            let entry = try #require(try await registry.services(named: "anneal-context").first)
            #expect(entry.address == "127.0.0.1")
            #expect(!"\(entry)".contains("repo") && !"\(entry)".contains("t0ken"))
            #expect(service.errors.components(separatedBy: "not registered for now").count == 2)
            #expect(try await client.send("/healthz").status == 200)
        }
    }

    @Test("Consul has the service while it runs") func consul() async throws {
        let agent = ConsulPeer(token: "t0ken")
        try await agent.running { address, _ in
            try await withTemporaryFolder { folder in
                let service = try Self.start(
                    ["learn", "serve"], registry: address, home: folder.appending(path: "home"),
                    adding: ["ANNEAL_CONSUL_TOKEN": "t0ken"])
                defer { Self.end(service.process, SIGKILL) }
                #expect(try await Self.wait { agent.identifiers.count == 1 }, "\(service.errors)")
                #expect(agent.identifiers.first?.hasSuffix("-\(service.port)") == true)
                Self.end(service.process, SIGINT)
                #expect(service.process.terminationStatus == 130 && agent.identifiers.isEmpty)
            }
        }
    }

    @Test("an address that cannot be used ends the command before it serves") func address() async throws {
        try await withTemporaryFolder { folder in
            let program = try BuiltProgram(home: folder)
            let result = try await program.run(
                ["learn", "serve", "--port", "0"], adding: ["ANNEAL_BACKEND_REGISTRY": "etcd://h?ttl=1s"])
            #expect(result.ending == .exited(78), "\(result.standardError)")
            #expect(result.standardError.contains("option ttl") && result.standardOutput.isEmpty)
        }
    }
}
