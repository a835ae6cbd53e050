extension SecretScanPass {
    /// A secret among a command's arguments.
    mutating func readCommand(_ rule: CommandRule, at anchor: Range<Int>) {
        guard !ByteSet.word.contains(text[anchor.lowerBound - 1]), text.place.form != .lock else { return }
        // `mysqldump`, `mysql.exe`, `http-basic.name` and the like.
        let program = text.skip(ByteSet("A-Za-z0-9._-"), from: anchor.upperBound, limit: 40)
        guard ByteSet(" \t\"'").contains(text[program]) else { return }
        let command = ShellWords(text: text, range: program..<ShellWords.end(of: program, in: text))
        let meaning = KeyMeaning(sort: rule.sort)
        switch rule.part {
        case .last, .flagged, .word, .share:
            guard !isComment(anchor.lowerBound), let word = word(rule.part, of: command) else { return }
            report(judge.verdict(word, meaning: meaning, evidence: .assigned), word)
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
        return text.place.form == .prose && text[first] != Byte.dollar && ByteSet.letters.contains(text[first])
            && first < position
    }

    private mutating func readOptions(_ rule: CommandRule, of command: ShellWords, meaning: KeyMeaning) {
        var index = command.range.lowerBound
        while let blank = text.first(Byte.space, in: index..<command.range.upperBound) {
            index = blank + 1
            guard text.has(rule.option, at: index) else { continue }
            var position = index + rule.option.count
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

    private mutating func readArgument(_ rule: CommandRule, at position: Int, end: Int, meaning: KeyMeaning) {
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
            if sign == Byte.slash {
                let at = text.first(Byte.at, in: value)
                // `connect name/…` without a database may be any path.
                if at == nil, rule.program == "connect" { return }
                value = value.lowerBound..<(at ?? value.upperBound)
            }
        }
        report(judge.verdict(value, meaning: meaning, evidence: .assigned), value)
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
