extension AssignmentReader {
    /// Words under which the value of a described entry stands.
    private static let members: [StaticString] = [
        "value", "content", "default", "defaultvalue", "string_value", "stringvalue", "plaintext", "plain",
    ]

    /// The position behind `value:` or `default =` when such a word stands at a position.
    func member(at position: Int) -> Int? {
        var index = position
        if ByteSet.quotes.contains(text[index]) { index += 1 }
        var word = 0
        for candidate in Self.members where text.hasFolded(candidate, at: index) { word = candidate.utf8CodeUnitCount }
        guard word > 0 else { return nil }
        index += word
        if ByteSet.quotes.contains(text[index]) { index += 1 }
        index = text.skip(.blank, from: index, limit: 8)
        guard text[index] == Byte.colon || text[index] == Byte.equals else { return nil }
        return index + 1
    }

    /// The value of an entry that is described in braces or in the lines below its name:
    /// `variable "db_password" { default = "…" }`, `DbPassword:` with `Default: …` under it.
    ///
    /// - Parameters:
    ///   - position: what follows the name and its sign.
    ///   - name: the name.
    /// - Returns: the position behind the member's sign.
    func described(at position: Int, name: Range<Int>) -> Int? {
        let start = text.skip(.blank, from: position, limit: 8)
        if text[start] == Byte.brace { return inBraces(start + 1) }
        guard text[start] == Byte.lineFeed, text.place.form == .settings || text.place.form == .unknown else {
            return nil
        }
        return below(start + 1, name: name)
    }

    private func inBraces(_ start: Int) -> Int? {
        let end = text.first(Byte.closingBrace, in: start..<min(text.count, start + 400)) ?? start
        var index = text.skip(.space, from: start)
        while index < end {
            if let value = member(at: index) { return value }
            // The next member: behind a comma or on the next line.
            while index < end, text[index] != Byte.comma, text[index] != Byte.lineFeed { index += 1 }
            index = text.skip(ByteSet(", \t\r\n"), from: index, limit: 64)
        }
        return nil
    }

    private func below(_ start: Int, name: Range<Int>) -> Int? {
        let begin = text.lineStart(name.lowerBound)
        let indent = text.skip(.blank, from: begin) - begin
        var index = start
        for _ in 0..<6 {
            let first = text.skip(.blank, from: index)
            guard first - index > indent, first < text.count, text[first] != Byte.lineFeed else { return nil }
            if let value = member(at: first) { return value }
            index = text.lineEnd(first) + 1
        }
        return nil
    }

    /// The position of the value in an element that follows the element of its name:
    /// `<key>Password</key><string>…</string>`, `<name>password</name><value>…</value>`.
    func following(_ position: Int) -> Int? {
        guard text[position] == Byte.less, text[position + 1] == Byte.slash else { return nil }
        let close = text.skip(ByteSet("A-Za-z:"), from: position + 2, limit: 24)
        guard text[close] == Byte.greater else { return nil }
        let tag = text.skip(.space, from: close + 1, limit: 64)
        for name in ["<string>", "<value>", "<text>", "<data>"] as [StaticString] where text.hasFolded(name, at: tag) {
            return tag + name.utf8CodeUnitCount
        }
        return nil
    }

    /// The position behind the attributes of an element that the name begins: `<Pass encoding="base64">`.
    func afterAttributes(_ position: Int, name: Range<Int>) -> Int? {
        var tag = name.lowerBound
        if text[tag - 1] == Byte.colon { tag = text.skipBack(.alphanumeric, before: tag - 1, limit: 16) }
        guard text[tag - 1] == Byte.less else { return nil }
        var index = position
        let ceiling = min(text.count, position + 120)
        while index < ceiling, text[index] != Byte.less, text[index] != Byte.lineFeed {
            if text[index] == Byte.greater { return text[index - 1] == Byte.slash ? nil : index + 1 }
            index += 1
        }
        return nil
    }

    /// Whether a name and one word after it, perhaps with a number of its kind between, make up the rest of a line:
    /// `password  …`, `enable secret 0 …`.
    ///
    /// - Returns: the word's position.
    func lastWord(_ position: Int) -> Int? {
        guard text.place.form == .settings || text.place.form == .unknown else { return nil }
        var word = position
        if Byte.isDigit(text[word]), ByteSet.blank.contains(text[word + 1]) {
            word = text.skip(.blank, from: word + 1, limit: 8)
        }
        var end = word
        while end < text.count, text[end] > Byte.space { end += 1 }
        guard end - word >= 6, text.first(Byte.slash, in: word..<end) == nil,
            text[text.skip(.blank, from: end, limit: 8)] <= Byte.carriageReturn
        else { return nil }
        return word
    }
}
