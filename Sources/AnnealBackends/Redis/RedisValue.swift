internal import Foundation

/// A reply of a Redis server: every kind of RESP2 and RESP3.
///
/// Source: the RESP specification on redis.io, version 3.
public enum RedisValue: Sendable, Hashable {
    /// Nothing there.
    case null
    /// A short text without line ends, such as `OK`.
    case simple(String)
    /// Bytes.
    case bulk([UInt8])
    /// A whole number.
    case integer(Int)
    /// A number.
    case double(Double)
    /// A truth value.
    case truth(Bool)
    /// A whole number of any size, in decimal digits.
    case bigNumber(String)
    /// An error in the server's words: a code in capitals, then a sentence.
    case error(String)
    /// Values in order.
    case array([RedisValue])
    /// Values without an order.
    case set([RedisValue])
    /// Keys and values.
    case map([Member])
    /// A message that nobody asked for, such as one of a channel.
    case push([RedisValue])

    /// A key with its value.
    public struct Member: Sendable, Hashable {
        /// The key.
        public var key: RedisValue
        /// The value.
        public var value: RedisValue

        /// Creates a member.
        public init(key: RedisValue, value: RedisValue) {
            self.key = key
            self.value = value
        }
    }

    /// The text of a text, of bytes or of a number; `nil` for everything else and for bytes that are no UTF-8.
    public var text: String? {
        switch self {
        case .simple(let text), .bigNumber(let text): text
        case .bulk(let bytes): String(validating: bytes, as: UTF8.self)
        case .integer(let number): String(number)
        case .double(let number): String(number)
        default: nil
        }
    }

    /// The bytes of bytes or of a text.
    public var bytes: [UInt8]? {
        switch self {
        case .bulk(let bytes): bytes
        case .simple(let text): Array(text.utf8)
        default: nil
        }
    }

    /// The whole number, also one written as text.
    public var integer: Int? {
        if case .integer(let number) = self { return number }
        return text.flatMap { Int($0) }
    }

    /// The elements of an array, a set or a message.
    public var elements: [RedisValue]? {
        switch self {
        case .array(let values), .set(let values), .push(let values): values
        default: nil
        }
    }

    /// The members of a map, also of one that RESP2 gives as an array.
    public var members: [Member]? {
        switch self {
        case .map(let members): members
        case .array(let values) where values.count.isMultiple(of: 2):
            stride(from: 0, to: values.count, by: 2).map { Member(key: values[$0], value: values[$0 + 1]) }
        default: nil
        }
    }

    /// The value of a key of a map.
    public subscript(key: String) -> RedisValue? { members?.first { $0.key.text == key }?.value }

    /// The error's code, such as `WRONGTYPE`; `nil` when it is none.
    public var errorCode: String? {
        guard case .error(let text) = self else { return nil }
        return String(text.prefix { $0 != " " })
    }
}
