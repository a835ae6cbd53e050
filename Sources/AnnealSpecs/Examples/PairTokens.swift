internal import AnnealFoundation

/// A short text as words, values and the signs between them.
enum PairToken: Hashable {
    /// What stands in a code span.
    case code(Range<Int>)
    /// What stands in quotation marks, without them.
    case quoted(Range<Int>)
    /// A list, tuple or mapping, or a number, written without marks.
    case literal(Range<Int>)
    /// A word in small letters.
    case word(String)
    /// `->`, `→`, `=>`, `=`, `==`.
    case arrow
    case colon
    case comma
    case semicolon
    /// The end of a sentence.
    case stop
    case open
    case close

    /// Takes a text apart.
    ///
    /// - Parameters:
    ///   - bytes: the text.
    ///   - reader: reads literals in it.
    /// - Returns: its parts; `nil` where something stands in it that is none of them.
    static func tokens(of bytes: Bytes, _ reader: ExpressionReader) -> [PairToken]? {
        var tokens: [PairToken] = []
        var offset = 0
        while offset < bytes.count {
            guard let (token, end) = next(bytes, offset, reader) else { return nil }
            if let token { tokens.append(token) }
            offset = end
        }
        return tokens
    }

    /// The part at a place, none for white space and emphasis, and where it ends.
    private static func next(_ bytes: Bytes, _ offset: Int, _ reader: ExpressionReader) -> (PairToken?, Int)? {
        let byte = bytes[offset]
        switch byte {
        case ASCII.space, UInt8(ascii: "\n"), ASCII.asterisk: return (nil, offset + 1)
        case UInt8(ascii: "`"): return delimited(bytes, offset, by: byte).map { (.code($0), $0.upperBound + 1) }
        case ASCII.quote: return delimited(bytes, offset, by: byte).map { (.quoted($0), $0.upperBound + 1) }
        case ASCII.colon: return (.colon, offset + 1)
        case ASCII.semicolon: return (.semicolon, offset + 1)
        case ASCII.comma, ASCII.dot:
            let stands = offset + 1 == bytes.count || bytes[offset + 1] <= ASCII.space
            return stands ? (byte == ASCII.comma ? .comma : .stop, offset + 1) : nil
        case UInt8(ascii: "["), UInt8(ascii: "{"), ASCII.openParenthesis:
            if let end = closing(bytes, offset), let value = reader.read(offset..<end), value.isClosedValue,
                value.shape == .list || value.shape == .mapping || value.shape == .group
            {
                return (.literal(offset..<end), end)
            }
            return byte == ASCII.openParenthesis ? (.open, offset + 1) : nil
        case ASCII.closeParenthesis: return (.close, offset + 1)
        case ASCII.equals, ASCII.dash, ASCII.greater, 0xE2: return arrow(bytes, offset) ?? number(bytes, offset)
        default:
            if ASCII.isDigit(byte) { return number(bytes, offset) }
            guard ASCII.isLetter(byte) else { return nil }
            var end = offset
            while end < bytes.count,
                ASCII.isName(bytes[end]) || bytes[end] == ASCII.apostrophe
                    || bytes[end] == ASCII.dash && end + 1 < bytes.count && ASCII.isLetter(bytes[end + 1])
            {
                end += 1
            }
            return (.word(bytes.text(offset..<end).lowercased()), end)
        }
    }

    private static func delimited(_ bytes: Bytes, _ offset: Int, by mark: UInt8) -> Range<Int>? {
        guard let end = bytes.find(mark, in: (offset + 1)..<bytes.count), end > offset + 1 || mark == ASCII.quote
        else { return nil }
        let isWord = end + 1 < bytes.count && (ASCII.isName(bytes[end + 1]) || bytes[end + 1] == mark)
        return isWord ? nil : (offset + 1)..<end
    }

    private static func closing(_ bytes: Bytes, _ offset: Int) -> Int? {
        var depth = 0
        for index in offset..<min(bytes.count, offset + 120) {
            switch bytes[index] {
            case UInt8(ascii: "["), UInt8(ascii: "{"), ASCII.openParenthesis: depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"), ASCII.closeParenthesis: depth -= 1
            case UInt8(ascii: "`"): return nil
            default: break
            }
            if depth == 0 { return index + 1 }
        }
        return nil
    }

    private static func arrow(_ bytes: Bytes, _ offset: Int) -> (PairToken?, Int)? {
        for sign: StaticString in ["->", "=>", "==", "\u{2192}", "\u{21D2}", "\u{279E}"]
        where bytes.has(sign, at: offset, before: bytes.count) {
            return (.arrow, offset + sign.utf8CodeUnitCount)
        }
        guard bytes[offset] == ASCII.equals else { return nil }
        return (.arrow, offset + 1)
    }

    /// A number that stands alone, without a unit at it.
    private static func number(_ bytes: Bytes, _ offset: Int) -> (PairToken?, Int)? {
        var end = offset + (bytes[offset] == ASCII.dash ? 1 : 0)
        let digits = end
        while end < bytes.count,
            ASCII.isDigit(bytes[end])
                || bytes[end] == ASCII.dot && end + 1 < bytes.count && ASCII.isDigit(bytes[end + 1])
        {
            end += 1
        }
        guard end > digits, PlainConstant.number(bytes.text(offset..<end)) != nil else { return nil }
        let ends = end == bytes.count || bytes[end] <= ASCII.space || ".,;:)".utf8.contains(bytes[end])
        return ends ? (.literal(offset..<end), end) : nil
    }
}
