import AnnealContext
import AnnealFoundation
import Foundation
import NIOCore
import NIOPosix
import Testing

@Suite("Limits of the context service", .timeLimit(.minutes(2)))
struct ConnectionLimitTests {
    private let files = ["store.py": PackedFolder.function("load_record", lines: 4)]

    /// A connection that is made by hand.
    private struct Client {
        let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

        init(_ address: String) async throws {
            let port = try #require(address.split(separator: ":").last.flatMap { Int($0) })
            channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel(wrappingChannelSynchronously: channel) }
                }
        }

        /// Sends a text, and gives all that comes until the server closes.
        func send(_ text: String) async throws -> String {
            try await channel.executeThenClose { inbound, outbound in
                if !text.isEmpty { try await outbound.write(ByteBuffer(string: text)) }
                var answer = ""
                for try await bytes in inbound { answer += String(buffer: bytes) }
                return answer
            }
        }

        /// Holds the connection, which has answered once and so has a place, while something is done.
        func hold(while body: () async throws -> Void) async throws {
            try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: ConnectionLimitTests.health))
                var answer = ""
                for try await bytes in inbound {
                    answer += String(buffer: bytes)
                    if answer.contains("\"ok\"") { break }
                }
                #expect(answer.hasPrefix("HTTP/1.1 200 "))
                try await body()
            }
        }
    }

    private static let health = "GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n"

    @Test("connections beyond the limit are told so and closed, and there is room again when others end")
    func most() async throws {
        let limits = ConnectionLimits(connections: 2, idle: .seconds(60))
        try await ServedFolder.with(files, limits: limits) { folder in
            try await Client(folder.address).hold {
                try await Client(folder.address).hold {
                    let answer = try await Client(folder.address).send(Self.health)
                    #expect(answer.hasPrefix("HTTP/1.1 503 "), "\(answer)")
                    #expect(answer.contains("there are 2 connections already"))
                }
            }
            // The server learns of the ends a moment later.
            var metrics = ""
            for _ in 0..<200 where !metrics.hasPrefix("HTTP/1.1 200") {
                try await Task.sleep(for: .milliseconds(10))
                metrics = try await Client(folder.address).send(
                    "GET /metrics HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n"
                        + "authorization: Bearer \(ServedFolder.token)\r\n\r\n")
            }
            #expect(metrics.contains("anneal_context_refused_connections_total "))
            #expect(!metrics.contains("anneal_context_refused_connections_total 0"))
        }
    }

    @Test(
        "a connection on which nothing comes is closed, before a request, within one and after an answer",
        arguments: ["", "POST /v1/search HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 10\r\n\r\n{", health])
    func idle(text: String) async throws {
        let limits = ConnectionLimits(connections: 4, idle: .milliseconds(300))
        try await ServedFolder.with(files, limits: limits) { folder in
            let client = try await Client(folder.address)
            let start = ContinuousClock.now
            // Ends only when the server closes.
            let answer = try await client.send(text)
            #expect(answer.hasPrefix("HTTP/1.1 200") == (text == Self.health))
            #expect(ContinuousClock.now - start > .milliseconds(200))
        }
    }

    @Test("a client that waits for a long answer is not idle")
    func waiting() async throws {
        let limits = ConnectionLimits(connections: 4, idle: .milliseconds(100))
        let embedder = SlowEmbedder(pause: .milliseconds(600))
        try await ServedFolder.with(files, embedder: embedder, limits: limits) { folder in
            try await folder.service.index.embed(with: [embedder])
            let answer = try await folder.send("/v1/search", ["query": "load record"])
            #expect(answer.status == 200)
            #expect(answer.json["results"]?[0]?["path"]?.stringValue == "store.py")
        }
    }
}

/// Takes its time.
private struct SlowEmbedder: TextEmbedder {
    let model = "slow"
    let pause: Duration

    func vectors(of texts: [String]) async throws -> [[Float]] {
        try await Task.sleep(for: pause)
        return texts.map { _ in [1, 0] }
    }
}
