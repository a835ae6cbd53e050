extension ValueJudge {
    /// Judges a value that a person could have thought of: words with numbers and signs, several words, or one long
    /// one. What reads like a name in a program or like a sentence is none.
    func wordsVerdict(_ range: Range<Int>, profile: ValueProfile, meaning: KeyMeaning) -> Verdict? {
        guard profile.longestSequence < 4, profile.longestRepeat < 4, range.count <= 80 else { return nil }
        let tally = WordTally(text, range)
        if profile.digits > 0 {
            guard isMixed(range, profile: profile, tally: tally, meaning: meaning) else { return nil }
            return Verdict(
                kind: meaning.kind, confidence: 0.6, reason: "a word for a password before words with numbers")
        }
        guard profile.symbols == 0, tally.technical == 0, tally.spoken == 0, isWhole(range) else { return nil }
        let isGroups = profile.spaces > 0 && isFourByFour(range)
        guard isGroups || (profile.spaces > 0 ? isPhrase(tally) : isWords(range, tally: tally, meaning: meaning)) else {
            return nil
        }
        return Verdict(kind: meaning.kind, confidence: 0.55, reason: "a word for a password before several words")
    }

    /// `Word-123-word`, `w0rd.word55`: words with two digits or more.
    private func isMixed(_ range: Range<Int>, profile: ValueProfile, tally: WordTally, meaning: KeyMeaning) -> Bool {
        guard profile.length >= (meaning.sort == .password ? 8 : 12), profile.lower + profile.upper >= 3,
            profile.digits >= 2 || profile.symbols > 0, profile.spaces <= 1, tally.spoken * 2 < max(1, tally.words),
            tally.technical * 2 < max(1, tally.words + tally.scraps)
        else { return false }
        if meaning.sort == .password { return meaning.isClear || hasUser(near: range) }
        // The name of a resource (`grafana-oauth-22`) rather than a secret.
        let isName = profile.symbols == 0 && text.first(Byte.underscore, in: range) == nil
        return (text.place.form == .code || !isName) && text.first(Byte.slash, in: range) == nil
    }

    /// `word-word-word`, or one long word, where nothing but a password is meant.
    private func isWords(_ range: Range<Int>, tally: WordTally, meaning: KeyMeaning) -> Bool {
        guard tally.scraps == 0, tally.isPlain, tally.words > 0, tally.longest <= 24 else { return false }
        let isJoined = tally.words > 1 && tally.isJoinedEvenly && tally.shortest >= 4
        if meaning.sort == .secret {
            return isJoined && tally.words >= 3 && text.place.form == .code && range.count >= 16
        }
        let isAlone = tally.joint == 0 && range.count >= 14 && tally.capitals <= tally.words
        guard isJoined && range.count >= 12 || isAlone else { return false }
        if text.place.form == .settings && meaning.isClear || meaning.isPhrase { return true }
        return hasUser(near: range)
    }

    /// Four words or more with a blank between.
    private func isPhrase(_ tally: WordTally) -> Bool {
        tally.words >= 4 && tally.scraps == 0 && tally.isPlain && tally.isJoinedEvenly && tally.joint == Byte.space
            && tally.capitals != 1 && tally.longest <= 12
    }

    /// Four groups of four letters, as mail providers give out passwords for programs.
    private func isFourByFour(_ range: Range<Int>) -> Bool {
        guard range.count == 19 else { return false }
        for (offset, index) in range.enumerated() {
            guard offset % 5 == 4 ? text[index] == Byte.space : Byte.isLower(text[index]) else { return false }
        }
        return true
    }

    /// Whether a value is all that stands there: in quotes, in an element, or up to the end of its line.
    private func isWhole(_ range: Range<Int>) -> Bool {
        if ByteSet("\"'`>").contains(text[range.lowerBound - 1]) { return true }
        let rest = text.skip(.blank, from: range.upperBound, limit: 8)
        return text.place.form != .code && (text[rest] <= Byte.space || text[rest] == Byte.hash)
    }

    /// Whether a user or a server is named beside the value, as it is where one signs in.
    private func hasUser(near range: Range<Int>) -> Bool {
        let around = (range.lowerBound - 220)..<(range.upperBound + 120)
        for word in ["user", "login", "uid", "account", "host", "ssid", "email", "server"] as [StaticString]
        where text.firstFolded(word, in: around) != nil {
            return true
        }
        return false
    }
}
