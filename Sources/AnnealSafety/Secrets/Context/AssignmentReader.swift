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
        position = block(position)
        if joint.mayHaveType, let typed = afterType(position) { position = typed }
        let wrapped = unwrapped(position)
        if let quoted = QuotedText.range(in: text, at: wrapped) {
            let isCall = wrapped > position + 3
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
        return sign(at: blanks, hasQuote: hasQuote, hasBlank: hasBlank)
            ?? neighbour(at: blanks, name: name, isOption: isOption, hasQuote: hasQuote, hasBlank: hasBlank)
    }

    /// A sign that assigns.
    private func sign(at position: Int, hasQuote: Bool, hasBlank: Bool) -> Joint? {
        let next = text[position + 1]
        switch text[position] {
        case Byte.equals:
            if next == UInt8(ascii: "~") { return nil }
            let end = text.skip(ByteSet("=>"), from: position, limit: 3)
            return Joint(position: end, evidence: end - position > 1 && next == Byte.equals ? .near : .assigned)
        case Byte.colon:
            if next == Byte.colon { return nil }
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
        case Byte.comma where hasQuote:
            // A list of objects with names and values, rather than two arguments.
            return valueMember(at: position) ?? Joint(position: position + 1, evidence: .near, needsQuotes: true)
        case Byte.greater where !hasBlank: return Joint(position: position + 1, isElement: true)
        case Byte.percent where text.hasFolded("%3d", at: position): return Joint(position: position + 3)
        case Byte.less where text.hasFolded("</key>", at: position):
            let tag = text.skip(.space, from: position + 6, limit: 64)
            return text.hasFolded("<string>", at: tag) ? Joint(position: tag + 8, isElement: true) : nil
        default: return nil
        }
    }

    /// A value that follows without a sign: another attribute, the next line of a list, an option's argument, SQL.
    private func neighbour(at position: Int, name: Range<Int>, isOption: Bool, hasQuote: Bool, hasBlank: Bool) -> Joint?
    {
        let isAttribute = hasQuote || text[position] == Byte.lineFeed || text[position] == Byte.comma
        if isAttribute, let joint = valueMember(at: position) { return joint }
        guard hasBlank else { return nil }
        if isOption || isDeclaration(name) { return Joint(position: position) }
        if text[position] == Byte.apostrophe, name.count == 8, text.hasFolded("password", at: name.lowerBound) {
            return Joint(position: position, needsQuotes: true)
        }
        for word in ["is ", "was ", "is: ", "equals "] as [StaticString] where text.hasFolded(word, at: position) {
            return Joint(position: position + word.utf8CodeUnitCount, evidence: .near)
        }
        if let typed = afterType(position) { return Joint(position: typed, needsQuotes: true) }
        return nil
    }

    /// `ENV NAME value` of container files, `set NAME value`, `setenv NAME value`, `config set NAME value`.
    private func isDeclaration(_ name: Range<Int>) -> Bool {
        let start = text.lineStart(name.lowerBound, limit: 120)
        let end = text.skipBack(.blank, before: name.lowerBound, limit: 8)
        guard end < name.lowerBound else { return false }
        let first = text.skip(.blank, from: start)
        if text.has("ENV", at: first) { return end == first + 3 }
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
        if ByteSet.quotes.contains(text[index]) { index += 1 }
        var word = 0
        for candidate in ["value", "content", "default", "defaultvalue", "string_value"] as [StaticString]
        where text.hasFolded(candidate, at: index) { word = candidate.utf8CodeUnitCount }
        guard word > 0 else { return nil }
        index += word
        if ByteSet.quotes.contains(text[index]) { index += 1 }
        index = text.skip(.blank, from: index, limit: 8)
        guard text[index] == Byte.colon || text[index] == Byte.equals else { return nil }
        return Joint(position: index + 1)
    }

    /// Whether a value without quotes can be one: in code only within a string or a comment.
    private func mayBeBare(_ name: Range<Int>) -> Bool {
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
        return open != 0
    }
}
