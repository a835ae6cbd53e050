/// Kinds of bytes in a log line; bytes of characters beyond ASCII count as letters.
enum LogByte {
    /// A decimal digit.
    @inline(__always) static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// A letter, or a part of a character beyond ASCII.
    @inline(__always) static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 }

    /// A capital of ASCII.
    @inline(__always) static func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }

    /// A hexadecimal digit.
    @inline(__always) static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }

    /// White space and control characters.
    @inline(__always) static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

    /// A byte that is a token by itself: `= , ; ( ) [ ] { } < > " ' |`.
    @inline(__always) static func isDelimiter(_ byte: UInt8) -> Bool {
        guard byte < 0x80 else { return false }
        return (byte < 64 ? lowDelimiters >> UInt64(byte) : highDelimiters >> UInt64(byte - 64)) & 1 == 1
    }

    /// A bit for each of `= , ; ( ) < > " '`, and one for each of `[ ] { } |` less 64.
    private static let lowDelimiters: UInt64 = 0x7800_1384_0000_0000
    private static let highDelimiters: UInt64 = 0x3800_0000_2800_0000
}
