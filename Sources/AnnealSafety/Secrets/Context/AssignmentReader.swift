/// Finds the value that belongs to a name: what stands behind `=`, `:`, `=>`, a comma, a bracket, a tag or a blank.
struct AssignmentReader {
    let text: ScannedText

    /// A value.
    struct Value {
        /// The value without quotes.
        var range: Range<Int>
        /// Whether it stood in quotes.
        var isQuoted: Bool
        /// How it stands to its name.
        var evidence: ValueJudge.Evidence
    }

    /// What joins a name and its value.
    private struct Joint {
        var position: Int
        var evidence = ValueJudge.Evidence.assigned
        /// Only a value in quotes belongs to the name.
        var needsQuotes = false
        /// `:` may be followed by a type.
        var mayHaveType = false
        /// The text of an XML element.
        var isElement = false
    }

    /// The value after a name.
    ///
    /// - Parameters:
    ///   - name: the name's bytes.
    ///   - isOption: whether it is a command's option, whose value may follow a blank.
    /// - Returns: the value; `nil` when there is none.
    func value(after name: Range<Int>, isOption: Bool) -> Value? {
        guard let joint = joint(after: name, isOption: isOption) else { return nil }
        if joint.isElement { return element(joint.position) }
        var position = text.skip(.blank, from: joint.position, limit: 200)
        position = firstMember(dumped(block(position)), name: name)
        if joint.mayHaveType, let typed = afterType(position) { position = typed }
        if let literal = percentLiteral(position) {
            return Value(range: literal, isQuoted: true, evidence: joint.evidence)
        }
        let wrapped = unwrapped(position)
        if let quoted = QuotedText.range(in: text, at: wrapped) {
            let isCall =
                wrapped > position + 3 && !isConversion(position) && !isWrapping(position, literal: quoted)
            return Value(range: quoted, isQuoted: true, evidence: isCall ? .near : joint.evidence)
        }
        guard !joint.needsQuotes, mayBeBare(name) else { return nil }
        guard let bare = BareText(text: text).range(at: position, name: name) else { return nil }
        return Value(range: bare, isQuoted: false, evidence: joint.evidence)
    }

    private func joint(after name: Range<Int>, isOption: Bool) -> Joint? {
        var position = name.upperBound
        var hasQuote = false
        for _ in 0..<6 {
            if ByteSet.quotes.contains(text[position]) {
                hasQuote = true
                position += 1
            } else if text[position] == Byte.backslash, ByteSet.quotes.contains(text[position + 1]) {
                hasQuote = true
                position += 2
            } else if text[position] == Byte.closingBracket || text[position] == Byte.closingParenthesis {
                position += 1
            } else if text[position] == Byte.bracket, text.skip(.digits, from: position + 1) < text.count,
                text[text.skip(.digits, from: position + 1)] == Byte.closingBracket
            {
                position = text.skip(.digits, from: position + 1) + 1
            } else {
                break
            }
        }
        let blanks = text.skip(.blank, from: position, limit: 64)
        let hasBlank = blanks > position
        if hasQuote, text[blanks] == Byte.brace, let value = described(at: blanks, name: name) {
            return Joint(position: value)
        }
        if text[blanks] == Byte.colon, let value = described(at: blanks + 1, name: name) {
            return Joint(position: value)
        }
        if text[blanks] == Byte.comma, text.hasFolded("userpwd", at: name.upperBound - 7) {
            return Joint(position: blanks + 1, needsQuotes: true)
        }
        if !hasQuote, text[name.upperBound] == Byte.comma, isArgumentName(name) {
            return Joint(position: blanks + 1, needsQuotes: true)
        }
        return sign(at: blanks, name: name, hasQuote: hasQuote, hasBlank: hasBlank)
            ?? neighbour(at: blanks, name: name, isOption: isOption, hasQuote: hasQuote, hasBlank: hasBlank)
    }

