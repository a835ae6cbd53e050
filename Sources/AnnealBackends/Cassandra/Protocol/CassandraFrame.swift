internal import NIOCore

/// One message on the wire: a header of nine bytes and a body.
///
/// Source: native protocol version 4, section 2.
struct CassandraFrame: Sendable, Equatable {
    /// What a message is.
    enum Opcode: UInt8, Sendable {
        case error = 0x00
        case startup = 0x01
        case ready = 0x02
        case authenticate = 0x03
        case options = 0x05
        case supported = 0x06
        case query = 0x07
        case result = 0x08
        case prepare = 0x09
        case execute = 0x0A
        case register = 0x0B
        case event = 0x0C
        case batch = 0x0D
        case authChallenge = 0x0E
        case authResponse = 0x0F
        case authSuccess = 0x10
    }

    /// What stands before the usual body, and how it is written.
    struct Flags: OptionSet, Sendable, Hashable {
        let rawValue: UInt8
        static let compression = Flags(rawValue: 0x01)
        static let tracing = Flags(rawValue: 0x02)
        static let payload = Flags(rawValue: 0x04)
        static let warning = Flags(rawValue: 0x08)
    }

    /// The version of the protocol that is spoken here.
    static let version: UInt8 = 4
    /// The bit that answers have in their version.
    static let isAnswer: UInt8 = 0x80
    static let headerLength = 9
    /// The protocol allows 256 MB; nothing that is asked here is answered with as much.
    static let longestBody = 64 << 20

    var flags: Flags
    var stream: Int16
    var opcode: Opcode
    var body: ByteBuffer

    /// The header of a request.
    var header: ByteBuffer {
        var header = ByteBuffer()
        header.writeMultipleIntegers(Self.version, flags.rawValue, stream, opcode.rawValue, UInt32(body.readableBytes))
        return header
    }
}

/// Takes the bytes that come and gives the answers that are whole.
struct CassandraFrameParser {
    private var buffer = ByteBuffer()

    mutating func append(_ bytes: inout ByteBuffer) {
        if buffer.readableBytes == 0 {
            buffer = bytes
        } else {
            // What was read already would otherwise stay as long as no answer ends where a packet does.
            if buffer.readerIndex > 1 << 16 { buffer.discardReadBytes() }
            buffer.writeBuffer(&bytes)
        }
    }

    /// The next answer; `nil` when its end has not come yet.
    mutating func next() throws(BackendError) -> CassandraFrame? {
        // The first byte tells what speaks there, long before a header is whole.
        guard let version = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) else { return nil }
        try Self.check(version: version)
        guard
            let (_, flags, stream, code, length) = buffer.peekMultipleIntegers(
                as: (UInt8, UInt8, Int16, UInt8, Int32).self)
        else { return nil }
        guard length >= 0, length <= CassandraFrame.longestBody else {
            throw CQLReader.malformed("a body of \(length) bytes")
        }
        guard let opcode = CassandraFrame.Opcode(rawValue: code) else {
            throw CQLReader.malformed("no message has the number \(code)")
        }
        let names = CassandraFrame.Flags(rawValue: flags)
        guard !names.contains(.compression) else {
            throw CQLReader.malformed("an answer is compressed, which was not agreed upon")
        }
        guard buffer.readableBytes >= CassandraFrame.headerLength + Int(length) else { return nil }
        buffer.moveReaderIndex(forwardBy: CassandraFrame.headerLength)
        guard let body = buffer.readSlice(length: Int(length)) else { return nil }
        if buffer.readableBytes == 0 { buffer = ByteBuffer() }
        return CassandraFrame(flags: names, stream: stream, opcode: opcode, body: body)
    }

    private static func check(version: UInt8) throws(BackendError) {
        guard version != CassandraFrame.isAnswer | CassandraFrame.version else { return }
        let number = version & ~CassandraFrame.isAnswer
        guard version & CassandraFrame.isAnswer != 0, (1...6).contains(number) else {
            throw CQLReader.malformed("an answer begins with the byte \(version)")
        }
        throw BackendError(
            code: .refused, message: "the server answers in version \(number) of the protocol, not in 4",
            remedy: "version 4 is what Cassandra speaks from 2.2 on", reply: "PROTOCOL_VERSION")
    }
}
