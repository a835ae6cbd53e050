/// Makes ranges such that what stands around them stays whole when they are replaced: no escape of a string (`\n`,
/// `\u00e9`) and no character is cut in two.
enum ReplaceableRange {
    /// The range to replace for a finding.
    ///
    /// - Parameters:
    ///   - range: the finding's range.
    ///   - bytes: the text.
    /// - Returns: the range, a few bytes larger or one byte smaller where needed.
    static func of(_ range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        if isEscaped(start, bytes) { start -= 1 }
        for length in 1...4 where isUnicodeEscape(start - length - 1, bytes) { start -= length + 1 }
        if end - start > 1, isEscaped(end, bytes) { end -= 1 }
        for length in 2...5 where end - length > start && isUnicodeEscape(end - length, bytes) {
            end = min(bytes.count, end - length + 6)
        }
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return start..<end
    }

    /// Whether an odd number of backslashes stands before a position.
    private static func isEscaped(_ position: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = position
        while index > 0, bytes[index - 1] == Byte.backslash { index -= 1 }
        return (position - index) % 2 == 1
    }

    /// Whether `\u` and four digits stand at a position.
    private static func isUnicodeEscape(_ position: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard position >= 0, position + 6 <= bytes.count, bytes[position] == Byte.backslash,
            bytes[position + 1] == UInt8(ascii: "u"), isEscaped(position + 1, bytes)
        else { return false }
        return (2..<6).allSatisfy { ByteSet.hexadecimal.contains(bytes[position + $0]) }
    }
}
