/// Reads files that gzip wrote.
///
/// Source: RFC 1952 (the file) and RFC 1951 (what is in it).
public enum Gzip {
    /// Why a file cannot be read.
    public struct Failure: Error, Sendable, Hashable, CustomStringConvertible {
        /// What is wrong, in words.
        public let description: String
    }

    /// Whether bytes begin as such a file does.
    public static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

    /// What a file holds, all of its parts after one another.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - limit: the most bytes that are taken out of it.
    /// - Returns: the content.
    /// - Throws: `Failure` when the file is damaged, cut off or holds more than `limit`.
    public static func expanded(_ bytes: [UInt8], limit: Int = 4 << 30) throws(Failure) -> [UInt8] {
        var content: [UInt8] = []
        var offset = 0
        while offset < bytes.count {
            // Zeros after the last part are padding.
            if offset > 0, bytes[offset...].allSatisfy({ $0 == 0 }) { break }
            let start = try headerEnd(bytes, offset)
            let before = content.count
            var inflater = Inflater(bytes, from: start, limit: limit)
            try inflater.run(into: &content)
            offset = inflater.end
            guard offset + 8 <= bytes.count else { throw Failure(description: "it is cut off") }
            guard little(bytes, offset) == CRC32.of(content[before...]),
                little(bytes, offset + 4) == UInt32(truncatingIfNeeded: content.count - before)
            else { throw Failure(description: "its checksum is wrong") }
            offset += 8
        }
        return content
    }

    private static func headerEnd(_ bytes: [UInt8], _ start: Int) throws(Failure) -> Int {
        guard start + 10 <= bytes.count else { throw Failure(description: "it is cut off") }
        guard bytes[start] == 0x1F, bytes[start + 1] == 0x8B, bytes[start + 2] == 8 else {
            throw Failure(description: "it is not in gzip's format")
        }
        let flags = bytes[start + 3]
        var offset = start + 10
        if flags & 4 != 0, offset + 2 <= bytes.count {
            offset += 2 + Int(bytes[offset]) + Int(bytes[offset + 1]) << 8
        }
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            while offset < bytes.count, bytes[offset] != 0 { offset += 1 }
            offset += 1
        }
        if flags & 2 != 0 { offset += 2 }
        guard offset < bytes.count else { throw Failure(description: "it is cut off") }
        return offset
    }

    private static func little(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) }
    }
}

/// The checksum of gzip.
private enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var value: UInt32 = .max
        table.withUnsafeBufferPointer { table in
            bytes.withUnsafeBufferPointer { bytes in
                for byte in bytes { value = table[Int((value ^ UInt32(byte)) & 0xFF)] ^ value >> 8 }
            }
        }
        return ~value
    }
}
