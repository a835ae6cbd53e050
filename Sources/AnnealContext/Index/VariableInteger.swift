/// Whole numbers in as few bytes as they need: seven bits a byte, the lowest first, the eighth bit set but in the last.
enum VariableInteger {
    /// Appends a number. Complexity: O(1).
    @inline(__always)
    static func append(_ value: UInt32, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Reads the number at an offset and moves the offset behind it; `nil` when the bytes end within it.
    @inline(__always)
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, at offset: inout Int) -> UInt32? {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while offset < bytes.count, shift < 35 {
            let byte = bytes[offset]
            offset += 1
            value |= UInt32(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
            shift += 7
        }
        return nil
    }

    /// The numbers that fill some bytes; `nil` when they end within one.
    static func all(_ bytes: [UInt8]) -> [UInt32]? {
        bytes.withUnsafeBufferPointer { bytes in
            var values: [UInt32] = []
            var offset = 0
            while offset < bytes.count {
                guard let value = read(bytes, at: &offset) else { return nil }
                values.append(value)
            }
            return values
        }
    }
}
