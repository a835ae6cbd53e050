extension AssignmentReader {
    /// `|` and `>` of YAML: the value begins on the next line.
    func block(_ position: Int) -> Int {
        guard text[position] == Byte.bar || text[position] == Byte.greater else { return position }
        let end = text.skip(ByteSet("|>+- \t0-9"), from: position, limit: 8)
        guard text[end] == Byte.lineFeed else { return position }
        return text.skip(.blank, from: end + 1, limit: 64)
    }

    /// The position behind a type and its `=`: `: String = "…"`, `string = "…"`, `: &'static str = "…"`.
    func afterType(_ position: Int) -> Int? {
        let end = text.skip(ByteSet("A-Za-z0-9_&'<>[]?!.,| *"), from: position, limit: 48)
        guard end > position, text[end] == Byte.equals || text[end] == Byte.colon && text[end + 1] == Byte.equals else {
            return nil
        }
        let value = text.skip(ByteSet(":= \t"), from: end, limit: 8)
        guard text[end + 1] != Byte.equals, QuotedText.range(in: text, at: unwrapped(value)) != nil else { return nil }
        return value
    }

    /// The position of the quote behind string prefixes (`b"`, `f'`, `@"`) or a call such as `SecretStr("`.
    func unwrapped(_ position: Int) -> Int {
        if ByteSet.quotes.contains(text[position]) { return position }
        var end = text.skip(ByteSet("A-Za-z0-9_.@$&#"), from: position, limit: 40)
        if text.has("new ", at: position) { end = text.skip(ByteSet("A-Za-z0-9_."), from: position + 4, limit: 40) }
        if end - position <= 2, ByteSet.quotes.contains(text[end]) { return end }
        if text[end] == Byte.parenthesis, ByteSet.quotes.contains(text[end + 1]) { return end + 1 }
        return position
    }

    /// The text of an element, up to the tag that closes it.
    func element(_ position: Int) -> Value? {
        let start = text.skip(.space, from: position, limit: 64)
        guard let close = text.first(Byte.less, in: start..<min(text.count, start + 512)) else { return nil }
        let isClosed = text[close + 1] == Byte.slash
        let isData = close == start && text.has("<![CDATA[", at: start)
        if isData, let end = text.firstFolded("]]>", in: start..<min(text.count, start + 512)) {
            return Value(range: (start + 9)..<end, isQuoted: true, evidence: .assigned)
        }
        guard isClosed else { return inner(close) }
        let end = text.skipBack(.space, before: close)
        return end > start ? Value(range: start..<end, isQuoted: true, evidence: .assigned) : nil
    }

    /// `<setting name="Password"…><value>…</value>`.
    private func inner(_ position: Int) -> Value? {
        guard text.hasFolded("<value>", at: position) else { return nil }
        return element(position + 7)
    }

    /// Whether a value without quotes can be one: in code only within a string or a comment.
    func mayBeBare(_ name: Range<Int>) -> Bool {
        guard text.place.form == .code else { return true }
        let start = text.lineStart(name.lowerBound)
        let first = text.skip(.blank, from: start)
        if text[first] == Byte.hash || text[first] == Byte.star || text.has("//", at: first)
            || text.has("--", at: first)
        {
            return true
        }
        var open: UInt8 = 0
        var index = start
        while index < name.lowerBound {
            let byte = text[index]
            if byte == Byte.backslash {
                index += 1
            } else if open == 0, ByteSet.quotes.contains(byte) {
                open = byte
            } else if byte == open {
                open = 0
            }
            index += 1
        }
        // A name in quotes, whose value stands outside of them.
        return open != 0 && text[name.upperBound] != open
    }
}
