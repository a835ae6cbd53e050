/// The arguments of a call in the notation that most languages share.
struct CallArguments {
    let text: ScannedText

    /// The longest list of arguments that is read.
    private static let longest = 700

    /// The arguments from a position on, up to the bracket that closes the call or, without brackets, the line's end.
    ///
    /// - Parameters:
    ///   - start: the first byte of the first argument.
    ///   - hasBrackets: whether the call has brackets.
    /// - Returns: the arguments without the blanks around them; at most eight.
    func list(from start: Int, hasBrackets: Bool) -> [Range<Int>] {
        var list: [Range<Int>] = []
        var begin = text.skip(.space, from: start, limit: 80)
        var index = begin
        var depth = 0
        let ceiling = min(text.count, start + Self.longest)
        while index < ceiling, list.count < 8 {
            let byte = text[index]
            if ByteSet.quotes.contains(byte), let quoted = QuotedText.range(in: text, at: index) {
                index = quoted.upperBound + 1
                continue
            }
            switch byte {
            case Byte.parenthesis, Byte.bracket, Byte.brace: depth += 1
            case Byte.closingParenthesis, Byte.closingBracket, Byte.closingBrace: depth -= 1
            case Byte.comma where depth == 0:
                list.append(trimmed(begin..<index))
                begin = text.skip(.space, from: index + 1, limit: 80)
            default: break
            }
            let isEnd = !hasBrackets && depth == 0 && (byte == Byte.lineFeed || byte == Byte.semicolon)
            if depth < 0 || isEnd {
                list.append(trimmed(begin..<max(begin, index)))
                return list
            }
            index += 1
        }
        return index == text.count && !hasBrackets && begin < index ? list + [trimmed(begin..<index)] : []
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        range.lowerBound..<max(range.lowerBound, text.skipBack(.space, before: range.upperBound))
    }

    /// The text of an argument that is one literal, bare or within a conversion: `"…"`, `q{…}`, `Some("…")`,
    /// `"…".getBytes()`.
    func literal(_ argument: Range<Int>) -> Range<Int>? {
        let prefix = text.skip(ByteSet("A-Za-z0-9_.:&@$[]( *"), from: argument.lowerBound, limit: 60)
        guard prefix < argument.upperBound else { return nil }
        let before = argument.lowerBound..<prefix
        if text[prefix] == Byte.brace || text[prefix] == Byte.slash { return perlQuote(before) }
        guard text.firstFolded("env", in: before) == nil, text.firstFolded("get(", in: before) == nil,
            text.firstFolded("config", in: before) == nil,
            text.firstFolded("hex", in: before) == nil || before.count > 4,
            let quoted = QuotedText.range(in: text, at: prefix), quoted.upperBound <= argument.upperBound
        else { return nil }
        let rest = text.skip(ByteSet("\"'`A-Za-z0-9_.()[]? "), from: quoted.upperBound, limit: 60)
        return rest >= argument.upperBound ? quoted : nil
    }

    /// `q{…}` of Perl.
    private func perlQuote(_ before: Range<Int>) -> Range<Int>? {
        guard text[before.lowerBound] == UInt8(ascii: "q"), before.count <= 2, text[before.upperBound] == Byte.brace,
            let close = text.first(Byte.closingBrace, in: before.upperBound..<(before.upperBound + 200))
        else { return nil }
        return (before.upperBound + 1)..<close
    }
}
