extension SecretScanPass {
    /// Whether a token only keeps one and the same request from being carried out twice.
    func isRequestMark(_ name: Range<Int>) -> Bool {
        let words: [StaticString] = ["change", "client", "request", "retry", "creator", "delegation"]
        return words.contains { text.firstFolded($0, in: name) != nil }
    }

    /// `define('NAME', 'value')` of PHP.
    func isDefined(_ name: Range<Int>) -> Bool {
        text.hasFolded("define", at: name.lowerBound - 8) || text.hasFolded("define", at: name.lowerBound - 9)
    }

    /// `setProperty("name", "value")`, `os.Setenv("NAME", "value")`, `put("name", "value")`.
    func isSet(_ name: Range<Int>, value: AssignmentReader.Value) -> Bool {
        guard ByteSet.quotes.contains(text[name.lowerBound - 1]), value.isQuoted,
            text[value.range.upperBound + 1] == Byte.closingParenthesis
        else { return false }
        let call = (name.lowerBound - 24)..<(name.lowerBound - 1)
        let verbs: [StaticString] = [
            "set", "put", "add(", "define", "with", "property(", "env(", "environ.get(", "getenv(", "env.fetch(",
            "env.get(", "env_or", "envor", "getordefault", "config(", "append(",
        ]
        return verbs.contains { text.firstFolded($0, in: call) != nil }
    }

    /// `if password == "…"`: a password that a program knows.
    func isCompared(_ name: Range<Int>, value: AssignmentReader.Value) -> Bool {
        let sign = text.skip(.blank, from: name.upperBound, limit: 8)
        return text.place.form == .code && value.isQuoted && text[sign] == Byte.equals
            && text[sign + 1] == Byte.equals && ValueProfile(text, value.range).digits > 0
    }
}
