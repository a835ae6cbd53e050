public import Foundation

/// JSON with sorted keys and no white space: the same value always gives the same bytes, so that it can be hashed.
public enum CanonicalJSON {
    /// Encodes a value.
    ///
    /// - Throws: `EncodingError` when the value cannot be written as JSON.
    public static func data(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return try encoder.encode(value)
    }

    /// Encodes a value as text.
    ///
    /// - Throws: `EncodingError` when the value cannot be written as JSON.
    public static func string(_ value: some Encodable) throws -> String {
        String(decoding: try data(value), as: UTF8.self)
    }

    /// Encodes a value for people: sorted keys, indented.
    ///
    /// - Throws: `EncodingError` when the value cannot be written as JSON.
    public static func pretty(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        encoder.dateEncodingStrategy = .iso8601
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Decodes what `data(_:)` wrote.
    ///
    /// - Throws: `DecodingError` when the bytes do not hold such a value.
    public static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(type, from: data)
    }
}
