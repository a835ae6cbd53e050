internal import Foundation
internal import NIOCore

/// Writes the protocol's notations. A text or a list that is too long for its notation is an error of who asks.
///
/// Source: native protocol version 4, section 3.
struct CQLWriter {
    private(set) var buffer = ByteBuffer()

    mutating func byte(_ value: UInt8) { buffer.writeInteger(value) }
    mutating func short(_ value: UInt16) { buffer.writeInteger(value) }
    mutating func int(_ value: Int32) { buffer.writeInteger(value) }
    mutating func long(_ value: Int64) { buffer.writeInteger(value) }

    /// How many things follow.
    mutating func shortCount(_ count: Int, of what: String) throws(BackendError) {
        guard let number = UInt16(exactly: count) else {
            throw Self.tooLarge("\(count) \(what); the protocol takes \(UInt16.max)")
        }
        short(number)
    }

    mutating func string(_ text: String) throws(BackendError) {
        let bytes = Array(text.utf8)
        try shortCount(bytes.count, of: "bytes of a name")
        buffer.writeBytes(bytes)
    }

    mutating func longString(_ text: String) throws(BackendError) { try self.bytes(Array(text.utf8)) }

    mutating func shortBytes(_ bytes: [UInt8]) throws(BackendError) {
        try shortCount(bytes.count, of: "bytes")
        buffer.writeBytes(bytes)
    }

    mutating func bytes(_ bytes: [UInt8]) throws(BackendError) {
        guard bytes.count <= CassandraFrame.longestBody else { throw Self.tooLarge("a value of \(bytes.count) bytes") }
        int(Int32(bytes.count))
        buffer.writeBytes(bytes)
    }

    mutating func strings(_ strings: [String]) throws(BackendError) {
        try shortCount(strings.count, of: "strings")
        for string in strings { try self.string(string) }
    }

    mutating func stringMap(_ map: [String: String]) throws(BackendError) {
        try shortCount(map.count, of: "options")
        for (name, value) in map.sorted(by: { $0.key < $1.key }) {
            try string(name)
            try string(value)
        }
    }

    mutating func bytesMap(_ map: [String: [UInt8]]) throws(BackendError) {
        try shortCount(map.count, of: "parts of a payload")
        for (name, value) in map.sorted(by: { $0.key < $1.key }) {
            try string(name)
            try bytes(value)
        }
    }

    /// What a statement is given: null, not set, or bytes.
    mutating func value(_ value: CassandraValue) throws(BackendError) {
        switch value {
        case .null: int(-1)
        case .unset: int(-2)
        default:
            let start = buffer.writerIndex
            int(0)
            try write(value)
            let length = buffer.writerIndex - start - 4
            guard length <= CassandraFrame.longestBody else { throw Self.tooLarge("a value of \(length) bytes") }
            buffer.setInteger(Int32(length), at: start)
        }
    }

    private mutating func write(_ value: CassandraValue) throws(BackendError) {
        switch value {
        case .null, .unset, .empty: break
        case .ascii(let text), .text(let text): buffer.writeString(text)
        case .bigint(let number), .counter(let number), .timestamp(let number), .time(let number): long(number)
        case .blob(let bytes): buffer.writeBytes(bytes)
        case .boolean(let truth): byte(truth ? 1 : 0)
        case .decimal(let number):
            int(number.scale)
            buffer.writeBytes(number.unscaled.bytes)
        case .double(let number): buffer.writeInteger(number.bitPattern)
        case .float(let number): buffer.writeInteger(number.bitPattern)
        case .int(let number): int(number)
        case .smallint(let number): buffer.writeInteger(number)
        case .tinyint(let number): buffer.writeInteger(number)
        case .varint(let number): buffer.writeBytes(number.bytes)
        case .date(let days): buffer.writeInteger(UInt32(bitPattern: days) ^ 0x8000_0000)
        case .duration(let duration): buffer.writeBytes(duration.bytes)
        case .uuid(let uuid), .timeuuid(let uuid): withUnsafeBytes(of: uuid.uuid) { _ = buffer.writeBytes($0) }
        case .inet(let address): buffer.writeBytes(address.bytes)
        case .list(let values), .set(let values):
            try elements(values.count)
            for value in values { try self.value(value) }
        case .map(let entries):
            try elements(entries.count)
            for entry in entries {
                try self.value(entry.key)
                try self.value(entry.value)
            }
        case .tuple(let values): for value in values { try self.value(value) }
        case .udt(let fields): for field in fields { try self.value(field.value) }
        }
    }

    private mutating func elements(_ count: Int) throws(BackendError) {
        guard count <= CassandraFrame.longestBody else { throw Self.tooLarge("\(count) elements") }
        int(Int32(count))
    }

    private static func tooLarge(_ what: String) -> BackendError {
        BackendError(code: .usage, message: "a request is too large for the protocol: \(what)")
    }
}
