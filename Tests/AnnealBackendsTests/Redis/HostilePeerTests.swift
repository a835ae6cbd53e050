import AnnealTesting
import NIOCore
import NIOPosix
import Testing

@testable import AnnealBackends

/// Answers everything with the same bytes, then closes.
private final class FixedAnswer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        context.close(promise: nil)
    }
}

@Suite("A peer that is no Redis server", .tags(.integration))
struct HostilePeerTests {
    @Test(
        "is told as such, and nothing crashes",
        arguments: [
            "HTTP/1.1 400 Bad Request\r\n\r\n", "\u{15}\u{3}\u{1}\0\u{2}\u{2}P", "", "*1000000\r\n:1\r\n",
            "%1\r\n+server\r\n+redis\r\n:5\r\n", "-ERR\r\n-ERR\r\n-ERR\r\n", "$-5\r\n", ">1\r\n+x\r\n",
        ])
    func hostile(text: String) async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(FixedAnswer(Array(text.utf8)))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        let client = RedisClient(
            RedisConfiguration(
                host: .init(name: "127.0.0.1", port: port), timeout: .seconds(2), patience: .milliseconds(200)))
        let error = await #expect(throws: BackendError.self) { try await client.execute(RedisCommand("GET", "k")) }
        #expect([.malformed, .lost, .unavailable, .refused].contains(error?.code))
        try await channel.close()
    }
}
