extension SecretScanPass {
    /// Reads a name around a word that may mean a secret, and the value that belongs to it.
    mutating func readName(around word: Range<Int>) {
        // `pw ` is looked for with its blank, `pw:` with its sign.
        let anchor = ByteSet(" :=").contains(text[word.upperBound - 1]) ? word.lowerBound..<(word.upperBound - 1) : word
        guard anchor.lowerBound >= nameEnd, text.place.form != .lock else { return }
        let start = text.skipBack(.name, before: anchor.lowerBound, limit: 72)
        var end = text.skip(.name, from: anchor.upperBound, limit: 72)
        nameEnd = end
        guard anchor.lowerBound - start < 72, end - anchor.upperBound < 72 else { return }
        while end > anchor.upperBound, text[end - 1] == Byte.dot || text[end - 1] == Byte.hyphen { end -= 1 }
        var name = withWordsBefore(start..<end)
        if name.count == 4, text.hasFolded("pass phrase", at: name.lowerBound) {
            name = name.lowerBound..<(name.lowerBound + 11)
        }
        if readWeatherKey(name) || isTypeOrResource(name) { return }
        guard var meaning = KeyMeaning.of(text, name) else { return }
        meaning.isOption = text[name.lowerBound] == Byte.hyphen
        if meaning.sort == .password, readMachine(name) || readColumn(name) { return }
        if meaning.sort == .weak, isOpenedBefore(name) { meaning.sort = .token }
        if meaning.sort == .weak, isSentence(name), namesNetwork(name) {
            meaning.sort = .password
            if readSpoken(after: name, meaning: meaning) { return }
        }
        if readPairOfCall(name) { return }
        guard let value = AssignmentReader(text: text).value(after: name, isOption: meaning.isOption) else {
            if meaning.sort == .identity {
                readPair(after: name.upperBound)
            } else if !readSpoken(after: name, meaning: meaning), !readPhraseLine(after: name, meaning: meaning) {
                readNear(name, meaning: meaning)
            }
            return
        }
        if readJoinedPair(value.range, name: name) || readTuple(name, meaning: meaning) { return }
        let count = findings.count
        defer { if findings.count == count { _ = readSpoken(after: name, meaning: meaning) } }
        judgeValue(value, name: name, meaning: meaning)
    }

    /// Whether the line of a text speaks of a radio network before a key.
    private func namesNetwork(_ name: Range<Int>) -> Bool {
        let line = text.lineStart(name.lowerBound, limit: 100)..<name.lowerBound
        return text.firstFolded("wifi", in: line) != nil || text.firstFolded("ssid", in: line) != nil
            || text.firstFolded("wlan", in: line) != nil || text.firstFolded("wpa", in: line) != nil
            || text.firstFolded("wi-fi", in: line) != nil
    }

    /// Whether a name is that of a type (`"Vendor::Part::Secret": …`) or stands within the name of a resource
    /// (`arn:…:secret:…`).
    private func isTypeOrResource(_ name: Range<Int>) -> Bool {
        guard text[name.lowerBound - 1] == Byte.colon else { return false }
        if text[name.lowerBound - 2] == Byte.colon { return Byte.isUpper(text[name.lowerBound]) }
        return text.firstFolded("arn:", in: (name.lowerBound - 100)..<name.lowerBound) != nil
    }

    private mutating func judgeValue(_ value: AssignmentReader.Value, name: Range<Int>, meaning: KeyMeaning) {
        var evidence = value.evidence
        var value = value
        if value.range.count > 5, text.hasFolded("pass:", at: value.range.lowerBound),
            text.firstFolded("passin", in: name) != nil
                || text.firstFolded("passout", in: name) != nil
        {
            value.range = (value.range.lowerBound + 5)..<value.range.upperBound
            evidence = .given
        }
        if text.has("django-insecure-", at: value.range.lowerBound), value.range.count > 40 {
            value.range = (value.range.lowerBound + 16)..<value.range.upperBound
        }
        if evidence == .near, isDefined(name) || isSet(name, value: value) || isCompared(name, value: value) {
            evidence = .assigned
        }
        if meaning.sort == .token, Placeholder.isUUID(text, value.range), isRequestMark(name) { return }
        if meaning.sort == .identity || meaning.sort == .token {
            if readCredentials(value.range) { return }
            if let second = wordAfterScheme(value) {
                if readCredentials(second) { return }
                let sort = KeyMeaning(sort: .token)
                report(judge.verdict(second, meaning: sort, evidence: .assigned), second)
                return
            }
            if meaning.sort == .identity { readPair(after: name.upperBound) }
        }
        report(judge.verdict(value.range, meaning: meaning, evidence: evidence), value.range)
    }

