extension SecretScanPass {
    /// `btoa("user:password")`: the two that a program joins and encodes for a header.
    mutating func readEncodedPair(at position: Int) {
        let quote = text.skip(ByteSet("A-Za-z0-9_.[]( "), from: position, limit: 24)
        guard let pair = QuotedText.range(in: text, at: quote, limit: 200),
            let colon = text.first(Byte.colon, in: pair), colon > pair.lowerBound,
            text.skip(ByteSet("A-Za-z0-9_.@\\-"), from: pair.lowerBound) == colon
        else { return }
        let value = (colon + 1)..<pair.upperBound
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .given), value)
    }

    /// `program <<< "password"` and `<(echo password)`: what a shell hands to a program that asks for a password.
    mutating func readHanded(at anchor: Range<Int>) {
        guard text.place.form != .lock else { return }
        let line = text.lineStart(anchor.lowerBound, limit: 200)..<anchor.lowerBound
        let asking: [StaticString] = ["pass", "login", "kinit", "sudo", "su ", "crypt", "passwd", "auth", "vault"]
        guard asking.contains(where: { text.firstFolded($0, in: line) != nil }) else { return }
        let start = text.skip(.blank, from: anchor.upperBound, limit: 4)
        var value = QuotedText.range(in: text, at: start, limit: 120)
        if value == nil {
            let end = text.skip(ByteSet("A-Za-z0-9_.!#%@+=:,/*^?~-"), from: start, limit: 120)
            value = start..<end
        }
        guard var value else { return }
        // `chpasswd <<< "user:password"`.
        if text.firstFolded("chpasswd", in: line) != nil, let colon = text.first(Byte.colon, in: value) {
            value = (colon + 1)..<value.upperBound
        }
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .given), value)
    }

    /// Whether what a plain `key` opens stands before it: `login(key=…)`, `'crypt' => ['key' => …]`.
    func isOpenedBefore(_ name: Range<Int>) -> Bool {
        guard name.count == 3 else { return false }
        let before = max(text.lineStart(name.lowerBound, limit: 48), name.lowerBound - 48)..<name.lowerBound
        let words: [StaticString] = ["crypt", "secret", "jwt", "login(", "auth", "api", "sign", "client("]
        let others: [StaticString] = ["cache", "sha", "commit", "etag", "publi", "map", "author"]
        return words.contains { text.firstFolded($0, in: before) != nil }
            && !others.contains { text.firstFolded($0, in: before) != nil }
    }

    /// `USER, PASSWORD = "name", "…"`: several names before one sign.
    mutating func readTuple(_ name: Range<Int>, meaning: KeyMeaning) -> Bool {
        guard text.place.form == .code, meaning.sort == .password else { return false }
        let start = text.skip(.blank, from: text.lineStart(name.lowerBound))
        guard start < name.lowerBound, text.skip(ByteSet("A-Za-z0-9_., "), from: start) >= name.upperBound else {
            return false
        }
        let number = (start..<name.lowerBound).reduce(0) { text[$1] == Byte.comma ? $0 + 1 : $0 }
        let sign = text.skip(.blank, from: name.upperBound)
        guard number > 0, text[sign] == Byte.equals || text.has(":=", at: sign) else { return false }
        let arguments = CallArguments(text: text)
        let list = arguments.list(from: text.skip(ByteSet(":= \t"), from: sign), hasBrackets: false)
        guard list.indices.contains(number), let value = arguments.literal(list[number]) else { return false }
        report(judge.verdict(value, meaning: meaning, evidence: .assigned), value)
        return true
    }

    /// `BasicAuthenticationCredential("user", "password")`: a call whose name tells that its last two texts are these.
    ///
    /// - Returns: whether a password was found.
    mutating func readPairOfCall(_ name: Range<Int>) -> Bool {
        guard text[name.upperBound] == Byte.parenthesis else { return false }
        let arguments = CallArguments(text: text)
        let list = arguments.list(from: name.upperBound + 1, hasBrackets: true)
        guard list.count >= 2, list.count <= 4, let user = arguments.literal(list[list.count - 2]),
            let value = arguments.literal(list[list.count - 1]),
            text.skip(ByteSet("A-Za-z0-9_.@\\-"), from: user.lowerBound) == user.upperBound, isSpokenPassword(value)
        else { return false }
        report(.password, value, 0.65, "a password beside a user's name in a call")
        return true
    }

    /// `jdbc:oracle:thin:user/password@//host:port/service`.
    mutating func readOracleAddress(at position: Int) {
        let line = position..<text.lineEnd(position, limit: 200)
        let user = text.skip(ByteSet("A-Za-z0-9_$#."), from: position, limit: 64)
        guard user > position, text[user] == Byte.slash,
            let at = text.first(Byte.at, in: (user + 1)..<line.upperBound)
        else { return }
        let value = (user + 1)..<at
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .given), value)
    }
}
