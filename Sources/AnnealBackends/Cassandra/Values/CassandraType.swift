/// What values a column takes.
public indirect enum CassandraType: Sendable, Hashable {
    /// A field of a user-defined type.
    public struct Field: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its type.
        public var type: CassandraType

        /// Creates a field.
        public init(name: String, type: CassandraType) {
            self.name = name
            self.type = type
        }
    }

    /// A type of the server's own, by the name of its class.
    case custom(String)
    /// See `CassandraValue`, for this one and those that follow.
    case ascii, bigint, blob, boolean, counter, decimal, double, float, int, timestamp, uuid, text, varint, timeuuid
    /// See `CassandraValue`.
    case inet, date, time, smallint, tinyint, duration
    /// A list of values of a type.
    case list(CassandraType)
    /// A map.
    case map(CassandraType, CassandraType)
    /// A set of values of a type.
    case set(CassandraType)
    /// A user-defined type.
    case udt(keyspace: String, name: String, fields: [Field])
    /// Values of these types.
    case tuple([CassandraType])

    /// How deep types may lie in one another.
    static let deepest = 32
    private static let plain: [UInt16: CassandraType] = [
        0x01: .ascii, 0x02: .bigint, 0x03: .blob, 0x04: .boolean, 0x05: .counter, 0x06: .decimal, 0x07: .double,
        0x08: .float, 0x09: .int, 0x0B: .timestamp, 0x0C: .uuid, 0x0D: .text, 0x0E: .varint, 0x0F: .timeuuid,
        0x10: .inet, 0x11: .date, 0x12: .time, 0x13: .smallint, 0x14: .tinyint, 0x15: .duration,
    ]

    /// Reads a type as the columns of a result tell it.
    ///
    /// Source: native protocol version 4, section 4.2.5.2.
    init(from reader: inout CQLReader, depth: Int = 0) throws(BackendError) {
        guard depth < Self.deepest else { throw CQLReader.malformed("types lie deeper than \(Self.deepest)") }
        let code = try reader.integer(UInt16.self)
        if let plain = Self.plain[code] {
            self = plain
            return
        }
        switch code {
        case 0x00:
            let name = try reader.string()
            // Version 4 has no number for durations.
            self = name == "org.apache.cassandra.db.marshal.DurationType" ? .duration : .custom(name)
        case 0x20: self = .list(try CassandraType(from: &reader, depth: depth + 1))
        case 0x21:
            let key = try CassandraType(from: &reader, depth: depth + 1)
            self = .map(key, try CassandraType(from: &reader, depth: depth + 1))
        case 0x22: self = .set(try CassandraType(from: &reader, depth: depth + 1))
        case 0x30:
            let keyspace = try reader.string()
            let name = try reader.string()
            var fields: [Field] = []
            for _ in 0..<(try reader.short()) {
                let name = try reader.string()
                fields.append(Field(name: name, type: try CassandraType(from: &reader, depth: depth + 1)))
            }
            self = .udt(keyspace: keyspace, name: name, fields: fields)
        case 0x31:
            var types: [CassandraType] = []
            for _ in 0..<(try reader.short()) { types.append(try CassandraType(from: &reader, depth: depth + 1)) }
            self = .tuple(types)
        default: throw CQLReader.malformed("no type has the number \(code)")
        }
    }
}
