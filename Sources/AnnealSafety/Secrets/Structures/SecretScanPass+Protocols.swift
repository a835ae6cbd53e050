extension SecretScanPass {
    /// `AUTH PLAIN` of mail: user and password in base64 with zeros between.
    ///
    /// Source: RFC 4616.
    mutating func readPlainAuthentication(at position: Int) {
        let start = text.skip(ByteSet(" =\r\n"), from: position, limit: 4)
        let end = text.skip(ByteSet("A-Za-z0-9+/="), from: start, limit: 512)
        guard end - start >= 12, let bytes = Base64.decode(text, start..<end), let zero = bytes.lastIndex(of: 0),
            zero > 0, bytes.count - zero > 4, bytes.dropFirst(zero + 1).allSatisfy({ $0 > Byte.space && $0 < 127 })
        else { return }
        let isFiller = bytes.withUnsafeBufferPointer { buffer in
            guard let decoded = ScannedText(buffer, place: text.place) else { return true }
            let password = (zero + 1)..<bytes.count
            return Placeholder.isFiller(decoded, password) || Placeholder.isWeakFiller(decoded, password)
        }
        guard !isFiller else { return }
        report(.basicCredentials, start..<end, 0.85, "decodes to a user's name and a password")
    }

    /// `a001 LOGIN user password` of mail, `USER …` and `PASS …` of file transfer.
    mutating func readLogin(at anchor: Range<Int>) {
        guard Byte.isUpper(text[anchor.upperBound - 2]), text.place.form != .code else { return }
        let line = anchor.upperBound..<text.lineEnd(anchor.upperBound, limit: 160)
        let words = ShellWords(text: text, range: line).words()
        guard words.count == 2 else { return }
        report(judge.verdict(words[1], meaning: KeyMeaning(sort: .password), evidence: .assigned), words[1])
    }

    /// A header's value that stands before its name: `setValue("…", forHTTPHeaderField: "X-Api-Key")`.
    mutating func readHeaderField(at anchor: Range<Int>) {
        let quote = text.skip(ByteSet(": "), from: anchor.upperBound, limit: 4)
        guard let name = QuotedText.range(in: text, at: quote, limit: 60), let meaning = KeyMeaning.of(text, name)
        else {
            return
        }
        let start = text.lineStart(anchor.lowerBound, limit: 240)
        guard let close = (start..<anchor.lowerBound).last(where: { text[$0] == Byte.quote }),
            let open = (start..<close).last(where: { text[$0] == Byte.quote })
        else { return }
        let value = (open + 1)..<close
        let word = text.skip(ByteSet("A-Za-z"), from: value.lowerBound, limit: 12)
        let token = text[word] == Byte.space && value.contains(word) ? (word + 1)..<value.upperBound : value
        let sort = meaning.sort == .identity ? KeyMeaning.Sort.token : meaning.sort
        report(judge.verdict(token, meaning: KeyMeaning(sort: sort), evidence: .assigned), token)
    }

    /// The lines of files in which hosts, users and their passwords stand in columns or pairs.
    mutating func readCredentialLine(_ line: Range<Int>) {
        let first = text.skip(.blank, from: line.lowerBound)
        guard first < line.upperBound, text[first] != Byte.hash else { return }
        let words = ShellWords(text: text, range: line.lowerBound..<line.upperBound).words()
        let isColumn = text.place.store == .columns
        guard var value = isColumn ? words.dropFirst().last(where: { $0.count > 5 }) : words.last else { return }
        if text.place.store == .pairs {
            guard let colon = value.last(where: { text[$0] == Byte.colon }) else { return }
            value = (colon + 1)..<value.upperBound
        }
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .assigned), value)
    }
}
