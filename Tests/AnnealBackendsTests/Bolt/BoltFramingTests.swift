import AnnealFoundation
import AnnealTesting
import NIOCore
import Testing

@testable import AnnealBackends

@Suite("Handshake and chunks of Bolt", .tags(.unit))
struct BoltFramingTests {
    @Test("the greeting offers 5.4 down to 5.0, then 4.4") func greeting() {
        let expected: [UInt8] = [0x60, 0x60, 0xB0, 0x17, 0, 4, 4, 5, 0, 0, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0]
        #expect(BoltVersion.greeting == expected)
    }

    @Test(
        "takes what it offered",
        arguments: [([0, 0, 4, 5], "5.4"), ([0, 0, 0, 5], "5.0"), ([0, 0, 4, 4], "4.4")] as [([UInt8], String)])
    func offered(answer: [UInt8], version: String) throws {
        #expect(try BoltVersion(answer: answer).description == version)
    }

    @Test(
        "refuses what it did not, and says what listens there",
        arguments: [
            ([0, 0, 0, 0], "speaks none"), ([0x48, 0x54, 0x54, 0x50], "web server"), ([0, 0, 7, 5], "not offered"),
            ([0, 0, 3, 4], "not offered"), ([0, 0, 1, 0xFF], "not offered"), ([1, 0, 4, 5], "not offered"),
            ([0x15, 3, 1, 0], "not offered"),
        ] as [([UInt8], String)])
    func refused(answer: [UInt8], reason: String) {
        let error = #expect(throws: BackendError.self) { try BoltVersion(answer: answer) }
        #expect(error?.code == .malformed)
        #expect(error?.message.contains(reason) == true)
        #expect(error?.remedy != nil)
    }

    @Test(
        "a long message goes in several chunks, and comes back from single bytes",
        arguments: [1, 65_535, 65_536, 200_000])
    func chunks(count: Int) throws {
        let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let bytes = BoltChunks.bytes(of: ByteBuffer(bytes: content))
        let needed = (count + 65_534) / 65_535
        #expect(bytes.readableBytes == count + 2 * needed + 2)
        var chunks = BoltChunks()
        var found: [ByteBuffer] = []
        var rest = ByteBuffer(bytes: [0, 0])
        rest.writeImmutableBuffer(bytes)
        rest.writeBytes([0, 0, 0, 1, 9, 0, 0])
        while var piece = rest.readSlice(length: min(count > 1000 ? 997 : 1, rest.readableBytes)),
            piece.readableBytes > 0
        {
            chunks.append(&piece)
            while let message = try chunks.next() { found.append(message) }
        }
        #expect(found == [ByteBuffer(bytes: content), ByteBuffer(bytes: [9])])
    }

    @Test("a message without an end is refused before it fills the memory") func endless() {
        var chunks = BoltChunks()
        let chunk: [UInt8] = [0xFF, 0xFF] + Array(repeating: 1, count: 65_535)
        let error = #expect(throws: BackendError.self) {
            for _ in 0..<2000 {
                var bytes = ByteBuffer(bytes: chunk)
                chunks.append(&bytes)
                let message = try chunks.next()
                #expect(message == nil)
            }
        }
        #expect(error?.code == .malformed)
    }
}
