/// Text in quotes.
enum QuotedText {
    /// The text in quotes that begins at a position: `"…"`, `'…'`, `` `…` ``, tripled or escaped quotes.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - position: the opening quote's, or of the backslash in front of it.
    ///   - limit: the longest text.
    /// - Returns: what lies between the quotes; `nil` when there is no quote or none that closes on the same line.
    static func range(in text: ScannedText, at position: Int, limit: Int = 2048) -> Range<Int>? {
        var start = position
        let isEscaped = text[start] == Byte.backslash
        if isEscaped { start += 1 }
        let quote = text[start]
        guard ByteSet.quotes.contains(quote) else { return nil }
        start += 1
        let isTriple = !isEscaped && text[start] == quote && text[start + 1] == quote
        if isTriple {
            start = text.skip(.space, from: start + 2, limit: 64)
        }
        var index = start
        let ceiling = min(text.count, start + limit)
        while index < ceiling {
            let byte = text[index]
            if byte == Byte.lineFeed { break }
            if byte == Byte.backslash {
                if isEscaped, text[index + 1] == quote { return start..<index }
                index += 2
                continue
            }
            if byte == quote, !isEscaped { return start..<index }
            index += 1
        }
        return isTriple && index > start ? start..<max(start, text.skipBack(.space, before: index)) : nil
    }
}

/// Text without quotes that is a value.
struct BareText {
    let text: ScannedText

    private static let never = ByteSet("\"'`")

    /// The value that begins at a position.
    ///
    /// - Parameters:
    ///   - position: its first byte.
    ///   - name: the name before it, whose place tells how the value ends.
    /// - Returns: the value; `nil` when there is none.
    func range(at position: Int, name: Range<Int>) -> Range<Int>? {
        if text.place.form == .settings, isFirst(name) { return restOfLine(position) }
        let isQuery = text[name.lowerBound - 1] == Byte.question || text[name.lowerBound - 1] == Byte.ampersand
        let end = end(position, isQuery: isQuery)
        return end > position ? position..<end : nil
    }

    private func end(_ position: Int, isQuery: Bool) -> Int {
        var index = position
        var open = 0
        let ceiling = min(text.count, position + 2048)
        scan: while index < ceiling {
            let byte = text[index]
            if byte <= Byte.space || Self.never.contains(byte) { break }
            switch byte {
            case Byte.parenthesis, Byte.bracket, Byte.brace: open += 1
            case Byte.closingParenthesis, Byte.closingBracket, Byte.closingBrace:
                if open == 0 { break scan }
                open -= 1
            case Byte.ampersand, Byte.semicolon, Byte.comma:
                if isQuery || endsAt(index) { break scan }
            case Byte.hash where isQuery: break scan
            case Byte.less: break scan
            case Byte.bar where text[index + 1] <= Byte.space || text[index + 1] == Byte.bar: break scan
            case Byte.backslash where ByteSet("nrt\"'`\\").contains(text[index + 1]): break scan
            default: break
            }
            index += 1
        }
        if index > position, ByteSet(".,;:").contains(text[index - 1]) { index -= 1 }
        return index
    }

    /// Whether a separator ends the value: another name follows, or nothing.
    private func endsAt(_ index: Int) -> Bool {
        let next = text.skip(.blank, from: index + 1, limit: 8)
        if next > index + 1 || text[next] <= Byte.space { return true }
        if ByteSet.quotes.contains(text[next]) { return true }
        let end = text.skip(ByteSet("A-Za-z0-9_. -"), from: next, limit: 40)
        return end > next && (text[end] == Byte.equals || text[end] == Byte.colon)
    }

    /// Whether a name begins its line, but for words that declare a variable and marks of a list.
    private func isFirst(_ name: Range<Int>) -> Bool {
        var index = text.skip(ByteSet(" \t-"), from: text.lineStart(name.lowerBound))
        for word in ["export ", "set ", "setenv ", "env ", "environment="] as [StaticString]
        where text.hasFolded(word, at: index) {
            index += word.utf8CodeUnitCount
            break
        }
        return text.skip(ByteSet("\"'A-Za-z0-9_./:@-"), from: index) >= name.lowerBound
    }

    /// The rest of a line without a comment; of several words only the first.
    private func restOfLine(_ position: Int) -> Range<Int>? {
        var end = text.lineEnd(position, limit: 2048)
        if let comment = text.firstFolded(" #", in: position..<end) { end = comment }
        end = text.skipBack(.space, before: end)
        guard end > position else { return nil }
        if let blank = (position..<end).first(where: { ByteSet.blank.contains(text[$0]) }) {
            let rest = text.skip(.blank, from: blank)
            let word = text.skip(.word, from: rest, limit: 64)
            // Several words are a sentence, unless they are further assignments.
            guard text[word] == Byte.equals else { return nil }
            end = blank
        }
        return position..<end
    }
}
