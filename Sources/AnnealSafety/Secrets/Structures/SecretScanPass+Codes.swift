extension SecretScanPass {
    /// The codes that open an account once each, all of one length right behind their name, in lines or in a list.
    ///
    /// Each is judged by what stands before it, so that a stream that has let out a line need not take it back.
    mutating func readCodes(at position: Int) {
        let signs = ByteSet(" \t\r\n.,;\"'`[]():=*|_-")
        var index = text.skip(ByteSet("A-Za-z"), from: position, limit: 12)
        let ceiling = min(text.count, position + 600)
        var codes: [Range<Int>] = []
        var others = 0
        while index < ceiling, codes.count < 16, others == 0 {
            let start = text.skip(signs, from: index, limit: 40)
            let end = text.skip(ByteSet("A-Za-z0-9-"), from: start, limit: 40)
            guard end > start else {
                index = start + 1
                others += 1
                continue
            }
            index = end
            let code = start..<end
            // The number of an entry stands before its code.
            if code.count <= 2, text.skip(.digits, from: start) == end { continue }
            if isCode(code), codes.first.map({ $0.count == code.count }) ?? true {
                codes.append(code)
            } else {
                others += 1
            }
        }
        for code in codes { report(.secret, code, 0.6, "one of several codes that open an account") }
    }

    private func isCode(_ range: Range<Int>) -> Bool {
        let profile = ValueProfile(text, range)
        guard range.count >= 8, range.count <= 24, profile.digits >= 2, profile.digits < profile.length,
            profile.wordShare < 0.4,
            profile.upper == 0 || profile.lower == 0 || profile.joints == 0, !profile.isMonotonous
        else { return false }
        return !Placeholder.isFiller(text, range) && !Placeholder.isUUID(text, range)
    }

    /// The secret of one-time passwords in groups of four: `H5EW ICW6 …`.
    ///
    /// Source: the base32 alphabet of RFC 4648.
    mutating func readGroups(at position: Int) {
        let start = text.skip(ByteSet("\"'`:=* \t\r\n(s"), from: position, limit: 12)
        var index = start
        var groups = 0
        var digits = 0
        while groups < 16 {
            let end = text.skip(ByteSet("A-Za-z2-7"), from: index, limit: 5)
            guard end - index == 4 else { break }
            digits += (index..<end).reduce(0) { Byte.isDigit(text[$1]) ? $0 + 1 : $0 }
            groups += 1
            index = end
            guard text[index] == Byte.space || text[index] == Byte.hyphen else { break }
            index += 1
        }
        let end = text.skipBack(ByteSet(" -"), before: index, limit: 1)
        guard groups >= 4, digits >= 2, !ByteSet.word.contains(text[end]) else { return }
        report(.secret, start..<end, 0.75, "the secret of one-time passwords in groups")
    }

    /// The value behind a name of two words that programs print: `Key Content : …`, `Unseal Key 1: …`.
    mutating func readAnnounced(at position: Int) {
        let colon = text.skip(ByteSet(" \t0-9"), from: position, limit: 40)
        guard text[colon] == Byte.colon else { return }
        let start = text.skip(.blank, from: colon + 1, limit: 16)
        var end = start
        while end < text.count, text[end] > Byte.space, end - start < 128 { end += 1 }
        guard text[text.skip(.blank, from: end, limit: 8)] <= Byte.carriageReturn else { return }
        report(judge.verdict(start..<end, meaning: KeyMeaning(sort: .password), evidence: .given), start..<end)
    }
}