    /// `API key` and `secret access key` written as words of their own.
    private func withWordsBefore(_ name: Range<Int>) -> Range<Int> {
        guard name.count == 3, text.hasFolded("key", at: name.lowerBound), text[name.lowerBound - 1] == Byte.space
        else {
            return name
        }
        var start = text.skipBack(.letters, before: name.lowerBound - 1, limit: 16)
        if start < name.lowerBound - 1, text[start - 1] == Byte.space {
            start = text.skipBack(.letters, before: start - 1, limit: 16)
        }
        return start..<name.upperBound
    }

    /// `machine HOST login NAME password VALUE`, on one line or several.
    private mutating func readMachine(_ name: Range<Int>) -> Bool {
        guard name.count == 8, text.hasFolded("password", at: name.lowerBound),
            ByteSet.blank.contains(text[name.upperBound])
        else { return false }
        let isStore = text.place.store == .netrc
        let before = max(0, name.lowerBound - 300)..<name.lowerBound
        let isEntry = text.firstFolded("machine ", in: before) != nil && text.firstFolded("login ", in: before) != nil
        guard isStore || isEntry else { return false }
        var start = text.skip(.blank, from: name.upperBound)
        var end = start
        if let quoted = QuotedText.range(in: text, at: start) {
            (start, end) = (quoted.lowerBound, quoted.upperBound)
        } else {
            while end < text.count, text[end] > Byte.space, end - start < 512 { end += 1 }
            if !isStore { while end > start, ByteSet("`\"',;.)").contains(text[end - 1]) { end -= 1 } }
        }
        let evidence = isStore ? ValueJudge.Evidence.store : .assigned
        report(judge.verdict(start..<end, meaning: KeyMeaning(sort: .password), evidence: evidence), start..<end)
        return true
    }

    /// `Token abc…`, `ApiKey abc…`: the word after a scheme.
    private func wordAfterScheme(_ value: AssignmentReader.Value) -> Range<Int>? {
        let range = value.range
        let word = text.skip(ByteSet("A-Za-z-"), from: range.lowerBound, limit: 24)
        guard word > range.lowerBound, text[word] == Byte.space, word - range.lowerBound <= 16 else { return nil }
        let end = text.skip(ByteSet("A-Za-z0-9._~+/=-"), from: word + 1, limit: 1024)
        guard end - word > 16, value.isQuoted ? end == range.upperBound : word == range.upperBound else { return nil }
        return (word + 1)..<end
    }

    /// `auth=("user", "password")`, `HTTPBasicAuth("user", "password")`.
    private mutating func readPair(after position: Int) {
        var index = text.skip(ByteSet("\"'=: \t"), from: position, limit: 8)
        guard text[index] == Byte.parenthesis || text[index] == Byte.bracket else { return }
        index = text.skip(.space, from: index + 1, limit: 40)
        guard let user = QuotedText.range(in: text, at: index, limit: 80) else { return }
        index = text.skip(.space, from: user.upperBound + 1, limit: 8)
        guard text[index] == Byte.comma else { return }
        index = text.skip(.space, from: index + 1, limit: 40)
        guard let password = QuotedText.range(in: text, at: index, limit: 256) else { return }
        report(judge.verdict(password, meaning: KeyMeaning(sort: .password), evidence: .assigned), password)
    }

    /// A value in backticks or quotes on the same line of a text: ``Use `…` as the admin password``.
    private mutating func readNear(_ name: Range<Int>, meaning: KeyMeaning) {
        guard text.place.form != .code, meaning.sort != .weak else { return }
        let line = text.lineStart(name.lowerBound, limit: 300)..<text.lineEnd(name.upperBound, limit: 300)
        var index = line.lowerBound
        while index < line.upperBound,
            let open = (index..<line.upperBound).first(where: { ByteSet("`\"").contains(text[$0]) })
        {
            guard let value = QuotedText.range(in: text, at: open, limit: 300), value.upperBound <= line.upperBound
            else { return }
            index = value.upperBound + 1
            guard !value.overlaps(name), value.count >= 8, !hasSpace(value), !isMember(open) else { continue }
            if ValueProfile(text, value).isHexadecimal, isAboutDigests(line) { continue }
            report(judge.verdict(value, meaning: meaning, evidence: .near), value)
        }
    }

    /// Whether a text in quotes is the value of another name.
    private func isMember(_ open: Int) -> Bool {
        ByteSet(":=([{,>").contains(text[text.skipBack(.blank, before: open, limit: 8) - 1])
    }

    private func hasSpace(_ range: Range<Int>) -> Bool { range.contains { ByteSet.space.contains(text[$0]) } }

    /// Whether a line speaks of hashes and commits.
    private func isAboutDigests(_ line: Range<Int>) -> Bool {
        let words: [StaticString] = [
            "commit", "sha", "hash", "digest", "checksum", "revision", "fingerprint", "etag", "md5", "integrity",
            "merge",
        ]
        return words.contains { text.firstFolded($0, in: line) != nil }
    }
}
