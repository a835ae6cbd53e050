/// Names of error types, and the messages that go with them.
enum ErrorName {
    private static let placeholders = ByteSet("{}<>$\\")

    /// Whether a name is that of an error type: `ValueError`, `menu.MenuError`, `KeyboardInterrupt`, `TooLarge`.
    static func isOne(_ bytes: Bytes, _ range: Range<Int>) -> Bool {
        var start = range.lowerBound
        while let dot = bytes.find(ASCII.dot, in: start..<range.upperBound) { start = dot + 1 }
        guard start < range.upperBound, ASCII.isUpper(bytes[start]) else { return false }
        // A placeholder is in capitals only.
        return (start..<range.upperBound).contains { ASCII.isLower(bytes[$0]) }
    }

    /// A message without its quotes; `nil` if it has placeholders, which are words in capitals, `…`, or braces.
    static func message(_ bytes: Bytes, _ range: Range<Int>) -> String? {
        var range = range
        if range.count >= 2, let first = range.first, let last = range.last, bytes[first] == bytes[last],
            bytes[first] == ASCII.quote || bytes[first] == ASCII.apostrophe
        {
            range = (first + 1)..<last
        }
        guard !range.isEmpty else { return nil }
        var run = 0
        for offset in range {
            let byte = bytes[offset]
            if placeholders.contains(byte) || byte >= 0x80 { return nil }
            if byte == ASCII.dot, offset + 1 < range.upperBound, bytes[offset + 1] == ASCII.dot { return nil }
            run = ASCII.isUpper(byte) ? run + 1 : 0
            if run > 1 { return nil }
            let standsAlone =
                ASCII.isUpper(byte) && (offset == range.lowerBound || !ASCII.isName(bytes[offset - 1]))
                && (offset + 1 == range.upperBound || !ASCII.isName(bytes[offset + 1]))
            if standsAlone { return nil }
        }
        return bytes.text(range)
    }
}
