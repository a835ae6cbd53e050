extension AssignmentReader {
    /// Whether a name stands in quotes of its own.
    func isQuotedName(_ name: Range<Int>) -> Bool { ByteSet.quotes.contains(text[name.lowerBound - 1]) }

    /// Whether a name is the first argument of a call that sets something: `set :db_password, "…"` of Ruby,
    /// `put(Context.SECURITY_CREDENTIALS, "…")` of Java.
    func isArgumentName(_ name: Range<Int>) -> Bool {
        if text[name.lowerBound - 1] == Byte.colon { return text[name.lowerBound - 2] <= Byte.space }
        let call = (name.lowerBound - 12)..<name.lowerBound
        return ["put(", "set(", "setproperty(", "add("].contains { (word: StaticString) in
            text.hasFolded(word, at: call.upperBound - word.utf8CodeUnitCount)
        }
    }

    /// Whether a text in quotes behind a name and a blank is the name's value: `:password "…"` and `(def api-key "…")`
    /// of Lisps, `@api_token "…"` of Elixir, `storePassword '…'` of Gradle.
    func isBound(_ name: Range<Int>) -> Bool {
        let previous = text[name.lowerBound - 1]
        let first = text.skip(.blank, from: text.lineStart(name.lowerBound))
        let isPassword = text.hasFolded("password", at: name.upperBound - 8)
        if previous == Byte.colon || previous == Byte.at && first == name.lowerBound - 1 { return true }
        if isPassword, first == name.lowerBound { return true }
        let before = text.skipBack(ByteSet(" \t^*+"), before: name.lowerBound, limit: 8)
        if isPassword, ByteSet("{;(").contains(text[before - 1]) { return true }
        let word = text.skipBack(ByteSet("A-Za-z-"), before: before, limit: 16)
        return text[word - 1] == Byte.parenthesis && text.hasFolded("def", at: word)
    }
}
