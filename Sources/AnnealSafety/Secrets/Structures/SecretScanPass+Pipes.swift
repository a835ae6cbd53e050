extension SecretScanPass {
    /// A password that is written into a program's input: `echo "user:password" | chpasswd`, `echo … | sudo -S`.
    mutating func readPiped(at anchor: Range<Int>) {
        guard text.place.form != .lock else { return }
        let isPair = text.hasFolded("chpasswd", at: anchor.lowerBound)
        let start = text.lineStart(anchor.lowerBound, limit: 240)
        let before = start..<anchor.lowerBound
        if let bar = before.last(where: { text[$0] == Byte.bar }), let word = spoken(start..<bar) {
            return reportPiped(word, isPair: isPair)
        }
        if isPair, text[anchor.upperBound] == Byte.colon { return readUserLines(text.lineEnd(anchor.upperBound) + 1) }
        let line = anchor.upperBound..<text.lineEnd(anchor.upperBound, limit: 200)
        guard isPair, let mark = text.firstFolded("<<", in: line) else { return }
        if text[mark + 2] == Byte.less {
            let word = text.skip(ByteSet(" \"'"), from: mark + 3, limit: 3)
            return reportPiped(word..<wordEnd(word, limit: line.upperBound), isPair: true)
        }
        readUserLines(line.upperBound + 1)
    }

    /// `user:password` on lines of their own: a document within a script, a list of cloud-init.
    private mutating func readUserLines(_ start: Int) {
        var index = start
        for _ in 0..<12 {
            let end = text.lineEnd(index, limit: 200)
            guard end > index else { return }
            let word = text.skip(ByteSet(" \t-\"'"), from: index)
            let stop = wordEnd(word, limit: end)
            if let colon = text.first(Byte.colon, in: word..<stop), colon + 1 < stop {
                reportPiped(word..<stop, isPair: true)
            }
            index = end + 1
        }
    }

    /// The last word that `echo` or `printf` writes.
    private func spoken(_ command: Range<Int>) -> Range<Int>? {
        var first: Int?
        for program in ["echo ", "printf "] as [StaticString] {
            if let place = text.firstFolded(program, in: command) { first = place + program.utf8CodeUnitCount }
        }
        guard let first else { return nil }
        let words = ShellWords(text: text, range: first..<command.upperBound).words()
        guard var word = words.last else { return nil }
        while word.count > 2, text.has("\\n", at: word.upperBound - 2) {
            word = word.lowerBound..<(word.upperBound - 2)
        }
        return word
    }

    private mutating func reportPiped(_ word: Range<Int>, isPair: Bool) {
        var value = word
        if isPair {
            guard let colon = text.first(Byte.colon, in: word) else { return }
            value = (colon + 1)..<word.upperBound
        }
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .assigned), value)
    }

    private func wordEnd(_ start: Int, limit: Int) -> Int {
        var end = start
        while end < limit, text[end] > Byte.space, !ByteSet.quotes.contains(text[end]) { end += 1 }
        return max(start, end)
    }
}
