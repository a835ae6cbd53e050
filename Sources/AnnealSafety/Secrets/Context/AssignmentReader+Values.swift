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
        var end = text.skip(ByteSet("A-Za-z0-9_.@$&#:[]!"), from: position, limit: 40)
        if text.has("new ", at: position) { end = text.skip(ByteSet("A-Za-z0-9_."), from: position + 4, limit: 40) }
        if end - position <= 2, ByteSet.quotes.contains(text[end]) { return end }
        if text[end] == Byte.parenthesis, ByteSet.quotes.contains(text[end + 1]) { return end + 1 }
        return position
    }

    /// The position of the text in `string(12) "…"`, as PHP prints a value on the line below its name.
    func dumped(_ position: Int) -> Int {
        let start = text.skip(.space, from: position, limit: 32)
        guard text.has("string(", at: start) else { return position }
        let digits = text.skip(.digits, from: start + 7, limit: 6)
        return text.has(") \"", at: digits) ? digits + 2 : position
    }

    /// The position of the first value of a dictionary or a list: `TOKENS = {"prod": "…"}`, `keys: ["…"]`.
    func firstMember(_ position: Int, name: Range<Int>) -> Int {
        guard text[position] == Byte.brace || text[position] == Byte.bracket,
            Byte.folded(text[name.upperBound - 1]) == UInt8(ascii: "s")
        else { return position }
        let first = text.skip(.space, from: position + 1, limit: 80)
        guard let quoted = QuotedText.range(in: text, at: first) else { return position }
        let sign = text.skip(ByteSet(" \t=>:"), from: quoted.upperBound + 1, limit: 8)
        if text[position] == Byte.bracket { return first }
        return QuotedText.range(in: text, at: sign) == nil ? position : sign
    }

    /// Whether the argument before a name is that of a user's name: `'Username', 'bob', 'Password', '…'`.
    func namesUser(before position: Int) -> Bool {
        let before = (position - 80)..<position
        return text.firstFolded("'user", in: before) != nil || text.firstFolded("\"user", in: before) != nil
    }

    /// Whether a call holds one literal that is a password, and does not look one up by its name.
    func isWrapping(_ position: Int, literal: Range<Int>) -> Bool {
        guard text[literal.upperBound + 1] == Byte.closingParenthesis else { return false }
        let callee = position..<literal.lowerBound
        let lookups: [StaticString] = [
            "get", "env", "read", "fetch", "load", "lookup", "find", "config", "prompt", "input", "translat", "label",
            "col", "field", "param", "query", "req", "select", "key", "by", "ask", "_(", "i18n",
            "message", "match", "test", "expect", "equal", "error", "print", "log", "resource", "setting", "var",
        ]
        guard !lookups.contains(where: { text.firstFolded($0, in: callee) != nil }) else { return false }
        let profile = ValueProfile(text, literal)
        return profile.digits >= 2 && profile.lower + profile.upper >= 3 && profile.spaces == 0
            && (profile.symbols > 0 || profile.upper > 0 && profile.lower > 0)
    }

    /// Whether a call at a position only gives a literal another type.
    func isConversion(_ position: Int) -> Bool {
        let conversions: [StaticString] = [
            "[]byte(", "string::from(", "secretstring::from(", "secretstring::new(", "bytes(", "str(", "string(",
            "new string(", "std::string(", "secretstr(", "secret(", "sensitive(", "buffer.from(", "@(", "text(",
            "new secretkeyspec(", "to_string(", "vec!(", "securestring(", "some(",
        ]
        return conversions.contains { text.hasFolded($0, at: position) }
    }

    /// The text of `%q(…)`, `%Q{…}`, `%(…)` of Ruby.
    func percentLiteral(_ position: Int) -> Range<Int>? {
        guard text[position] == Byte.percent else { return nil }
        let open = ByteSet("qQ").contains(text[position + 1]) ? position + 2 : position + 1
        let closers: [UInt8: UInt8] = [
            Byte.parenthesis: Byte.closingParenthesis, Byte.brace: Byte.closingBrace,
            Byte.bracket: Byte.closingBracket,
        ]
        guard open == position + 2, let closer = closers[text[open]],
            let close = text.first(closer, in: open..<text.lineEnd(open, limit: 300))
        else { return nil }
        return (open + 1)..<close
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
