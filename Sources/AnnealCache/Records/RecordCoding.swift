internal import Foundation

/// Writes records as bytes and reads them back: numbers with the least significant byte first, then a checksum over all
/// of it. A value that gets smaller by it is compressed.
///
///     "ANC1" | flags u8 | created f64 | expires f64 | cost f64 | key u32+bytes | tags u32, each u32+bytes
///     | size of the value u64 | stored bytes u32+bytes | CRC-32 u32
enum RecordCoding {
    private static let magic = Data("ANC1".utf8)
    private static let isNegative: UInt8 = 1
    private static let isCompressed: UInt8 = 2

    /// The bytes of a record.
    static func encode(_ record: CacheRecord) -> Data {
        let value = record.value ?? Data()
        let small = Compression.compressed(value)
        var data = magic
        data.append((record.value == nil ? isNegative : 0) | (small == nil ? 0 : isCompressed))
        append(record.created.timeIntervalSince1970.bitPattern, to: &data)
        append((record.expires?.timeIntervalSince1970 ?? .infinity).bitPattern, to: &data)
        append(record.cost.bitPattern, to: &data)
        append(Data(record.key.text.utf8), to: &data)
        append(UInt32(record.tags.count), to: &data)
        for tag in record.tags { append(Data(tag.utf8), to: &data) }
        append(UInt64(value.count), to: &data)
        append(small ?? value, to: &data)
        append(Compression.checksum(data), to: &data)
        return data
    }

    /// Reads a record.
    ///
    /// - Parameter data: what `encode` wrote.
    /// - Returns: the record, or `nil` when the bytes are damaged.
    static func decode(_ data: Data) -> CacheRecord? {
        guard data.count > magic.count + 4, data.prefix(magic.count) == magic else { return nil }
        var reader = ByteReader(data.dropFirst(magic.count))
        guard let sum = ByteReader(data.suffix(4)).peekNumber(UInt32.self),
            sum == Compression.checksum(data.dropLast(4)), let flags = reader.number(UInt8.self),
            let created = reader.time(), let expires = reader.time(), let cost = reader.time(),
            let name = reader.text(), let key = CacheKey(text: name), let count = reader.number(UInt32.self),
            count <= 65_536
        else { return nil }
        var tags: [String] = []
        for _ in 0..<count {
            guard let tag = reader.text() else { return nil }
            tags.append(tag)
        }
        guard let size = reader.number(UInt64.self), size <= 1 << 32, let stored = reader.bytes() else { return nil }
        var value: Data? = stored
        if flags & isCompressed != 0 { value = Compression.expanded(stored, size: Int(size)) }
        guard let whole = value, whole.count == Int(size) else { return nil }
        return CacheRecord(
            key: key, value: flags & isNegative != 0 ? nil : whole, created: Date(timeIntervalSince1970: created),
            expires: expires.isFinite ? Date(timeIntervalSince1970: expires) : nil, tags: tags, cost: cost)
    }

    private static func append(_ number: some FixedWidthInteger, to data: inout Data) {
        withUnsafeBytes(of: number.littleEndian) { data.append(contentsOf: $0) }
    }

    private static func append(_ bytes: Data, to data: inout Data) {
        append(UInt32(bytes.count), to: &data)
        data.append(bytes)
    }
}

/// Reads numbers and texts from the front of some bytes.
struct ByteReader {
    private var rest: Data

    init(_ bytes: Data) { rest = bytes }

    func peekNumber<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        let size = MemoryLayout<Number>.size
        guard rest.count >= size else { return nil }
        var number: Number = 0
        withUnsafeMutableBytes(of: &number) { $0.copyBytes(from: rest.prefix(size)) }
        return Number(littleEndian: number)
    }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        guard let number = peekNumber(type) else { return nil }
        rest = rest.dropFirst(MemoryLayout<Number>.size)
        return number
    }

    mutating func time() -> Double? { number(UInt64.self).map { Double(bitPattern: $0) } }

    mutating func bytes() -> Data? {
        guard let count = number(UInt32.self), rest.count >= Int(count) else { return nil }
        defer { rest = rest.dropFirst(Int(count)) }
        return Data(rest.prefix(Int(count)))
    }

    mutating func text() -> String? { bytes().flatMap { String(data: $0, encoding: .utf8) } }
}
