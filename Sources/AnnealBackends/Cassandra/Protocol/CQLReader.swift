internal import Foundation
internal import NIOCore

/// Reads what the protocol's notations describe from the front of some bytes. What is too short or none is an error, and
/// no more is set aside than the bytes that are there can fill.
///
/// Source: native protocol version 4, section 3.
struct CQLReader {
    private var buffer: ByteBuffer

    init(_ buffer: ByteBuffer) { self.buffer = buffer }

    /// How many bytes are left.
    var remaining: Int { buffer.readableBytes }

    /// What is left.
    var rest: ByteBuffer { buffer }

    mutating func integer<Number: FixedWidthInteger>(_ type: Number.Type) throws(BackendError) -> Number {
        guard let number = buffer.readInteger(as: type) else { throw Self.malformed("a number is cut off") }
        return number
    }

    mutating func byte() throws(BackendError) -> UInt8 { try integer(UInt8.self) }
    mutating func short() throws(BackendError) -> Int { Int(try integer(UInt16.self)) }
    mutating func int() throws(BackendError) -> Int { Int(try integer(Int32.self)) }

    /// A number of things that take at least some bytes each: more than the rest can hold is none.
    mutating func count(each size: Int) throws(BackendError) -> Int {
        let count = try int()
        guard count >= 0, count <= remaining / size else {
            throw Self.malformed("a count of \(count) is more than there are bytes for")
        }
        return count
    }

    mutating func slice(_ length: Int) throws(BackendError) -> ByteBuffer {
        guard length >= 0, let slice = buffer.readSlice(length: length) else {
            throw Self.malformed("\(length) bytes are said to follow, and \(remaining) are left")
        }
        return slice
    }

    mutating func string() throws(BackendError) -> String { try Self.text(slice(short())) }
    mutating func longString() throws(BackendError) -> String { try Self.text(slice(int())) }

    mutating func uuid() throws(BackendError) -> UUID {
        let bytes = Array(try slice(16).readableBytesView)
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }

    /// Bytes with their length before them; `nil` for null.
    mutating func bytes() throws(BackendError) -> ByteBuffer? {
        let length = try int()
        return length < 0 ? nil : try slice(length)
    }

    mutating func shortBytes() throws(BackendError) -> [UInt8] { Array(try slice(short()).readableBytesView) }

    mutating func strings() throws(BackendError) -> [String] {
        let count = try short()
        guard count * 2 <= remaining else { throw Self.malformed("a list of strings is cut off") }
        var strings: [String] = []
        strings.reserveCapacity(count)
        for _ in 0..<count { strings.append(try string()) }
        return strings
    }

    mutating func stringsByName() throws(BackendError) -> [String: [String]] {
        var map: [String: [String]] = [:]
        for _ in 0..<(try short()) {
            let name = try string()
            map[name] = try strings()
        }
        return map
    }

    mutating func bytesByName() throws(BackendError) -> [String: [UInt8]?] {
        var map: [String: [UInt8]?] = [:]
        for _ in 0..<(try short()) {
            let name = try string()
            map.updateValue(try bytes().map { Array($0.readableBytesView) }, forKey: name)
        }
        return map
    }

    /// An address with a port.
    mutating func host() throws(BackendError) -> BackendAddress.Host {
        let length = Int(try byte())
        guard let address = InternetAddress(bytes: Array(try slice(length).readableBytesView)) else {
            throw Self.malformed("an address of \(length) bytes is none")
        }
        return BackendAddress.Host(name: address.description, port: try int())
    }

    mutating func consistency() throws(BackendError) -> CassandraConsistency {
        let code = try integer(UInt16.self)
        guard let consistency = CassandraConsistency(rawValue: code) else {
            throw Self.malformed("\(code) is no level of consistency")
        }
        return consistency
    }

    static func text(_ bytes: ByteBuffer) throws(BackendError) -> String {
        guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else {
            throw malformed("a text is not UTF-8")
        }
        return text
    }

    static func malformed(_ what: String) -> BackendError {
        BackendError(
            code: .malformed, message: "the server does not speak Cassandra's protocol: \(what)",
            remedy: "see that the address and the port are those of a Cassandra server, and whether it wants TLS "
                + "(cassandras://)")
    }
}
