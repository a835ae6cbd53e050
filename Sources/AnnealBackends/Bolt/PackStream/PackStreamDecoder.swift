internal import NIOCore

/// Reads values out of the bytes of one message.
///
/// Nothing in the bytes can crash it or make it take more memory than they themselves are worth: counts are compared with
/// the bytes that are left before room is made, and depth and the number of values have limits.
///
/// Source: the PackStream specification, version 1, of Neo4j's Bolt documentation.
struct PackStreamDecoder {
    /// What no message exceeds.
    enum Limits {
        /// How deep values may lie in one another.
        static let depth = 100
        /// The most values of one message: an empty one takes a byte there and forty here.
        static let values = 4_000_000
    }

    private var bytes: ByteBuffer
    private var valuesLeft = Limits.values

    init(_ bytes: ByteBuffer) { self.bytes = bytes }

    /// The structure that a message is, to its last byte.
    ///
    /// - Throws: `BackendError` with the code `malformed`.
    static func structure(in bytes: ByteBuffer) throws(BackendError) -> BoltStructure {
        try message(in: bytes).structure
    }

    /// The same, with how many values are in it.
    static func message(in bytes: ByteBuffer) throws(BackendError) -> (structure: BoltStructure, values: Int) {
        var decoder = PackStreamDecoder(bytes)
        guard case .structure(let structure) = try decoder.value() else {
            throw Self.malformed("a message is no structure")
        }
        guard decoder.bytes.readableBytes == 0 else { throw Self.malformed("a message goes on after its end") }
        return (structure, Limits.values - decoder.valuesLeft)
    }

    /// The next value.
    ///
    /// - Throws: `BackendError` with the code `malformed`.
    mutating func value() throws(BackendError) -> BoltValue { try value(depth: 0) }

    private mutating func value(depth: Int) throws(BackendError) -> BoltValue {
        // One more than the encoder's: the message itself lies around its values.
        guard depth <= Limits.depth + 1 else { throw Self.malformed("values lie too deep in one another") }
        valuesLeft -= 1
        guard valuesLeft >= 0 else { throw Self.malformed("a message has more than \(Limits.values) values") }
        let marker: UInt8 = try number()
        switch marker {
        case 0x00...0x7F, 0xF0...0xFF: return .integer(Int64(Int8(bitPattern: marker)))
        case 0x80...0x8F: return .string(try text(Int(marker & 0x0F)))
        case 0x90...0x9F: return try list(Int(marker & 0x0F), depth)
        case 0xA0...0xAF: return try map(Int(marker & 0x0F), depth)
        case 0xB0...0xBF: return try structure(Int(marker & 0x0F), depth)
        case 0xC0: return .null
        case 0xC1: return .float(Double(bitPattern: try number()))
        case 0xC2: return .bool(false)
        case 0xC3: return .bool(true)
        case 0xC8: return .integer(Int64(try number() as Int8))
        case 0xC9: return .integer(Int64(try number() as Int16))
        case 0xCA: return .integer(Int64(try number() as Int32))
        case 0xCB: return .integer(try number())
        case 0xCC...0xCE: return .bytes(try content(count(marker - 0xCC)))
        case 0xD0...0xD2: return .string(try text(count(marker - 0xD0)))
        case 0xD4...0xD6: return try list(count(marker - 0xD4), depth)
        case 0xD8...0xDA: return try map(count(marker - 0xD8), depth)
        default: throw Self.malformed("0x\(String(marker, radix: 16)) begins no value")
        }
    }

    /// A count in 1, 2 or 4 bytes.
    private mutating func count(_ width: UInt8) throws(BackendError) -> Int {
        switch width {
        case 0: Int(try number() as UInt8)
        case 1: Int(try number() as UInt16)
        default: Int(try number() as UInt32)
        }
    }

    private mutating func number<Number: FixedWidthInteger>() throws(BackendError) -> Number {
        guard let number = bytes.readInteger(as: Number.self) else { throw Self.cut }
        return number
    }

    private mutating func content(_ count: Int) throws(BackendError) -> [UInt8] {
        guard let content = bytes.readBytes(length: count) else { throw Self.cut }
        return content
    }

    private mutating func text(_ count: Int) throws(BackendError) -> String {
        guard let slice = bytes.readSlice(length: count) else { throw Self.cut }
        guard let text = String(validating: slice.readableBytesView, as: UTF8.self) else {
            throw Self.malformed("a text is no UTF-8")
        }
        return text
    }

    private mutating func list(_ count: Int, _ depth: Int) throws(BackendError) -> BoltValue {
        .list(try values(count, depth))
    }

    private mutating func values(_ count: Int, _ depth: Int) throws(BackendError) -> [BoltValue] {
        // Each takes a byte at least.
        guard count <= bytes.readableBytes else { throw Self.cut }
        guard count <= valuesLeft else { throw Self.malformed("a message has more than \(Limits.values) values") }
        var values: [BoltValue] = []
        // Lists within lists may each promise many: room is made as they come.
        values.reserveCapacity(min(count, 1_024))
        for _ in 0..<count { values.append(try value(depth: depth + 1)) }
        return values
    }

    private mutating func map(_ count: Int, _ depth: Int) throws(BackendError) -> BoltValue {
        guard count <= bytes.readableBytes / 2 else { throw Self.cut }
        var members: [String: BoltValue] = [:]
        for _ in 0..<count {
            guard case .string(let name) = try value(depth: depth + 1) else {
                throw Self.malformed("a name in a map is no text")
            }
            members[name] = try value(depth: depth + 1)
        }
        return .map(members)
    }

    private mutating func structure(_ count: Int, _ depth: Int) throws(BackendError) -> BoltValue {
        let tag: UInt8 = try number()
        return .structure(BoltStructure(tag: tag, try values(count, depth)))
    }

    private static var cut: BackendError { malformed("a message ends within a value") }

    private static func malformed(_ message: String) -> BackendError {
        BackendError(
            code: .malformed, message: "the bytes are no PackStream: \(message)",
            remedy: "see whether a server that speaks Bolt listens there")
    }
}
