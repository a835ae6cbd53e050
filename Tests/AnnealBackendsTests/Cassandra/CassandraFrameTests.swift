import AnnealTesting
import NIOCore
import Testing

@testable import AnnealBackends

@Suite("Frames of Cassandra's protocol", .tags(.unit))
struct CassandraFrameTests {
    private func bytes(_ request: CassandraRequest, stream: Int16 = 1) -> [UInt8] {
        let frame = CassandraFrame(flags: request.flags, stream: stream, opcode: request.opcode, body: request.body)
        return Array(frame.header.readableBytesView) + Array(frame.body.readableBytesView)
    }

    @Test("requests are written as the specification says")
    func requests() throws {
        #expect(bytes(.options) == [4, 0, 0, 1, 5, 0, 0, 0, 0])
        #expect(
            bytes(try .startup(), stream: 0x0102)
                == [4, 0, 1, 2, 1, 0, 0, 0, 22, 0, 1, 0, 11] + Array("CQL_VERSION".utf8) + [0, 5] + Array("3.0.0".utf8))
        // Text, consistency, flags (values, page size, paging state, serial consistency, timestamp), and these in order.
        let full = CassandraRequest.Parameters(
            consistency: .quorum, values: [.int(5), .null, .unset], pageSize: 7, pagingState: [9],
            serialConsistency: .localSerial, timestamp: 258)
        #expect(
            bytes(try .query("Q", full))
                == [4, 0, 0, 1, 7, 0, 0, 0, 45] + [0, 0, 0, 1, 0x51, 0, 4, 0x3D, 0, 3]
                + [0, 0, 0, 4, 0, 0, 0, 5] + [255, 255, 255, 255] + [255, 255, 255, 254]
                + [0, 0, 0, 7] + [0, 0, 0, 1, 9] + [0, 9] + [0, 0, 0, 0, 0, 0, 1, 2])
        #expect(
            bytes(try .execute([1, 2], .init(consistency: .one)))
                == [4, 0, 0, 1, 10, 0, 0, 0, 7, 0, 2, 1, 2, 0, 1, 0])
        let batch = try CassandraRequest.batch(
            .unlogged, [.text("D", []), .prepared([3], [.text("x")])], .init(consistency: .localOne))
        #expect(
            bytes(batch)
                == [4, 0, 0, 1, 13, 0, 0, 0, 25, 1, 0, 2] + [0, 0, 0, 0, 1, 0x44, 0, 0]
                + [1, 0, 1, 3, 0, 1, 0, 0, 0, 1, 0x78] + [0, 10, 0])
        let extras = CassandraRequest.Extras(isTraced: true, payload: ["k": [7]])
        #expect(
            bytes(try .query("Q", .init(consistency: .any), extras: extras))
                == [4, 6, 0, 1, 7, 0, 0, 0, 18, 0, 1, 0, 1, 0x6B, 0, 0, 0, 1, 7, 0, 0, 0, 1, 0x51, 0, 0, 0])
        #expect(bytes(try .register(["UP"])) == [4, 0, 0, 1, 11, 0, 0, 0, 6, 0, 1, 0, 2, 0x55, 0x50])
        #expect(bytes(try .authResponse([0, 1])) == [4, 0, 0, 1, 15, 0, 0, 0, 6, 0, 0, 0, 2, 0, 1])
    }

    @Test("what is too large for the protocol is told before it is sent")
    func tooLarge() {
        let many = Array(repeating: CassandraValue.null, count: 65_536)
        let error = #expect(throws: BackendError.self) {
            try CassandraRequest.query("Q", .init(consistency: .one, values: many))
        }
        #expect(error?.code == .usage)
        #expect(throws: BackendError.self) { try CassandraRequest.register([String(repeating: "x", count: 65_536)]) }
    }

    @Test("answers are found in whatever pieces they come")
    func pieces() throws {
        let wire: [UInt8] =
            [0x84, 0, 0, 1, 2, 0, 0, 0, 0] + [0x84, 8, 0xFF, 0xFF, 0x0C, 0, 0, 0, 3, 1, 2, 3]
            + [0x84, 2, 0x7F, 0xFF, 8, 0, 0, 0, 1, 9]
        for size in 1...wire.count {
            var parser = CassandraFrameParser()
            var frames: [CassandraFrame] = []
            for start in stride(from: 0, to: wire.count, by: size) {
                var piece = ByteBuffer(bytes: wire[start..<min(start + size, wire.count)])
                parser.append(&piece)
                while let frame = try parser.next() { frames.append(frame) }
            }
            #expect(frames.map(\.stream) == [1, -1, 32_767])
            #expect(frames.map(\.opcode) == [.ready, .event, .result])
            #expect(frames.map(\.flags) == [[], .warning, .tracing])
            #expect(frames.map { Array($0.body.readableBytesView) } == [[], [1, 2, 3], [9]])
        }
    }

    static let foreign: [([UInt8], BackendError.Code)] = [
        (Array("HTTP/1.1 400 Bad Request\r\n".utf8), .malformed), ([0x15, 3, 1, 0, 2, 2, 0x50], .malformed),
        ([4, 0, 0, 1, 2, 0, 0, 0, 0], .malformed), ([0x83, 0, 0, 0, 0, 0, 0, 0, 4], .refused), ([0x85], .refused),
        ([0xFF], .malformed), ([0x84, 0, 0, 1, 2, 0xFF, 0xFF, 0xFF, 0xFF], .malformed),
        ([0x84, 0, 0, 1, 2, 0x7F, 0, 0, 0], .malformed), ([0x84, 1, 0, 1, 8, 0, 0, 0, 0], .malformed),
        ([0x84, 0, 0, 1, 0x44, 0, 0, 0, 0], .malformed),
    ]

    @Test("what is no answer of version 4 is told as such", arguments: Self.foreign)
    func hostile(bytes: [UInt8], code: BackendError.Code) {
        var parser = CassandraFrameParser()
        var buffer = ByteBuffer(bytes: bytes)
        parser.append(&buffer)
        let error = #expect(throws: BackendError.self) { try parser.next() }
        #expect(error?.code == code)
        #expect(error?.remedy != nil)
    }

    @Test("numbers of requests are given once each, and again when they are back")
    func streams() {
        var streams = CassandraStreams(limit: 40_000)
        let all = (0..<32_768).compactMap { _ in streams.take() }
        #expect(Set(all).count == 32_768)
        #expect(all.min() == 0)
        #expect(all.max() == 32_767)
        var taken = [streams.take()]
        streams.giveBack(77)
        taken.append(streams.take())
        streams.abandon(5)
        taken.append(streams.take())
        let late = [6, 5, 5].map { streams.giveBackLate($0) }
        taken.append(streams.take())
        #expect(taken == [nil, 77, nil, 5])
        #expect(late == [false, true, false])
        #expect(!streams.isWornOut)
        for number in 0...16_384 { streams.abandon(Int16(number)) }
        #expect(streams.isWornOut)
    }
}
