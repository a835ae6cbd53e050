extension SecretScanPass {
    /// A user and a password with a stroke or a colon between them in a text: `**admin** / **…**`, `admin:…`.
    mutating func readSpokenPair(at joint: Range<Int>) {
        guard isSentence(joint) || text.place.form == .unknown else { return }
        let signs = ByteSet("*`\"' ")
        let userEnd = text.skipBack(signs, before: joint.lowerBound, limit: 4)
        let userStart = text.skipBack(ByteSet("A-Za-z0-9_.@\\-"), before: userEnd, limit: 48)
        guard userEnd > userStart, isUser(userStart..<userEnd) else { return }
        let start = text.skip(signs, from: joint.upperBound, limit: 4)
        var stop = start
        while stop < text.count, stop - start < 64, text[stop] > Byte.space, !ByteSet("*`\"'|,;<)").contains(text[stop])
        {
            stop += 1
        }
        while stop > start, ByteSet(".:?").contains(text[stop - 1]) { stop -= 1 }
        let value = start..<stop
        let profile = ValueProfile(text, value)
        let isMarked = text[start - 1] == Byte.backtick && text[stop] == Byte.backtick
        let isJoined = profile.digits >= 2 && profile.joints >= 2 && WordTally(text, value).words >= 3
        guard profile.digits >= 2 || profile.symbols > 0,
            profile.upper > 0 || profile.symbols > 0 || isMarked || isJoined,
            isSpokenPassword(value)
        else { return }
        report(.password, value, 0.6, "a password beside the name of a user")
    }

    /// Whether a word names a user, or the text before it speaks of signing in.
    private func isUser(_ word: Range<Int>) -> Bool {
        let users: [StaticString] = [
            "admin", "administrator", "root", "user", "operator", "manager", "support", "service", "sa", "postgres",
            "pi", "ubuntu", "guest", "superuser", "sysadmin", "netadmin", "demo", "backup", "deploy",
        ]
        for user in users where word.count == user.utf8CodeUnitCount && text.hasFolded(user, at: word.lowerBound) {
            return true
        }
        if text.first(Byte.at, in: word) != nil { return true }
        let before = (word.lowerBound - 80)..<word.lowerBound
        for sign in [
            "login", "log in", "sign in", "credential", "creds", "account", "zugang", "anmeld", "user", "vpn", "ssh",
            "rdp", "ftp",
            "portal", "passw", "console",
        ]
            as [StaticString] where text.firstFolded(sign, in: before) != nil
        {
            return true
        }
        return false
    }

    /// `user:password` as one value under a name such as `userpwd` or `basic_auth`.
    ///
    /// - Returns: whether a password was found.
    mutating func readJoinedPair(_ value: Range<Int>, name: Range<Int>) -> Bool {
        let names: [StaticString] = ["userpwd", "auth", "cred", "login", "basic"]
        guard names.contains(where: { text.firstFolded($0, in: name) != nil }),
            let colon = text.first(Byte.colon, in: value), colon > value.lowerBound,
            text.skip(ByteSet("A-Za-z0-9_.@\\-"), from: value.lowerBound, limit: 64) == colon,
            text[colon + 1] != Byte.slash
        else { return false }
        let password = (colon + 1)..<value.upperBound
        let verdict = judge.verdict(password, meaning: KeyMeaning(sort: .password), evidence: .assigned)
        report(verdict, password)
        return verdict != nil
    }

    /// A key of a weather service under the name `appid`, which elsewhere names an application for all to see.
    mutating func readWeatherKey(_ name: Range<Int>) -> Bool {
        guard name.count == 5, text.hasFolded("appid", at: name.lowerBound) else { return false }
        let start = text.skip(ByteSet("\"'=: ,"), from: name.upperBound, limit: 5)
        let end = text.skip(ByteSet("0-9a-f"), from: start, limit: 40)
        let around = (name.lowerBound - 400)..<(end + 200)
        guard end - start == 32, text.firstFolded("weather", in: around) != nil else { return false }
        report(judge.verdict(start..<end, meaning: KeyMeaning(sort: .token), evidence: .assigned), start..<end)
        return true
    }

    /// A password behind the word for one in another alphabet or with letters beyond ASCII.
    mutating func readForeignName(at end: Int) {
        guard text.place.form != .lock, !ByteSet.letters.contains(text[end]) else { return }
        var index = text.skip(ByteSet("\"' \t"), from: end, limit: 8)
        if text.has("\u{ff1a}", at: index) { index += 3 } else if ByteSet(":=").contains(text[index]) { index += 1 }
        for word in ["es ", "est ", "\u{e4}r ", "is ", "\u{e9} ", "to "] as [StaticString]
        where text.has(word, at: index) {
            index += word.utf8CodeUnitCount
        }
        index = text.skip(.blank, from: index, limit: 8)
        var value = QuotedText.range(in: text, at: index, limit: 120)
        if value == nil {
            var stop = index
            while stop < text.count, stop - index < 80, text[stop] > Byte.space, text[stop] < 128 { stop += 1 }
            while stop > index, ByteSet(".,;\"'").contains(text[stop - 1]) { stop -= 1 }
            value = index..<stop
        }
        guard let value, !value.isEmpty else { return }
        report(judge.verdict(value, meaning: KeyMeaning(sort: .password), evidence: .assigned), value)
    }
}
