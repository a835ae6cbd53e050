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
        let technical = meaning.isPhrase && profile.spaces >= 3 ? tally.words / 3 : 0
        guard profile.symbols == 0, tally.technical <= technical, tally.spoken == 0, isWhole(range) else { return nil }
        let isGroups = profile.spaces > 0 && isFourByFour(range)
        guard isGroups || (profile.spaces > 0 ? isPhrase(tally) : isWords(range, tally: tally, meaning: meaning)) else {
            return nil
        }
        return Verdict(kind: meaning.kind, confidence: 0.55, reason: "a word for a password before several words")
    }

    /// `Word-123-word`, `w0rd.word55`: words with two digits or more.
    private func isMixed(_ range: Range<Int>, profile: ValueProfile, tally: WordTally, meaning: KeyMeaning) -> Bool {
        let isPassword = meaning.sort == .password && meaning.isClear
        // One number behind two words or more: `tigerSilver9`.
        let isNumbered =
            isPassword && profile.length >= 10 && profile.upper > 0 && profile.lower > 0 && profile.joints == 0
            && tally.words >= 2 && tally.technical * 2 <= tally.words && Byte.isDigit(text[range.upperBound - 1])
        guard profile.length >= (meaning.sort == .password ? 8 : 12), profile.lower + profile.upper >= 3,
            profile.digits >= 2 || profile.symbols > 0 || isNumbered, profile.spaces <= 1,
            tally.spoken * 2 < max(1, tally.words),
            tally.technical * 2 < max(1, tally.words + tally.scraps) + (isPassword && tally.words > 1 ? 1 : 0)
        else { return false }
        if meaning.sort == .password {
            let isCased = profile.upper > 0 && profile.lower > 0 && profile.digits >= 2 && tally.technical == 0
            let isJoined = tally.words >= 3 && tally.technical == 0 && profile.joints >= 2
            return meaning.isClear || (isCased || isJoined) && isWhole(range) || hasUser(near: range)
        }
        // Words with a capital and a number in quotes: `{"type": "password", "secret": "…"}`.
        let isCased = profile.upper > 0 && profile.lower > 0 && profile.digits >= 2 && tally.technical == 0
        if isCased, meaning.sort == .secret, text.place.form != .code, tally.words <= 2, isWhole(range),
            !ByteSet.word.contains(text[range.lowerBound - 1])
        {
            return true
        }
        if isSigned(range, profile: profile, tally: tally) { return true }
        // The name of a resource (`grafana-oauth-22`) rather than a secret.
        let isName = profile.symbols == 0 && text.first(Byte.underscore, in: range) == nil
        return (text.place.form == .code || !isName) && text.first(Byte.slash, in: range) == nil
    }

    /// `secret = word-word-12-word`, which is written with `=`, as names of resources seldom are.
    private func isSigned(_ range: Range<Int>, profile: ValueProfile, tally: WordTally) -> Bool {
        let isCased = profile.upper > 0 && profile.lower > 0 && profile.joints == 0
        guard tally.words >= 3 || isCased, tally.technical == 0, text.place.form != .code else { return false }
        let before = text.skipBack(ByteSet(" \t\"'"), before: range.lowerBound, limit: 8)
        return text[before - 1] == Byte.equals && (isCased || Byte.isLower(text[range.upperBound - 1]))
    }

    /// Whether a value may be a password where nothing else can stand: letters with a number or a sign, or words.
    func isGivenPassword(_ range: Range<Int>, profile: ValueProfile) -> Bool {
        let letters = profile.lower + profile.upper
        guard profile.length >= 6, profile.length <= 80, letters >= 3, profile.spaces == 0,
            profile.longestRepeat < 4
        else { return false }
        let tally = WordTally(text, range)
        guard tally.spoken * 2 <= tally.words else { return false }
        if profile.digits == 0, profile.symbols == 0 {
            return tally.words >= 3 && tally.isJoinedEvenly && tally.technical == 0
        }
        return tally.words == 0 || tally.technical < tally.words || profile.symbols > 0 && profile.digits > 0
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
    func isFourByFour(_ range: Range<Int>) -> Bool {
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
