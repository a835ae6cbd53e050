extension SecretScanPass {
    /// `scheme://user:password@host`.
    mutating func readAddress(separator: Int) {
        let scheme = text.skipBack(ByteSet("A-Za-z0-9+.-"), before: separator, limit: 32)
        guard separator - scheme >= 2 else { return }
        let start = separator + 3
        var index = start
        var colon: Int?
        var at: Int?
        let ceiling = min(text.count, start + 1024)
        scan: while index < ceiling {
            let byte = text[index]
            switch byte {
            case Byte.slash, Byte.question, Byte.hash:
                // A password may hold these signs, but only if an `@` follows in the same word.
                if at != nil || colon == nil || !hasHost(after: index) { break scan }
            case Byte.colon: if colon == nil { colon = index }
            case Byte.at: at = index
            case Byte.quote, Byte.backtick, Byte.less, Byte.greater, Byte.apostrophe, Byte.backslash: break scan
            default: if byte <= Byte.space { break scan }
            }
            index += 1
        }
        guard let at else { return }
        let user = start..<(colon.map { min($0, at) } ?? at)
        guard let colon, colon < at else { return readLoneUser(user) }
        let password = (colon + 1)..<at
        if readTokenAsUser(user, password: password) { return }
        guard password.count >= 5, isSecret(password, user: user) else { return }
        let isStrong = ValueProfile(text, password).strength >= .short
        report(.urlPassword, password, isStrong ? 0.92 : 0.7, "a password before the host of an address")
    }

    /// Whether an `@` with a host follows within the word.
    private func hasHost(after index: Int) -> Bool {
        let end = min(text.count, index + 200)
        var position = index + 1
        while position < end, text[position] > Byte.space, !ByteSet("\"'`<>/").contains(text[position]) {
            if text[position] == Byte.at { return ByteSet.alphanumeric.contains(text[position + 1]) }
            position += 1
        }
        return false
    }

    private func isSecret(_ range: Range<Int>, user: Range<Int>) -> Bool {
        guard !Placeholder.isReference(text, range), !Placeholder.isFiller(text, range) else { return false }
        let profile = ValueProfile(text, range)
        if profile.strength >= .short { return true }
        if Placeholder.isWeakFiller(text, range) || profile.isMonotonous || profile.digits == profile.length {
            return false
        }
        // Short ones as manuals have them: `user:pass`, `joe:p4ss`.
        if profile.strength == .human { return true }
        if text.has("sha256:", at: range.upperBound + 1) { return false }
        if profile.length >= 6, profile.wordShare < 0.5 { return true }
        return profile.length >= 8 && !Placeholder.isWeakFiller(text, range)
            && judge.isGivenPassword(range, profile: profile)
    }

    /// `https://TOKEN:x-oauth-basic@github.com`.
    private mutating func readTokenAsUser(_ user: Range<Int>, password: Range<Int>) -> Bool {
        let isFixed =
            password.isEmpty || password.count == 1 || text.hasFolded("x-oauth", at: password.lowerBound)
        guard isFixed else { return false }
        readLoneUser(user)
        return true
    }

    /// A token in the place of the user. Public keys of error collectors stand there as well.
    private mutating func readLoneUser(_ user: Range<Int>) {
        guard user.count >= 20, !text.hasFolded("sentry", at: user.upperBound + 1),
            text.firstFolded("sentry", in: user.upperBound..<(user.upperBound + 64)) == nil,
            text.firstFolded("ingest", in: user.upperBound..<(user.upperBound + 64)) == nil
        else { return }
        let verdict = judge.verdict(user, meaning: KeyMeaning(sort: .token), evidence: .assigned)
        guard verdict != nil, !ValueProfile(text, user).isHexadecimal else { return }
        report(.urlPassword, user, 0.65, "a token in the user part of an address")
    }
}
