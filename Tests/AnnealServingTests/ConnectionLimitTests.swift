import AnnealServing
import AnnealTesting
import Foundation
import NIOCore
import NIOPosix
import Testing

@Suite("Limits of services", .timeLimit(.minutes(2)))
struct ConnectionLimitTests {
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
        try await ServedRoutes.with(limits: limits) { served in
            try await Client(served.client.address).hold {
                try await Client(served.client.address).hold {
                    let answer = try await Client(served.client.address).send(Self.health)
                    #expect(answer.hasPrefix("HTTP/1.1 503 "), "\(answer)")
                    #expect(answer.contains("there are 2 connections already"))
                }
            }
            #expect(served.refusals.connections == 1)
            // The server learns of the ends a moment later.
            var answer = ""
            for _ in 0..<200 where !answer.hasPrefix("HTTP/1.1 200") {
                try await Task.sleep(for: .milliseconds(10))
                answer = try await Client(served.client.address).send(
                    "GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")
            }
            #expect(answer.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test(
        "a connection on which nothing comes is closed, before a request, within one and after an answer",
        arguments: ["", "POST /echo HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 10\r\n\r\n{", health])
    func idle(text: String) async throws {
        let limits = ConnectionLimits(connections: 4, idle: .milliseconds(300))
        try await ServedRoutes.with(limits: limits) { served in
            let client = try await Client(served.client.address)
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
        try await ServedRoutes.with(limits: limits) { served in
            let answer = try await served.client.send("/slow")
            #expect(answer.status == 200 && answer.body == "late")
        }
    }
}