    /// A sign that assigns.
    private func sign(at position: Int, name: Range<Int>, hasQuote: Bool, hasBlank: Bool) -> Joint? {
        let next = text[position + 1]
        switch text[position] {
        case Byte.equals:
            if next == UInt8(ascii: "~") { return nil }
            let end = text.skip(ByteSet("=>"), from: position, limit: 3)
            return Joint(position: end, evidence: end - position > 1 && next == Byte.equals ? .near : .assigned)
        case Byte.colon:
            if next == Byte.colon {
                // LDIF: two colons stand before a value in base64.
                return text[position + 2] == Byte.space && !hasQuote ? Joint(position: position + 2) : nil
            }
            if next == Byte.equals || next == Byte.hyphen { return Joint(position: position + 2) }
            return Joint(position: position + 1, mayHaveType: true)
        case Byte.question where next == Byte.colon: return Joint(position: position + 2, mayHaveType: true)
        case Byte.question where next == Byte.equals || next == Byte.question: return Joint(position: position + 2)
        case Byte.plus where next == Byte.equals: return Joint(position: position + 2)
        case UInt8(ascii: "!") where next == Byte.equals:
            return Joint(
                position: text.skip(ByteSet("!="), from: position, limit: 3), evidence: .near, needsQuotes: true)
        case Byte.bar where next == Byte.bar:
            return Joint(position: position + (text[position + 2] == Byte.equals ? 3 : 2), needsQuotes: true)
        case Byte.parenthesis where !hasBlank: return Joint(position: position + 1, evidence: .near, needsQuotes: true)
        case Byte.comma where hasQuote && namesUser(before: position) && isQuotedName(name):
            return Joint(position: position + 1, needsQuotes: true)
        case Byte.comma where hasQuote:
            // A list of objects with names and values, rather than two arguments.
            return valueMember(at: position) ?? Joint(position: position + 1, evidence: .near, needsQuotes: true)
        case Byte.brace where !hasBlank && !hasQuote && next == Byte.quote:
            return Joint(position: position + 1, needsQuotes: true)
        case Byte.greater where !hasBlank: return Joint(position: position + 1, isElement: true)
        case Byte.percent where text.hasFolded("%3d", at: position): return Joint(position: position + 3)
        case Byte.less: return following(position).map { Joint(position: $0, isElement: true) }
        default: return nil
        }
    }

    /// A value that follows without a sign: another attribute, the next line of a list, an option's argument, SQL.
    private func neighbour(at position: Int, name: Range<Int>, isOption: Bool, hasQuote: Bool, hasBlank: Bool) -> Joint?
    {
        let isAttribute = hasQuote || text[position] == Byte.lineFeed || text[position] == Byte.comma
        if isAttribute, let joint = valueMember(at: position) { return joint }
        if text[position] == Byte.comma, text[name.lowerBound - 1] == Byte.brace {
            return Joint(position: position + 1, needsQuotes: true)
        }
        guard hasBlank else { return nil }
        if isOption || isDeclaration(name) { return Joint(position: position) }
        if let value = afterAttributes(position, name: name) { return Joint(position: value, isElement: true) }
        let isQuoted = text[position] == Byte.apostrophe || text[position] == Byte.quote && text.place.form != .code
        if isQuoted, name.count == 8, text.hasFolded("password", at: name.lowerBound) {
            return Joint(position: position, needsQuotes: true)
        }
        // `:password "…"` of Lisps, `storePassword '…'` of Gradle.
        let isPlainQuote = text[position] == Byte.apostrophe || text[position] == Byte.quote
        if hasBlank, !hasQuote, isPlainQuote, isBound(name) { return Joint(position: position, needsQuotes: true) }
        if isQuoted, name.count == 3, text.hasFolded("psk", at: name.lowerBound) {
            return Joint(position: position, needsQuotes: true)
        }
        for word in ["is ", "was ", "is: ", "equals "] as [StaticString] where text.hasFolded(word, at: position) {
            return Joint(position: position + word.utf8CodeUnitCount, evidence: .near)
        }
        if let typed = afterType(position) { return Joint(position: typed, needsQuotes: true) }
        if !hasQuote, let word = lastWord(position) { return Joint(position: word) }
        return nil
    }

    /// `ENV NAME value` of container files, `set NAME value`, `setenv NAME value`, `config set NAME value`.
    private func isDeclaration(_ name: Range<Int>) -> Bool {
        let start = text.lineStart(name.lowerBound, limit: 120)
        let end = text.skipBack(.blank, before: name.lowerBound, limit: 8)
        guard end < name.lowerBound else { return false }
        let first = text.skip(.blank, from: start)
        if text.has("ENV", at: first) { return end == first + 3 }
        if text.has("#define", at: first) {
            return end == first + 7 && ByteSet.quotes.contains(text[text.skip(.blank, from: name.upperBound)])
        }
        if text.hasFolded("setenv", at: first) { return end == first + 6 }
        guard text.place.form != .code, text.place.form != .prose else { return false }
        let word = text.skipBack(ByteSet("A-Za-z0-9-"), before: end, limit: 16)
        if text.hasFolded("set", at: word) { return end == word + 3 }
        return text[word] == Byte.hyphen && text.hasFolded("set ", at: first)
    }

    /// `name: DB_PASSWORD` with `value: …` behind it, in YAML, JSON and attributes of XML.
    private func valueMember(at position: Int) -> Joint? {
        var index = position
        if ByteSet.quotes.contains(text[index]) { index += 1 }
        if text[index] == Byte.comma { index += 1 }
        index = text.skip(.space, from: index, limit: 120)
        return member(at: index).map { Joint(position: $0) }
    }
}
