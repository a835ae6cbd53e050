import AnnealFoundation
import AnnealTesting
import Foundation
import Synchronization
import Testing

@testable import AnnealSafety

/// The proxy against a real server, with the real sandbox around the client.
@Suite("The way out of the sandbox", .tags(.integration), .serialized, .timeLimit(.minutes(3)))
struct EgressProxyTests {
    private struct Scene {
        var sandbox: BubblewrapSandbox
        var workspace: String
        var port: Int
        var seen: @Sendable () -> [EgressProxy.Connection]

        func run(_ script: String, profile: SandboxProfile = .network) async throws -> CommandResult {
            try await sandbox.run(
                Command("sh", ["-c", script]), workspace: workspace, limits: SandboxLimits(time: .seconds(30)),
                profile: profile)
        }
    }

    /// A web server outside of the sandbox, and a proxy that lets through what the rules say; PORT is the server's.
    private func withScene(_ rules: [String], failing: Bool = false, _ body: (Scene) async throws -> Void) async throws
    {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let root = folder.resolvingSymlinksInPath()
            let workspace = root.appending(path: "work")
            try FileManager.default.createDirectory(at: workspace, withIntermediateDirectories: true)
            try await withMockModelServer(ModelScript(answers: [])) { server in
                let port = try #require(
                    server.url.split(separator: ":").last.flatMap { Int($0.prefix { $0.isNumber }) })
                let list = Heard()
                var sandbox = try await BubblewrapSandbox.probe(launcher: SystemProcessLauncher())
                let proxy = try await EgressProxy(
                    try EgressRules(rules.map { $0.replacing("PORT", with: "\(port)") })
                ) { connection in
                    list.add(connection)
                    if failing { throw CancellationError() }
                }
                sandbox.egress = proxy
                try await body(Scene(sandbox: sandbox, workspace: workspace.path, port: port) { list.all })
                proxy.stop()
                #expect(!FileManager.default.fileExists(atPath: proxy.socket))
            }
        }
    }

    private final class Heard: Sendable {
        private let list = Mutex<[EgressProxy.Connection]>([])
        var all: [EgressProxy.Connection] { list.withLock { $0 } }
        func add(_ connection: EgressProxy.Connection) { list.withLock { $0.append(connection) } }
    }

    private static let fetch = """
        python3 - <<'END'
        import urllib.request
        try:
            print(urllib.request.urlopen(URL, timeout=10).status)
        except Exception as error:
            print(getattr(error, "code", type(error).__name__), getattr(error, "read", lambda: b"")().decode())
        END
        """

    private func fetch(_ url: String, bypassing: Bool = false) -> String {
        let start = bypassing ? "unset http_proxy HTTP_PROXY; " : "unset no_proxy NO_PROXY; "
        return start + Self.fetch.replacing("URL", with: "\"\(url)\"")
    }

    @Test("leads to what is allowed, by the proxy alone")
    func allowed() async throws {
        try await withScene(["localhost:PORT"]) { scene in
            let result = try await scene.run(fetch("http://localhost:\(scene.port)/health"))
            #expect(result.standardOutput == "200\n", "\(result.standardError)")
            #expect(scene.seen() == [.init(host: "localhost", port: scene.port, isAllowed: true, reason: "")])
            let direct = try await scene.run(fetch("http://127.0.0.1:\(scene.port)/health", bypassing: true))
            #expect(!direct.standardOutput.hasPrefix("200"))
            let other = try await scene.run(fetch("http://localhost:\(scene.port)/health"), profile: .workspace)
            #expect(!other.standardOutput.hasPrefix("200"))
        }
    }

    @Test("makes no connection that cannot be recorded")
    func unrecorded() async throws {
        try await withScene(["localhost:PORT"], failing: true) { scene in
            let result = try await scene.run(fetch("http://localhost:\(scene.port)/health"))
            #expect(result.standardOutput.hasPrefix("503 anneal: the connection cannot be recorded"))
        }
    }

    @Test("refuses everything else, says why, and tells it")
    func refused() async throws {
        try await withScene(["pypi.org"]) { scene in
            let result = try await scene.run(fetch("http://localhost:\(scene.port)/health"))
            #expect(result.standardOutput.hasPrefix("403 anneal: localhost:\(scene.port) is not among"))
            #expect(scene.seen().map(\.isAllowed) == [false])
        }
    }

    @Test("a tunnel that names another server, or carries no TLS, is cut")
    func tunnels() async throws {
        let client = """
            python3 - <<'END'
            import socket, ssl
            def tunnel():
                s = socket.create_connection(("127.0.0.1", 47808), timeout=10)
                s.sendall(b"CONNECT localhost:PORT HTTP/1.1\\r\\n\\r\\n")
                print(s.recv(100).split(b"\\r\\n")[0].decode())
                return s
            s = tunnel()
            s.sendall(b"GET /health HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
            print(s.recv(100))
            context = ssl.create_default_context()
            try:
                context.wrap_socket(tunnel(), server_hostname="evil.example")
            except OSError as error:
                print("cut")
            END
            """
        try await withScene(["localhost:PORT"]) { scene in
            let result = try await scene.run(client.replacing("PORT", with: "\(scene.port)"))
            let established = "HTTP/1.1 200 Connection established\n"
            #expect(result.standardOutput == established + "b''\n" + established + "cut\n", "\(result.standardError)")
            #expect(scene.seen().count == 2 && scene.seen().allSatisfy { !$0.isAllowed })
            #expect(scene.seen().last?.reason.contains("evil.example") == true)
        }
    }

    @Test("without a proxy the profile is refused, not widened")
    func missing() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let sandbox = try await BubblewrapSandbox.probe(launcher: SystemProcessLauncher())
            await #expect(throws: SandboxError.self) {
                _ = try await sandbox.run(
                    Command("true"), workspace: folder.resolvingSymlinksInPath().path, limits: SandboxLimits(),
                    profile: .network)
            }
        }
    }
}
