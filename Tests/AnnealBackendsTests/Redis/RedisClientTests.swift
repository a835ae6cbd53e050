import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealBackends

/// The client against the real server.
@Suite("The Redis client", .tags(.integration))
struct RedisClientTests {
    static func client(
        _ server: RedisServer, timeout: Duration = .seconds(10), patience: Duration = .seconds(20)
    ) throws -> RedisClient {
        var configuration = try RedisConfiguration(server.address)
        configuration.timeout = timeout
        configuration.patience = patience
        return RedisClient(configuration)
    }

    @Test("sets and gets any bytes, and pipelines keep their order")
    func commands() async throws {
        try await RedisServer.running { server in
            let client = try Self.client(server)
            let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            #expect(try await client.execute(RedisCommand("SET", "k", .bytes(bytes))) == .simple("OK"))
            #expect(try await client.execute(RedisCommand("GET", "k")).bytes == bytes)
            #expect(try await client.execute(RedisCommand("GET", "none")) == .null)
            let replies = try await client.pipeline(
                (0..<5_000).map { RedisCommand("INCRBY", "n", .integer($0 % 3)) })
            #expect(replies.last == .integer(4_999))
            #expect(zip(replies, replies.dropFirst()).allSatisfy { ($0.integer ?? 0) <= ($1.integer ?? 0) })
            // RESP3 gives a map, as HELLO 3 asked for.
            try await client.execute(RedisCommand("HSET", "h", "a", 1))
            #expect(
                try await client.execute(RedisCommand("HGETALL", "h"))
                    == .map([.init(key: .bulk([0x61]), value: .bulk([0x31]))]))
            #expect(try await client.pipeline([]).isEmpty)
        }
    }

    @Test("gives every one of many tasks its own answer")
    func concurrency() async throws {
        try await RedisServer.running { server in
            let client = try Self.client(server)
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<500 {
                    group.addTask {
                        try await client.execute(RedisCommand("ECHO", .text("\(number)"))).text == "\(number)"
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }
    }

    @Test("tells errors of the server with their code, and goes on")
    func errors() async throws {
        try await RedisServer.running { server in
            let client = try Self.client(server)
            try await client.execute(RedisCommand("SET", "k", "text"))
            let error = await #expect(throws: BackendError.self) { try await client.execute(RedisCommand("INCR", "k")) }
            #expect(error?.code == .refused)
            #expect(error?.reply == "ERR")
            let replies = try await client.pipeline([RedisCommand("LPUSH", "k", "x"), RedisCommand("GET", "k")])
            #expect(replies.first?.errorCode == "WRONGTYPE")
            #expect(replies.last?.text == "text")
        }
    }

    @Test("logs in, and tells a wrong password without repeating it")
    func passwords() async throws {
        try await RedisServer.running(password: "right-one") { server in
            var configuration = try RedisConfiguration(
                server.address, environment: ["ANNEAL_REDIS_PASSWORD": "right-one"])
            #expect(try await RedisClient(configuration).execute(RedisCommand("PING")) == .simple("PONG"))
            for password in ["wrong-one", nil] {
                configuration.password = password
                let error = await #expect(throws: BackendError.self) {
                    try await RedisClient(configuration).execute(RedisCommand("PING"))
                }
                #expect(error?.code == .authentication)
                #expect(error?.remedy?.contains("ANNEAL_REDIS_PASSWORD") == true)
                #expect(error?.description.contains("wrong-one") == false)
            }
            configuration.password = "right-one"
            #expect(
                try await RedisClient(configuration).execute(
                    RedisCommand("ACL", "SETUSER", "ann", "on", ">pw", "~*", "+@all"))
                    == .simple("OK"))
            configuration.user = "ann"
            configuration.password = "pw"
            configuration.database = 3
            let client = RedisClient(configuration)
            #expect(try await client.execute(RedisCommand("ACL", "WHOAMI")).text == "ann")
            #expect(try await client.execute(RedisCommand("CLIENT", "INFO")).text?.contains("db=3") == true)
        }
    }

    @Test("speaks RESP2 with a server that knows no HELLO", arguments: [nil, "secret"] as [String?])
    func fallback(password: String?) async throws {
        try await RedisServer.running(arguments: ["--rename-command", "HELLO", ""], password: password) { server in
            var configuration = try RedisConfiguration(server.address)
            configuration.password = password
            let client = RedisClient(configuration)
            try await client.execute(RedisCommand("HSET", "h", "a", "b"))
            let reply = try await client.execute(RedisCommand("HGETALL", "h"))
            #expect(reply == .array([.bulk([0x61]), .bulk([0x62])]))
            #expect(reply["a"]?.text == "b")
            try await client.listening(to: ["c"]) { messages in
                try await client.publish([1, 2], to: "c")
                for await message in messages {
                    #expect(message.payload == [1, 2])
                    break
                }
            }
        }
    }

    @Test("connects anew when the server was killed and is back")
    func reconnection() async throws {
        try await RedisServer.running { server in
            let client = try Self.client(server)
            try await client.execute(RedisCommand("SET", "k", "v"))
            server.program.kill()
            async let answer = client.execute(RedisCommand(["GET", "k"], isRepeatable: true))
            try await Task.sleep(for: .milliseconds(150))
            try await server.start()
            #expect(try await answer.text == "v")
        }
    }

    @Test("gives up at a server that is not there, and says what to do")
    func absence() async throws {
        try await RedisServer.running { server in
            let client = try Self.client(server, patience: .milliseconds(300))
            server.program.kill()
            let error = await #expect(throws: BackendError.self) { try await client.execute(RedisCommand("PING")) }
            #expect(error?.code == .unavailable)
            #expect(error?.place == "redis://127.0.0.1:\(server.port)")
            #expect(error?.remedy != nil)
            client.close()
            let closed = await #expect(throws: BackendError.self) { try await client.execute(RedisCommand("PING")) }
            #expect(closed?.code == .closed)
        }
    }

    @Test("does not wait longer than its time for a server that stands still, and works with it again")
    func timeout() async throws {
        try await RedisServer.running { server in
            let client = try Self.client(server, timeout: .milliseconds(300))
            try await client.execute(RedisCommand("PING"))
            server.program.freeze()
            let error = await #expect(throws: BackendError.self) { try await client.execute(RedisCommand("PING")) }
            #expect(error?.code == .timeout)
            server.program.thaw()
            #expect(try await client.execute(RedisCommand("PING")) == .simple("PONG"))
            // A command that lets the server wait has that time on top.
            let popped = try await client.execute(
                RedisCommand(["BLPOP", "none", .text("0.5")], wait: .milliseconds(500)))
            #expect(popped == .null)
        }
    }

    @Test("ends the waiting of a task that is cancelled, and the connection goes on")
    func cancellation() async throws {
        try await RedisServer.running { server in
            let client = try Self.client(server)
            try await client.execute(RedisCommand("PING"))
            let waiting = Task { try await client.execute(RedisCommand(["BLPOP", "l", 5], wait: .seconds(5))) }
            try await Task.sleep(for: .milliseconds(50))
            waiting.cancel()
            let result = await waiting.result
            #expect(throws: BackendError(code: .cancelled, message: "the task was cancelled")) { try result.get() }
            try await RedisClient(client.configuration).execute(RedisCommand("RPUSH", "l", "x"))
            #expect(try await client.execute(RedisCommand("PING")) == .simple("PONG"))
        }
    }

    @Test("runs scripts, also on a server that forgot them")
    func scripts() async throws {
        try await RedisServer.running { server in
            let client = try Self.client(server)
            let script = RedisScript("return {KEYS[1], ARGV[1], tonumber(ARGV[2]) + 1}")
            for _ in 0..<2 {
                let reply = try await script.run(on: client, keys: ["k"], arguments: ["a", 41])
                #expect(reply.elements?.map(\.text) == ["k", "a", "42"])
                try await client.execute(RedisCommand("SCRIPT", "FLUSH"))
            }
            let error = await #expect(throws: BackendError.self) {
                try await RedisScript("return redis.error_reply('MINE too bad')").run(on: client, keys: [])
            }
            #expect(error?.reply == "MINE")
        }
    }

    @Test("listens to channels and patterns, and again after the server was gone")
    func messages() async throws {
        try await RedisServer.running { server in
            let client = try Self.client(server)
            try await client.listening(to: ["news"], patterns: ["run:*"]) { messages in
                var incoming = messages.makeAsyncIterator()
                #expect(try await client.publish(Array("one".utf8), to: "news") == 1)
                #expect(
                    await incoming.next()
                        == RedisMessage(channel: "news", pattern: nil, payload: Array("one".utf8)))
                try await client.publish([], to: "run:7")
                #expect(await incoming.next() == RedisMessage(channel: "run:7", pattern: "run:*", payload: []))
                server.program.kill()
                try await server.start()
                var heard = 0
                for _ in 0..<500 where heard == 0 {
                    heard = try await client.publish([9], to: "news")
                    try await Task.sleep(for: .milliseconds(20))
                }
                #expect(heard == 1)
                #expect(await incoming.next()?.payload == [9])
            }
        }
    }

    @Test("encrypts, and refuses a certificate that it does not know")
    func encryption() async throws {
        try await withTemporaryFolder { folder in
            let openssl = try ServerProgram.find("openssl", package: "openssl")
            let maker = ServerProgram(
                openssl,
                [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem",
                ], in: folder)
            let certificate = folder.appending(path: "cert.pem").path
            try await maker.start { FileManager.default.fileExists(atPath: certificate) }
            try await Task.sleep(for: .milliseconds(200))
            let port = try await ServerProgram.freePort()
            let server = try await RedisServer(
                in: folder,
                arguments: [
                    "--tls-port", "\(port)", "--tls-cert-file", "cert.pem", "--tls-key-file", "key.pem",
                    "--tls-ca-cert-file", "cert.pem", "--tls-auth-clients", "no",
                ])
            try await server.start()
            defer { server.program.kill() }
            for host in ["localhost", "127.0.0.1"] {
                let client = RedisClient(try RedisConfiguration("rediss://\(host):\(port)?ca=\(certificate)"))
                #expect(try await client.execute(RedisCommand("PING")) == .simple("PONG"))
                try await client.listening(to: ["c"]) { messages in
                    try await client.publish([7], to: "c")
                    for await message in messages {
                        #expect(message.payload == [7])
                        break
                    }
                }
            }
            let stranger = RedisClient(try RedisConfiguration("rediss://localhost:\(port)?patience=300ms"))
            let error = await #expect(throws: BackendError.self) {
                try await stranger.execute(RedisCommand("PING"))
            }
            #expect(error?.message.lowercased().contains("certificate") == true)
            let missing = RedisClient(try RedisConfiguration("rediss://localhost:\(port)?ca=/nowhere.pem"))
            #expect(
                await #expect(throws: BackendError.self) { try await missing.execute(RedisCommand("PING")) }?.code
                    == .address)
        }
    }
}
