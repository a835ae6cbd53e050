extension SecretScanPass {
    /// Salted hashes of passwords, behind a user's name or under a name for a password.
    mutating func readPasswordHash(at start: Int) {
        let end = text.skip(ByteSet("A-Za-z0-9./$,={}+_-"), from: start, limit: 200)
        let range = start..<end
        guard range.count >= 26, ValueProfile(text, range).strength >= .short, !Placeholder.isFiller(text, range)
        else { return }
        let user = text.skipBack(ByteSet("A-Za-z0-9_.@-"), before: start - 1, limit: 64)
        let isEntry = text[start - 1] == Byte.colon && user < start - 1
        let known = text.place.store == .passwords || isEntry
        let name = text.lineStart(start, limit: 32)..<start
        let isNamed = text.firstFolded("passw", in: name) != nil && text.place.form != .code
        let line = text.lineStart(start, limit: 600)..<start
        let isRow = text.firstFolded("insert into", in: line) != nil && text.firstFolded("passw", in: line) != nil
        // `name hash` in the settings of a server.
        let isColumn =
            text.place.form != .code && text.place.form != .prose && text[start - 1] == Byte.space
            && ByteSet.word.contains(text[start - 2]) && text[end] <= Byte.space
        report(
            .passwordHash, range, known || isRow || isColumn ? 0.85 : (isNamed ? 0.55 : 0.4),
            "a salted hash of a password")
    }

    /// `host:port:database:user:password`.
    mutating func readPostgresLine(port: Int) {
        guard text.place.store != .postgres else { return }
        readPostgresEntry(text.lineStart(port)..<text.lineEnd(port), evidence: .assigned)
    }

    private mutating func readPostgresEntry(_ line: Range<Int>, evidence: ValueJudge.Evidence) {
        let first = text.skip(ByteSet(" \t\"'"), from: line.lowerBound)
        guard first < line.upperBound, text[first] != Byte.hash else { return }
        var position = first
        for field in 0..<4 {
            let signs = field == 1 ? ByteSet("0-9*") : ByteSet("A-Za-z0-9_.*/@-")
            let end = text.skip(signs, from: position, limit: 256)
            guard end > position, text[end] == Byte.colon else { return }
            position = end + 1
        }
        var end = position
        while end < line.upperBound, text[end] > Byte.space, !ByteSet.quotes.contains(text[end]) { end += 1 }
        let range = position..<end
        report(judge.verdict(range, meaning: KeyMeaning(sort: .password), evidence: evidence), range)
    }

    /// Files whose name says that each line, or all of it, is a secret.
    mutating func readStore() {
        switch text.place.store {
        case .none, .netrc: break
        case .postgres: lines { pass, line in pass.readPostgresEntry(line, evidence: .store) }
        case .passwords: lines { pass, line in pass.readCryptEntry(line) }
        case .twoLines: readTwoLines()
        case .pairs, .columns: lines { pass, line in pass.readCredentialLine(line) }
        case .bareKey:
            let start = text.skip(.space, from: 0)
            let end = text.skipBack(.space, before: text.count)
            let range = start..<max(start, end)
            guard range.count >= 8, range.count <= 512, !range.contains(where: { text[$0] <= Byte.space }),
                judge.verdict(range, meaning: KeyMeaning(sort: .password), evidence: .store) != nil
            else { return }
            report(.secret, range, 0.85, "the only value of a file that holds a secret")
        }
    }

    /// A user on the first line and the password on the second, as programs of private networks read them.
    private mutating func readTwoLines() {
        let end = text.lineEnd(0, limit: 128)
        let start = text[end] == Byte.carriageReturn ? end + 2 : end + 1
        let stop = text.skipBack(.space, before: text.lineEnd(start, limit: 128))
        guard end > 0, text.skip(ByteSet("A-Za-z0-9_.@\\-"), from: 0, limit: 128) == end, stop > start,
            text.skip(.space, from: stop) >= text.count, text.first(Byte.space, in: start..<stop) == nil
        else { return }
        let value = start..<stop
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .given), value)
    }

    private mutating func lines(_ body: (inout SecretScanPass, Range<Int>) -> Void) {
        var index = 0
        while index < text.count {
            let end = text.lineEnd(index, limit: 4096)
            body(&self, index..<end)
            index = end + 1
        }
    }

    /// `user:` and 13 signs of the old `crypt`.
    private mutating func readCryptEntry(_ line: Range<Int>) {
        guard let colon = text.first(Byte.colon, in: line), colon > line.lowerBound else { return }
        let end = text.skip(ByteSet("A-Za-z0-9./"), from: colon + 1, limit: 64)
        guard end - colon == 14, text[end] <= Byte.space || text[end] == Byte.colon else { return }
        let range = (colon + 1)..<end
        guard ValueProfile(text, range).strength >= .short else { return }
        report(.passwordHash, range, 0.8, "a hash of a password in a file of passwords")
    }

    /// `IDENTIFIED BY password` of Oracle.
    private mutating func readBareIdentified(_ line: Range<Int>) {
        let start = text.skip(.blank, from: line.lowerBound, limit: 8)
        let end = text.skip(ByteSet("A-Za-z0-9_$#!"), from: start, limit: 64)
        guard end > start, text[end] <= Byte.space || text[end] == Byte.semicolon else { return }
        report(judge.verdict(start..<end, meaning: KeyMeaning(sort: .password), evidence: .given), start..<end)
    }

    /// SQL: `IDENTIFIED BY 'password'`.
    mutating func readIdentified(at position: Int) {
        let line = position..<text.lineEnd(position, limit: 120)
        let first = text[text.skip(.blank, from: position, limit: 8)]
        if text.hasFolded("identified by", at: position - 13), !ByteSet.quotes.contains(first), first > Byte.space {
            return readBareIdentified(line)
        }
        guard let open = line.first(where: { text[$0] == Byte.apostrophe || text[$0] == Byte.quote }),
            var value = QuotedText.range(in: text, at: open, limit: 200)
        else { return readBareIdentified(line) }
        // `IDENTIFIED WITH plugin BY '…'`: the plugin may stand in quotes.
        if let by = text.firstFolded(" by ", in: value.upperBound..<(value.upperBound + 8)),
            let second = QuotedText.range(in: text, at: by + 4)
        {
            value = second
        }
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .assigned), value)
    }
}
