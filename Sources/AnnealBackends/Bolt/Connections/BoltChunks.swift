internal import NIOCore

/// Takes messages apart into chunks, and puts them together again.
///
/// A chunk is two bytes that say how long it is, and as many bytes; one without bytes ends the message. Between messages
/// it means nothing but that the other side is there.
struct BoltChunks {
    /// The longest message that is taken.
    static let longest = 64 << 20

    private var arrived = ByteBuffer()
    private var message = ByteBuffer()

    /// A message as it goes over the wire.
    static func bytes(of message: ByteBuffer) -> ByteBuffer {
        var message = message
        var bytes = ByteBuffer()
        bytes.reserveCapacity(message.readableBytes + 4)
        while let chunk = message.readSlice(length: min(message.readableBytes, 0xFFFF)), chunk.readableBytes > 0 {
            bytes.writeInteger(UInt16(chunk.readableBytes))
            bytes.writeImmutableBuffer(chunk)
        }
        bytes.writeInteger(0 as UInt16)
        return bytes
    }

    /// Takes further bytes.
    mutating func append(_ bytes: inout ByteBuffer) {
        arrived.discardReadBytes()
        arrived.writeBuffer(&bytes)
    }

    /// The next message that is whole; `nil` when none is.
    ///
    /// - Throws: `BackendError` with the code `malformed` when it is longer than any message may be.
    mutating func next() throws(BackendError) -> ByteBuffer? {
        while let length = arrived.getInteger(at: arrived.readerIndex, as: UInt16.self),
            arrived.readableBytes >= 2 + Int(length)
        {
            arrived.moveReaderIndex(forwardBy: 2)
            guard length > 0 else {
                guard message.readableBytes > 0 else { continue }
                defer { message = ByteBuffer() }
                return message
            }
            guard message.readableBytes + Int(length) <= Self.longest,
                var chunk = arrived.readSlice(length: Int(length))
            else {
                throw BackendError(
                    code: .malformed, message: "a message is longer than \(Self.longest >> 20) MB",
                    remedy: "ask for less in one row")
            }
            message.writeBuffer(&chunk)
        }
        return nil
    }
}
