public import Foundation

/// A value of CQL.
public enum CassandraValue: Sendable, Hashable {
    /// A pair of a map.
    public struct Entry: Sendable, Hashable {
        /// What the value is found by.
        public var key: CassandraValue
        /// The value.
        public var value: CassandraValue

        /// Creates a pair.
        public init(key: CassandraValue, value: CassandraValue) {
            self.key = key
            self.value = value
        }
    }

    /// A field of a user-defined type.
    public struct Field: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its value.
        public var value: CassandraValue

        /// Creates a field.
        public init(name: String, value: CassandraValue) {
            self.name = name
            self.value = value
        }
    }

    /// No value.
    case null
    /// What a statement is given to leave a column as it is.
    case unset
    /// A value without bytes, which types other than texts can have too, and which is not `null`.
    case empty
    /// A text of ASCII characters.
    case ascii(String)
    /// 64 bits.
    case bigint(Int64)
    /// Bytes; also a value of a type that is not known here.
    case blob([UInt8])
    /// True or false.
    case boolean(Bool)
    /// A counter's state.
    case counter(Int64)
    /// A decimal number of any size.
    case decimal(CassandraDecimal)
    /// 64 bits with a point.
    case double(Double)
    /// 32 bits with a point.
    case float(Float)
    /// 32 bits.
    case int(Int32)
    /// 16 bits.
    case smallint(Int16)
    /// Eight bits.
    case tinyint(Int8)
    /// A whole number of any size.
    case varint(CassandraInteger)
    /// Milliseconds since the beginning of 1970, in UTC.
    case timestamp(Int64)
    /// Days since the first of January 1970.
    case date(Int32)
    /// Nanoseconds since midnight.
    case time(Int64)
    /// A length of time.
    case duration(CassandraDuration)
    /// Any identifier of 16 bytes.
    case uuid(UUID)
    /// An identifier that has a time in it.
    case timeuuid(UUID)
    /// An address.
    case inet(InternetAddress)
    /// A text.
    case text(String)
    /// Values in order.
    case list([CassandraValue])
    /// Values that are different, in the order of the server.
    case set([CassandraValue])
    /// Pairs with different keys, in the order of the server.
    case map([Entry])
    /// Values of types that may differ.
    case tuple([CassandraValue])
    /// The fields of a user-defined type: as many as were stored, which may be fewer than the type has.
    case udt([Field])
}

extension CassandraValue {
    /// The text of `text` and `ascii`.
    public var string: String? {
        switch self {
        case .text(let text), .ascii(let text): text
        default: nil
        }
    }

    /// The number of all whole numbers that 64 bits can hold.
    public var integer: Int64? {
        switch self {
        case .bigint(let number), .counter(let number), .timestamp(let number), .time(let number): number
        case .int(let number), .date(let number): Int64(number)
        case .smallint(let number): Int64(number)
        case .tinyint(let number): Int64(number)
        case .varint(let number): number.int64
        default: nil
        }
    }

    /// The number of `double` and `float`.
    public var number: Double? {
        switch self {
        case .double(let number): number
        case .float(let number): Double(number)
        default: nil
        }
    }

    /// The bytes of `blob`.
    public var bytes: [UInt8]? { if case .blob(let bytes) = self { bytes } else { nil } }

    /// The elements of `list`, `set` and `tuple`.
    public var elements: [CassandraValue]? {
        switch self {
        case .list(let values), .set(let values), .tuple(let values): values
        default: nil
        }
    }
}
