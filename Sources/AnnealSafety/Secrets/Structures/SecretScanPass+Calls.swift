extension SecretScanPass {
    /// A secret among a call's arguments, known by its place.
    mutating func readCall(_ rule: CallRule, at anchor: Range<Int>) {
        guard text.place.form != .lock else { return }
        let first = text[anchor.lowerBound]
        guard !ByteSet.letters.contains(first) || !ByteSet.word.contains(text[anchor.lowerBound - 1]) else { return }
        guard let (start, hasBrackets) = opening(anchor.upperBound) else { return }
        let arguments = CallArguments(text: text)
        let list = arguments.list(from: start, hasBrackets: hasBrackets)
        let number = rule.argument < 0 ? list.count - 1 : rule.argument
        guard list.indices.contains(number), var value = arguments.literal(list[number]) else { return }
        // What Spring writes before a password that is not hashed.
        if value.count > 6, text.has("{noop}", at: value.lowerBound) {
            value = (value.lowerBound + 6)..<value.upperBound
        }
        // `login("name", "…")` with more arguments, or with one, is something else.
        if rule.argument == 1, rule.sort == .password, list.count > 4 { return }
        if rule.function == "password", list.count != 1 { return }
        report(
            judge.verdict(
                value, meaning: KeyMeaning(sort: rule.sort), evidence: rule.sort == .password ? .given : .assigned),
            value)
    }

    /// Where a call's arguments begin, and whether brackets stand around them.
    private func opening(_ end: Int) -> (start: Int, hasBrackets: Bool)? {
        var index = end
        if text.has("::new", at: index) { index += 5 } else if text.has(".new", at: index) { index += 4 }
        if text[index] == Byte.parenthesis { return (index + 1, true) }
        let argument = text.skip(.blank, from: index, limit: 4)
        guard argument > index else { return nil }
        if text[argument] == Byte.parenthesis { return (argument + 1, true) }
        let isSymbol = text[argument] == Byte.colon && ByteSet.letters.contains(text[argument + 1])
        return (ByteSet.quotes.contains(text[argument]) || isSymbol) && text.place.form == .code
            ? (argument, false) : nil
    }

    /// What is typed where a password is asked for: by a script that drives a terminal, or by a test of a page.
    mutating func readTyped(at anchor: Range<Int>) {
        guard text.place.form != .lock else { return }
        let before = (anchor.lowerBound - 140)..<anchor.lowerBound
        let end = text.lineEnd(anchor.upperBound, limit: 240)
        let isAsked = text.firstFolded("assw", in: before) != nil || text.firstFolded("passphrase", in: before) != nil
        let isChosen = ["#pass", "\"pass", "'pass", "=pass", "#pw", "=pw"].contains { (word: StaticString) in
            text.firstFolded(word, in: (anchor.lowerBound - 40)..<anchor.lowerBound) != nil
        }
        let isNamed =
            isChosen || text.firstFolded("passw", in: anchor.upperBound..<(anchor.upperBound + 24)) != nil
        guard isAsked || isNamed else { return }
        // A later question, such as for a user's name, is answered by another text.
        if isAsked, !isNamed, let question = lastQuestion(before), !question { return }
        var index = anchor.lowerBound
        var last: Range<Int>?
        while index < end, let open = (index..<end).first(where: { ByteSet("\"'").contains(text[$0]) }) {
            guard let value = QuotedText.range(in: text, at: open, limit: 200), value.upperBound <= end else { break }
            last = value
            index = value.upperBound + 1
        }
        guard var value = last else { return }
        while value.count > 2, text[value.upperBound - 2] == Byte.backslash,
            ByteSet("rn").contains(text[value.upperBound - 1])
        {
            value = value.lowerBound..<(value.upperBound - 2)
        }
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .given), value)
    }

    /// Whether the last text that was waited for asks for a password; `nil` when none was.
    private func lastQuestion(_ range: Range<Int>) -> Bool? {
        var last: Int?
        var index = range.lowerBound
        while let next = text.firstFolded("expect", in: index..<range.upperBound) {
            last = next
            index = next + 6
        }
        guard let last else { return nil }
        let rest = last..<range.upperBound
        return text.firstFolded("assw", in: rest) != nil || text.firstFolded("passphrase", in: rest) != nil
    }

    /// `"…".toCharArray()`: what Java makes of a password.
    mutating func readCharacters(at position: Int) {
        guard ByteSet("\"").contains(text[position - 1]) else { return }
        let line = text.lineStart(position, limit: 200)
        let close = position - 1
        var open = close - 1
        while open > line, text[open] != Byte.quote { open -= 1 }
        guard text[open] == Byte.quote else { return }
        let value = (open + 1)..<close
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .given), value)
    }

    /// The token beside the identifier of an account at Twilio: `Client("AC…", "…")`.
    mutating func readTwilioToken(at anchor: Int) {
        let start = anchor + 1
        guard text.has("AC", at: start), text.skip(ByteSet("0-9a-f"), from: start + 2, limit: 40) == start + 34 else {
            return
        }
        var index = start + 34
        let ceiling = min(text.count, index + 160)
        while index < ceiling {
            let end = text.skip(.alphanumeric, from: index, limit: 80)
            guard end > index else {
                index += 1
                continue
            }
            let value = index..<end
            index = end
            guard value.count == 32, text.skip(ByteSet("0-9a-f"), from: value.lowerBound) == end,
                judge.verdict(value, meaning: KeyMeaning(sort: .token), evidence: .assigned) != nil
            else { continue }
            report(SecretKind(rawValue: "twilio-token"), value, 0.85, "32 random signs beside an account's identifier")
            return
        }
    }

    /// `user:password@tcp(host)/database` of Go.
    mutating func readDataSource(at position: Int) {
        let floor = text.lineStart(position, limit: 96)
        let start = (floor..<position).last { ByteSet("\"'` ").contains(text[$0]) } ?? floor
        guard let colon = text.first(Byte.colon, in: start..<position) else { return }
        let value = (colon + 1)..<position
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .given), value)
    }

    /// `WIFI:T:WPA;S:name;P:password;;`, as pictures for telephones hold it.
    mutating func readWirelessCode(at position: Int) {
        let end = text.lineEnd(position, limit: 200)
        guard let start = text.firstFolded(";p:", in: position..<end) ?? text.firstFolded(":p:", in: position..<end)
        else { return }
        let stop = text.first(Byte.semicolon, in: (start + 3)..<end) ?? end
        let value = (start + 3)..<stop
        var meaning = KeyMeaning(sort: .password)
        meaning.isPhrase = true
        report(judge.verdict(value, meaning: meaning, evidence: .assigned), value)
    }

    /// The result of a `random_password` in a state of Terraform.
    mutating func readTerraformResult(at position: Int) {
        let range = position..<min(text.count, position + 900)
        guard let name = text.firstFolded("\"result\"", in: range) else { return }
        let quote = text.skip(ByteSet(": \t\r\n"), from: name + 8, limit: 16)
        guard let value = QuotedText.range(in: text, at: quote, limit: 256) else { return }
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .given), value)
    }
}
