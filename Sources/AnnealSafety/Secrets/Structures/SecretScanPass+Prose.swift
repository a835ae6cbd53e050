extension SecretScanPass {
    /// Words between the word for a password and the password itself.
    private static let links: [StaticString] = [
        "is", "was", "=", ":", "->", "=>", "\u{2192}", "-", "\u{2013}", "lautet", "ist", "war", "es", "est", "\u{e8}",
        "\u{e9}", "are", "to", "now", "still", "currently",
    ]

    /// A password that a sentence tells: `the password is …`, `pw …`, `Pass phrase: four plain words here`.
    ///
    /// - Parameters:
    ///   - name: the word for the password.
    ///   - meaning: what it says.
    /// - Returns: whether one was found.
    mutating func readSpoken(after name: Range<Int>, meaning: KeyMeaning) -> Bool {
        guard meaning.sort == .password, isSentence(name), isWordOfSentence(name) else { return false }
        let end = text.lineEnd(name.upperBound, limit: 160)
        if readOwnLine(after: end, meaning: meaning) || readReply(after: end) { return true }
        var index = name.upperBound
        var isLinked = false
        for step in 0..<11 {
            let start = text.skip(ByteSet(" \t\"'*`(_"), from: index, limit: 6)
            let stop = wordEnd(start, limit: end)
            guard stop > start else { return false }
            let isNext = step == 0 && name.count <= 11 && text[name.upperBound] == Byte.space
            if isLinked || isNext, readSpokenValue(start..<stop, meaning: meaning) { return true }
            if isLinked, readFourByFour(start) { return true }
            if isLinked, isPlainPhrase(start, end: end, meaning: meaning) { return true }
            let isLink = Self.links.contains {
                stop - start == $0.utf8CodeUnitCount && text.hasFolded($0, at: start)
            }
            isLinked = isLink || text[stop - 1] == Byte.colon || step == 0 && text[start] == Byte.colon
            index = stop
        }
        return false
    }

    /// A password on a line of its own behind a line that announces it and ends with a colon.
    private mutating func readOwnLine(after end: Int, meaning: KeyMeaning) -> Bool {
        guard text[text.skipBack(ByteSet(" \t\r*_"), before: end, limit: 8) - 1] == Byte.colon else { return false }
        let start = text.skip(ByteSet(" \t\r\n`*"), from: end, limit: 16)
        let stop = wordEnd(start, limit: text.lineEnd(start, limit: 128))
        guard stop > start, text[text.skip(ByteSet(" \t\r`*"), from: stop, limit: 8)] <= Byte.lineFeed else {
            return false
        }
        let value = bare(start..<stop)
        guard ValueProfile(text, value).strength >= .short || isSpokenPassword(value),
            text.first(Byte.colon, in: value) == nil, text.first(Byte.equals, in: value) == nil,
            let verdict = judge.verdict(value, meaning: meaning, evidence: .near)
                ?? judge.verdict(value, meaning: meaning, evidence: .assigned)
        else { return false }
        report(verdict, value)
        return true
    }

    /// The answer to a question for a password: a line of one word, behind the name of who answers.
    private mutating func readReply(after end: Int) -> Bool {
        guard text[text.skipBack(ByteSet(" \t\r"), before: end, limit: 8) - 1] == Byte.question else { return false }
        var start = text.skip(ByteSet(" \t\r\n"), from: end, limit: 8)
        let name = text.skip(ByteSet("A-Za-z0-9_.-"), from: start, limit: 32)
        if name > start, text[name] == Byte.colon, text[name + 1] == Byte.space { start = name + 2 }
        let stop = wordEnd(start, limit: text.lineEnd(start, limit: 80))
        guard stop > start, text[text.skip(ByteSet(" \t\r"), from: stop, limit: 8)] <= Byte.lineFeed else {
            return false
        }
        return readSpokenValue(start..<stop, meaning: KeyMeaning(sort: .password))
    }

    /// Four groups of four letters, as mail providers give out passwords for programs.
    private mutating func readFourByFour(_ start: Int) -> Bool {
        let range = start..<(start + 19)
        guard judge.isFourByFour(range), !ByteSet.alphanumeric.contains(text[range.upperBound]) else { return false }
        report(.password, range, 0.7, "four groups of four letters behind a word for a password")
        return true
    }

    /// Whether a position lies in a text that people read: a document, a message, or a comment.
    func isSentence(_ position: Range<Int>) -> Bool {
        switch text.place.form {
        case .prose, .unknown: return true
        case .lock: return false
        case .code, .settings:
            let start = text.lineStart(position.lowerBound)
            let line = start..<position.lowerBound
            let first = text.skip(.blank, from: start)
            return text[first] == Byte.hash || text[first] == Byte.star || text.has("--", at: first)
                || text[first] == Byte.semicolon || text.firstFolded("// ", in: line) != nil
                || text.firstFolded("# ", in: line) != nil || text.firstFolded("/* ", in: line) != nil
        }
    }

    /// Whether a name stands in a text as a word does: not within a longer one, and not as the name of a member.
    private func isWordOfSentence(_ name: Range<Int>) -> Bool {
        let next = text[name.upperBound]
        let previous = text[name.lowerBound - 1]
        let isEnd = next <= Byte.space || ByteSet(":*=)_,?").contains(next) || next >= 128
        let isBegin = previous <= Byte.space || ByteSet("(\"*'_,;.:/[").contains(previous)
        return isEnd && isBegin && text.skip(ByteSet("A-Za-z -"), from: name.lowerBound) >= name.upperBound
    }

    private func wordEnd(_ start: Int, limit: Int) -> Int {
        var end = start
        while end < limit, text[end] > Byte.space { end += 1 }
        return end
    }

    private mutating func readSpokenValue(_ word: Range<Int>, meaning: KeyMeaning) -> Bool {
        let value = bare(word)
        guard isSpokenPassword(value) else { return false }
        report(.password, value, 0.6, "a word for a password before one in a sentence")
        return true
    }

    /// A word without the signs around it.
    private func bare(_ word: Range<Int>) -> Range<Int> {
        let signs = ByteSet(".,;:?\"'*`()[]\\<>")
        let start = min(word.upperBound, text.skip(ByteSet("\"'*`(["), from: word.lowerBound))
        // The text of a message within JSON ends before its line does.
        if let quote = text.first(Byte.quote, in: start..<word.upperBound), ByteSet(",}]").contains(text[quote + 1]) {
            return start..<max(start, text.skipBack(signs, before: quote, limit: 8))
        }
        return start..<max(start, text.skipBack(signs, before: word.upperBound, limit: 8))
    }

    /// Whether a word of a sentence can be nothing but a password: letters, digits and signs or both cases mixed.
    func isSpokenPassword(_ value: Range<Int>) -> Bool {
        let profile = ValueProfile(text, value)
        let letters = profile.lower + profile.upper
        guard profile.length >= 8, profile.length <= 64, profile.digits > 0, letters >= 3, profile.spaces == 0,
            profile.longestSequence < 5, profile.longestRepeat < 4,
            profile.symbols + profile.joints > 0 || profile.upper > 0 && profile.lower > 0 && profile.digits >= 2
                || profile.upper > 1 && profile.lower > 0 && profile.wordShare < 0.5 || profile.strength >= .short,
            !Placeholder.isReference(text, value), !Placeholder.isFiller(text, value),
            !Placeholder.isWeakFiller(text, value), !Placeholder.isPath(text, value, profile: profile),
            !Placeholder.isUUID(text, value), !isDesignation(value, profile: profile),
            judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .assigned) != nil
        else { return false }
        if profile.strength == .long, profile.length >= 16 { return true }
        let tally = WordTally(text, value)
        return tally.technical == 0 && tally.spoken * 2 <= tally.words
    }

    /// Versions, standards, addresses, measures: `v1.2-rc3`, `X.509`, `10.0.0.1:80`, `host-01.example.org`, `f(x)`.
    private func isDesignation(_ value: Range<Int>, profile: ValueProfile) -> Bool {
        let start = value.lowerBound
        if Byte.folded(text[start]) == UInt8(ascii: "v"), Byte.isDigit(text[start + 1]) { return true }
        let digits = text.skip(.digits, from: start)
        if digits > start, text[digits] == Byte.colon { return true }
        if ByteSet("/\\@").contains(text[start]) || text.first(Byte.slash, in: value) != nil { return true }
        if text.first(Byte.parenthesis, in: value) != nil || text.first(Byte.equals, in: value) != nil { return true }
        if text.has("--", at: start) || text.first(Byte.underscore, in: value) == start { return true }
        if profile.isHexadecimal { return true }
        // Names in capitals, numbers with their unit, variables in small letters.
        if profile.lower == 0, profile.symbols == 0 || text.first(Byte.underscore, in: value) != nil { return true }
        let first = text.skip(.digits, from: start)
        if first > start, text[first] == Byte.hyphen, profile.digits == first - start { return true }
        // A host: its last part is made of letters and known as one.
        let dot = (value.lowerBound..<value.upperBound).last { text[$0] == Byte.dot }
        guard let dot else { return false }
        let hosts: [StaticString] = [
            "com", "org", "net", "internal", "local", "io", "dev", "lan", "example", "de", "eu",
        ]
        return hosts.contains {
            text.hasFolded($0, at: dot + 1) && dot + 1 + $0.utf8CodeUnitCount == value.upperBound
        }
    }

    /// Several words without quotes behind a name for a passphrase, in settings.
    mutating func readPhraseLine(after name: Range<Int>, meaning: KeyMeaning) -> Bool {
        let joint = text.skip(.blank, from: name.upperBound, limit: 8)
        guard meaning.isPhrase, text.place.form == .settings, text[joint] == Byte.equals || text[joint] == Byte.colon
        else { return false }
        let start = text.skip(.blank, from: joint + 1, limit: 8)
        return isPlainPhrase(start, end: text.lineEnd(start, limit: 160), meaning: meaning)
    }

    /// Four plain words or more up to the line's end, or in quotes.
    private mutating func isPlainPhrase(_ start: Int, end: Int, meaning: KeyMeaning) -> Bool {
        let isQuoted = ByteSet("\"'").contains(text[start - 1])
        guard meaning.isPhrase || isQuoted else { return false }
        let close =
            isQuoted ? text.first(text[start - 1], in: start..<end) : text.skipBack(ByteSet(" \t."), before: end)
        guard let close, close > start, text.skip(ByteSet("a-z -"), from: start) >= close else { return false }
        let verdict = judge.verdict(start..<close, meaning: meaning, evidence: .assigned)
        report(verdict, start..<close)
        return verdict != nil
    }
}
