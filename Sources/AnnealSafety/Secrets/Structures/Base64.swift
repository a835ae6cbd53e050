/// Decodes base64 in both alphabets.
enum Base64 {
    /// The bytes of a text in base64.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - range: its part; signs `=` at its end are left out.
    /// - Returns: the bytes; `nil` when a sign is outside of both alphabets or the length is impossible.
    static func decode(_ text: ScannedText, _ range: Range<Int>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count * 3 / 4)
        var buffer: UInt32 = 0
        var bits = 0
        for index in range {
            let byte = text[index]
            if byte == Byte.equals { break }
            guard let value = value(byte) else { return nil }
            buffer = buffer << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return bits == 6 ? nil : bytes
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        if Byte.isUpper(byte) { return UInt32(byte) - 65 }
        if Byte.isLower(byte) { return UInt32(byte) - 71 }
        if Byte.isDigit(byte) { return UInt32(byte) + 4 }
        if byte == Byte.plus || byte == Byte.hyphen { return 62 }
        return byte == Byte.slash || byte == Byte.underscore ? 63 : nil
    }
}
