extension SecretScanPass {
    /// A password among a command's arguments.
    mutating func readCommand(_ rule: CommandRule, at anchor: Range<Int>) {
        guard !ByteSet.word.contains(text[anchor.lowerBound - 1]), text.place.form != .lock else { return }
        if rule.program == "chpasswd" { return readPipedPassword(before: anchor.lowerBound) }
        // `mysqldump`, `mysql.exe` and the like.
        let program = text.skip(ByteSet("A-Za-z0-9._-"), from: anchor.upperBound, limit: 16)
        guard ByteSet(" \"'").contains(text[program]) else { return }
        let end = commandEnd(program)
        if case .last = rule.part { return readLastWord(program..<end) }
        var index = program
        while let blank = text.first(Byte.space, in: index..<end) {
            index = blank + 1
            guard text.has(rule.option, at: index) else { continue }
            var position = index + rule.option.utf8CodeUnitCount
            let isSeparate = ByteSet(" =").contains(text[position])
            switch rule.join {
            case .attached: if isSeparate { continue }
            case .separate:
                if rule.option.utf8CodeUnitCount > 0, !isSeparate { continue }
                position = text.skip(ByteSet(" ="), from: position, limit: 4)
            case .both: position = text.skip(ByteSet(" "), from: position, limit: 4)
            }
            readArgument(rule, at: position, end: end)
            if rule.option.utf8CodeUnitCount == 0 { return }
        }
    }

    private mutating func readArgument(_ rule: CommandRule, at position: Int, end: Int) {
        var value: Range<Int>
        if let quoted = QuotedText.range(in: text, at: position, limit: 300) {
            value = quoted
        } else {
            var stop = position
            while stop < end, text[stop] > Byte.space, !ByteSet.quotes.contains(text[stop]) { stop += 1 }
            value = position..<stop
        }
        if case .after(let sign) = rule.part {
            guard let joint = text.first(sign, in: value) else { return }
            value = (joint + 1)..<value.upperBound
            if sign == Byte.slash, let at = text.first(Byte.at, in: value) { value = value.lowerBound..<at }
        }
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .assigned), value)
    }

    /// The last word of a command with three words or more after its options.
    private mutating func readLastWord(_ command: Range<Int>) {
        let stop = text.skipBack(ByteSet(" \r\"'"), before: command.upperBound, limit: 4)
        var start = stop
        while start > command.lowerBound, text[start - 1] > Byte.space, !ByteSet.quotes.contains(text[start - 1]) {
            start -= 1
        }
        guard start > command.lowerBound + 2 else { return }
        report(judge.verdict(start..<stop, meaning: KeyMeaning(sort: .password), evidence: .assigned), start..<stop)
    }

    /// The end of a command: its line and those that a backslash continues, up to a separator.
    private func commandEnd(_ start: Int) -> Int {
        var index = start
        let ceiling = min(text.count, start + 600)
        while index < ceiling {
            let byte = text[index]
            if byte == Byte.lineFeed, text[index - 1] != Byte.backslash { break }
            if byte == Byte.bar || byte == Byte.semicolon, text[index - 1] == Byte.space { break }
            index += 1
        }
        return index
    }

    /// `echo "user:password" | chpasswd`.
    private mutating func readPipedPassword(before position: Int) {
        let start = text.lineStart(position, limit: 200)
        guard let echo = text.firstFolded("echo ", in: start..<position) else { return }
        let word = text.skip(ByteSet(" \"'-en"), from: echo + 4, limit: 6)
        guard let colon = text.first(Byte.colon, in: word..<position) else { return }
        var end = colon + 1
        while end < position, text[end] > Byte.space, !ByteSet.quotes.contains(text[end]) { end += 1 }
        let range = (colon + 1)..<end
        report(judge.verdict(range, meaning: KeyMeaning(sort: .password), evidence: .assigned), range)
    }

    /// PowerShell: `ConvertTo-SecureString "password" -AsPlainText -Force`; without `-AsPlainText` it is encrypted.
    mutating func readSecureString(at position: Int) {
        let line = text.lineStart(position)..<text.lineEnd(position, limit: 300)
        guard text.firstFolded("-asplaintext", in: line) != nil,
            let open = (position..<line.upperBound).first(where: { ByteSet("\"'").contains(text[$0]) }),
            let value = QuotedText.range(in: text, at: open, limit: 256)
        else { return }
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .assigned), value)
    }
}
