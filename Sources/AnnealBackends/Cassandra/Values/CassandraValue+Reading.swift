internal import NIOCore

extension CassandraValue {
    /// Reads a value of a type from its bytes.
    ///
    /// Source: native protocol version 4, sections 6 and 7.
    ///
    /// - Parameters:
    ///   - type: the type, which is no deeper than `CassandraType.deepest`.
    ///   - bytes: the bytes; `nil` is null.
    /// - Throws: `BackendError` when they are no such value.
    init(_ type: CassandraType, from bytes: ByteBuffer?) throws(BackendError) {
        guard let bytes else {
            self = .null
            return
        }
        guard bytes.readableBytes > 0 || type.hasEmptyTexts else {
            self = .empty
            return
        }
        var reader = CQLReader(bytes)
        self = try Self.value(type, from: &reader)
        guard reader.remaining == 0 else {
            throw CQLReader.malformed("a value has \(reader.remaining) bytes too many")
        }
    }

    private static func value(
        _ type: CassandraType, from reader: inout CQLReader
    ) throws(BackendError) -> CassandraValue {
        switch type {
        case .ascii:
            let text = try CQLReader.text(reader.slice(reader.remaining))
            guard text.utf8.allSatisfy({ $0 < 0x80 }) else { throw CQLReader.malformed("a text is not ASCII") }
            return .ascii(text)
        case .text: return .text(try CQLReader.text(reader.slice(reader.remaining)))
        case .custom, .blob: return .blob(try all(&reader))
        case .bigint: return .bigint(try reader.integer(Int64.self))
        case .boolean: return .boolean(try reader.byte() != 0)
        case .counter: return .counter(try reader.integer(Int64.self))
        case .decimal:
            let scale = try reader.integer(Int32.self)
            return .decimal(CassandraDecimal(unscaled: try varint(&reader), scale: scale))
        case .double: return .double(Double(bitPattern: try reader.integer(UInt64.self)))
        case .float: return .float(Float(bitPattern: try reader.integer(UInt32.self)))
        case .int: return .int(try reader.integer(Int32.self))
        case .smallint: return .smallint(try reader.integer(Int16.self))
        case .tinyint: return .tinyint(try reader.integer(Int8.self))
        case .varint: return .varint(try varint(&reader))
        case .timestamp: return .timestamp(try reader.integer(Int64.self))
        case .date: return .date(Int32(bitPattern: try reader.integer(UInt32.self) ^ 0x8000_0000))
        case .time: return .time(try time(&reader))
        case .duration: return .duration(try CassandraDuration(from: &reader))
        case .uuid: return .uuid(try reader.uuid())
        case .timeuuid: return .timeuuid(try reader.uuid())
        case .inet:
            guard let address = InternetAddress(bytes: try all(&reader)) else {
                throw CQLReader.malformed("an address has neither four bytes nor sixteen")
            }
            return .inet(address)
        case .list, .set, .map, .tuple, .udt: return try collection(type, from: &reader)
        }
    }

    private static func collection(
        _ type: CassandraType, from reader: inout CQLReader
    ) throws(BackendError) -> CassandraValue {
        switch type {
        case .list(let element): return .list(try elements(element, from: &reader))
        case .set(let element): return .set(try elements(element, from: &reader))
        case .map(let key, let value):
            let count = try reader.count(each: 8)
            var entries: [Entry] = []
            entries.reserveCapacity(count)
            for _ in 0..<count {
                let key = try CassandraValue(key, from: reader.bytes())
                entries.append(Entry(key: key, value: try CassandraValue(value, from: reader.bytes())))
            }
            return .map(entries)
        case .tuple(let types):
            var values: [CassandraValue] = []
            for type in types {
                guard reader.remaining > 0 else { break }
                values.append(try CassandraValue(type, from: reader.bytes()))
            }
            return .tuple(values)
        case .udt(_, _, let types):
            // Fields that were added to the type later have no bytes.
            var fields: [Field] = []
            for field in types {
                guard reader.remaining > 0 else { break }
                fields.append(Field(name: field.name, value: try CassandraValue(field.type, from: reader.bytes())))
            }
            return .udt(fields)
        default: throw CQLReader.malformed("a type is none of collections")
        }
    }

    private static func elements(
        _ type: CassandraType, from reader: inout CQLReader
    ) throws(BackendError) -> [CassandraValue] {
        let count = try reader.count(each: 4)
        var values: [CassandraValue] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try CassandraValue(type, from: reader.bytes())) }
        return values
    }

    private static func all(_ reader: inout CQLReader) throws(BackendError) -> [UInt8] {
        Array(try reader.slice(reader.remaining).readableBytesView)
    }

    private static func varint(_ reader: inout CQLReader) throws(BackendError) -> CassandraInteger {
        guard let number = CassandraInteger(bytes: try all(&reader)) else {
            throw CQLReader.malformed("a whole number has no bytes")
        }
        return number
    }

    private static func time(_ reader: inout CQLReader) throws(BackendError) -> Int64 {
        let time = try reader.integer(Int64.self)
        guard (0..<86_400_000_000_000).contains(time) else {
            throw CQLReader.malformed("a time of day is \(time) nanoseconds")
        }
        return time
    }
}

extension CassandraType {
    /// Whether no bytes at all are a usual value: a text, bytes, and what has no fields.
    fileprivate var hasEmptyTexts: Bool {
        switch self {
        case .ascii, .text, .blob, .custom, .tuple, .udt: true
        default: false
        }
    }

    /// Whether a value can be given where this type is wanted.
    func takes(_ value: CassandraValue) -> Bool {
        switch (self, value) {
        case (_, .null), (_, .unset), (_, .empty), (.ascii, .ascii), (.text, .text), (.text, .ascii), (.blob, .blob),
            (.custom, .blob), (.bigint, .bigint), (.boolean, .boolean), (.counter, .counter), (.counter, .bigint),
            (.decimal, .decimal), (.double, .double), (.float, .float), (.int, .int), (.smallint, .smallint),
            (.tinyint, .tinyint), (.varint, .varint), (.timestamp, .timestamp), (.date, .date), (.time, .time),
            (.duration, .duration), (.uuid, .uuid), (.uuid, .timeuuid), (.timeuuid, .timeuuid), (.inet, .inet):
            true
        case (.list(let type), .list(let values)), (.set(let type), .set(let values)):
            values.allSatisfy { type.takes($0) }
        case (.map(let key, let type), .map(let entries)):
            entries.allSatisfy { key.takes($0.key) && type.takes($0.value) }
        case (.tuple(let types), .tuple(let values)):
            values.count <= types.count && zip(types, values).allSatisfy { $0.takes($1) }
        case (.udt(_, _, let types), .udt(let fields)):
            fields.count <= types.count
                && zip(types, fields).allSatisfy { $0.name == $1.name && $0.type.takes($1.value) }
        default: false
        }
    }
}
