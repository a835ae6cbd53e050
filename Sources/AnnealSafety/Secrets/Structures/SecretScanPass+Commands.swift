extension SecretScanPass {
    /// A secret among a command's arguments.
    mutating func readCommand(_ rule: CommandRule, at anchor: Range<Int>) {
        guard !ByteSet.word.contains(text[anchor.lowerBound - 1]), text.place.form != .lock else { return }
        // `mysqldump`, `mysql.exe`, `http-basic.name` and the like.
        let program = text.skip(ByteSet("A-Za-z0-9._-"), from: anchor.upperBound, limit: 40)
        guard ByteSet(" \t\"'").contains(text[program]) else { return }
        // A number at the end of a rule's words is not the beginning of a longer one.
        if program > anchor.upperBound, Byte.isDigit(text[anchor.upperBound - 1]) { return }
        let command = ShellWords(text: text, range: program..<ShellWords.end(of: program, in: text))
        let meaning = KeyMeaning(sort: rule.sort)
        switch rule.part {
        case .last, .flagged, .word, .share:
            guard !isComment(anchor.lowerBound), let word = word(rule.part, of: command) else { return }
            report(judge.verdict(word, meaning: meaning, evidence: rule.sort == .password ? .given : .assigned), word)
        case .all, .after: readOptions(rule, of: command, meaning: meaning)
        }
    }

    private func word(_ part: CommandRule.Part, of command: ShellWords) -> Range<Int>? {
        let words = command.words()
        let plain = words.filter { text[$0.lowerBound] != Byte.hyphen && text[$0.lowerBound] != Byte.slash }
        switch part {
        case .word(let number): return plain.count >= number ? plain[number - 1] : nil
        case .last: return words.last
        case .flagged:
            let isFlagged = words.contains { word in
                text[word.lowerBound] == Byte.hyphen && word.count <= 6
                    && text.first(UInt8(ascii: "b"), in: word) != nil
            }
            return isFlagged && plain.count >= 2 ? plain.last : nil
        case .share:
            guard text.firstFolded("/user", in: command.range) != nil else { return nil }
            return plain.last {
                text.first(Byte.backslash, in: $0) == nil && text.first(Byte.colon, in: $0) == nil && $0.count > 1
            }
        case .all, .after: return nil
        }
    }

    /// Whether a command only stands in the sentence of a comment.
    private func isComment(_ position: Int) -> Bool {
        let first = text.skip(.blank, from: text.lineStart(position))
        guard text.place.form == .prose, text[first] != Byte.dollar, ByteSet.letters.contains(text[first]),
            first < position
        else { return false }
        // A line of a few words may be one of a router's settings.
        let line = first..<text.lineEnd(first, limit: 200)
        return line.reduce(0) { text[$1] == Byte.space ? $0 + 1 : $0 } > 6 || text[line.upperBound - 1] == Byte.dot
    }

    private mutating func readOptions(_ rule: CommandRule, of command: ShellWords, meaning: KeyMeaning) {
        var index = command.range.lowerBound
        while index < command.range.upperBound,
            let blank = text.first(Byte.space, in: index..<command.range.upperBound)
        {
            index = blank + 1
            // The words of a list: `["mysql", "-p…"]`.
            if ByteSet("\"'").contains(text[index]) { index += 1 }
            guard var position = behindOption(rule, at: index) else { continue }
            let isSeparate = ByteSet(" =").contains(text[position])
            switch rule.join {
            case .attached: if isSeparate { continue }
            case .separate:
                if !rule.option.isEmpty, !isSeparate { continue }
                position = text.skip(ByteSet(" ="), from: position, limit: 4)
            case .both: position = text.skip(ByteSet(" "), from: position, limit: 4)
            }
            readArgument(rule, at: position, end: command.range.upperBound, meaning: meaning)
            if rule.option.isEmpty { return }
        }
    }

    /// The position behind an option; one letter may stand at the end of several: `-su user:password`.
    private func behindOption(_ rule: CommandRule, at index: Int) -> Int? {
        if text.has(rule.option, at: index) { return index + rule.option.count }
        guard case .after = rule.part, rule.option.count == 2, text[index] == Byte.hyphen, rule.option[0] == Byte.hyphen
        else { return nil }
        let end = text.skip(.letters, from: index + 1, limit: 8)
        return text[end - 1] == rule.option[1] && ByteSet.blank.contains(text[end]) ? end : nil
    }

    private mutating func readArgument(_ rule: CommandRule, at position: Int, end: Int, meaning: KeyMeaning) {
        var value: Range<Int>
        if let quoted = QuotedText.range(in: text, at: position, limit: 300) {
            value = quoted
        } else {
            var stop = position
            while stop < end, text[stop] > Byte.space, !ByteSet.quotes.contains(text[stop]) { stop += 1 }
            value = position..<stop
        }
        if text[value.lowerBound] == Byte.hyphen { return }
        if case .after(let sign) = rule.part {
            guard let joint = text.first(sign, in: value) else { return }
            value = (joint + 1)..<value.upperBound
            if sign == Byte.slash {
                let at = text.first(Byte.at, in: value)
                // `connect name/…` without a database may be any path.
                if at == nil, rule.program == "connect" { return }
                value = value.lowerBound..<(at ?? value.upperBound)
            }
        }
        report(judge.verdict(value, meaning: meaning, evidence: rule.sort == .password ? .given : .assigned), value)
    }

    /// PowerShell: `ConvertTo-SecureString "password" -AsPlainText -Force`; without `-AsPlainText` it is encrypted.
    mutating func readSecureString(at position: Int) {
        let line = text.lineStart(position)..<text.lineEnd(position, limit: 300)
        guard text.firstFolded("-asplaintext", in: line) != nil,
            let open = (position..<line.upperBound).first(where: { ByteSet("\"'").contains(text[$0]) }),
            let value = QuotedText.range(in: text, at: open, limit: 256)
        else { return }
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .given), value)
    }
}
