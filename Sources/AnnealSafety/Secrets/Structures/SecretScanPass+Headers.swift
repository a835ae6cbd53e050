/// A scheme of HTTP authentication.
enum AuthorizationScheme: Sendable {
    case bearer, basic
}

extension SecretScanPass {
    /// `Bearer TOKEN` and `Basic BASE64`.
    mutating func readScheme(_ scheme: AuthorizationScheme, at anchor: Range<Int>) {
        guard !ByteSet.word.contains(text[anchor.lowerBound - 1]) else { return }
        let start = text.skip(ByteSet(" \"'`"), from: anchor.upperBound, limit: 3)
        let end = text.skip(ByteSet("A-Za-z0-9._~+/=-"), from: start, limit: 2048)
        let range = start..<max(start, text[end - 1] == Byte.dot ? end - 1 : end)
        switch scheme {
        case .basic: _ = readCredentials(range)
        case .bearer:
            guard range.count >= 14, !text.has("eyJ", at: start), !isDocumented(range) else { return }
            guard let verdict = judge.verdict(range, meaning: KeyMeaning(sort: .token), evidence: .assigned)
            else { return }
            report(.bearerToken, range, verdict.confidence, "a token after the word Bearer")
        }
    }

    /// User and password in base64.
    ///
    /// - Returns: whether the value decodes to `user:password`, be it reported or not.
    mutating func readCredentials(_ range: Range<Int>) -> Bool {
        guard range.count >= 8, range.count <= 2048, let bytes = Base64.decode(text, range),
            let colon = bytes.firstIndex(of: Byte.colon), colon > 0, bytes.count - colon > 4,
            bytes.allSatisfy({ $0 >= Byte.space && $0 < 127 })
        else { return false }
        let confidence = bytes.withUnsafeBufferPointer { buffer -> Double in
            guard let decoded = ScannedText(buffer, place: text.place) else { return 0 }
            let password = (colon + 1)..<bytes.count
            let strength = ValueProfile(decoded, password).strength
            if Placeholder.isFiller(decoded, password) || Placeholder.isReference(decoded, password) { return 0 }
            if strength >= .short { return 0.93 }
            let isKnown = decoded.firstFolded("sesame", in: password) != nil
            if isKnown || Placeholder.isWeakFiller(decoded, password) { return 0 }
            return strength == .human ? 0.85 : 0.6
        }
        report(.basicCredentials, range, confidence, "decodes to a user's name and a password")
        return true
    }

    /// The session's cookies of a file that browsers and `curl` exchange: seven columns, the last two name and value.
    private mutating func readCookieFile(_ start: Int) {
        var index = start
        for _ in 0..<400 {
            let end = text.lineEnd(index, limit: 4096)
            guard index < text.count else { return }
            if let tab = (index..<end).last(where: { text[$0] == Byte.tab }) {
                let name = text.skipBack(ByteSet("A-Za-z0-9_.-"), before: tab)..<tab
                let value = (tab + 1)..<end
                if isSessionName(name), value.count >= 16, ValueProfile(text, value).strength == .long {
                    report(.sessionCookie, value, 0.75, "the cookie of a session")
                }
            }
            index = end + 1
        }
    }

    /// Cookies that stand for somebody's session.
    mutating func readCookies(at anchor: Range<Int>) {
        if text.hasFolded("netscape http cookie file", at: anchor.lowerBound - 14) {
            cookieEnd = text.count
            return readCookieFile(text.lineEnd(anchor.upperBound) + 1)
        }
        guard text.place.form != .lock, anchor.lowerBound >= cookieEnd else { return }
        let end = text.lineEnd(anchor.upperBound, limit: 2048)
        cookieEnd = end
        var index = anchor.upperBound
        while index < end {
            let name = text.skip(.name, from: index, limit: 64)
            guard name > index else {
                index += 1
                continue
            }
            let joint = text.skip(ByteSet("\"' "), from: name, limit: 3)
            guard text[joint] == Byte.equals || text[joint] == Byte.colon, isSessionName(index..<name) else {
                index = name + 1
                continue
            }
            let start = text.skip(ByteSet("\"' "), from: joint + 1, limit: 3)
            let stop = text.skip(ByteSet("A-Za-z0-9._~+/=%:|*!-"), from: start, limit: 2048)
            let value = start..<stop
            let profile = ValueProfile(text, value)
            if profile.strength == .long, value.count >= 16, !Placeholder.isFiller(text, value),
                !Placeholder.isReference(text, value)
            {
                report(.sessionCookie, value, 0.75, "the cookie of a session")
            }
            index = stop + 1
        }
    }

    private func isSessionName(_ name: Range<Int>) -> Bool {
        let words: [StaticString] = [
            "sess", "sid", "auth", "token", "jwt", "remember", "login", "identity", "aspnetcore", "logged_in",
            "secure-",
        ]
        return words.contains { text.firstFolded($0, in: name) != nil }
            && text.firstFolded("csrf", in: name) == nil && text.firstFolded("xsrf", in: name) == nil
    }

    /// Values that standards and manuals print.
    func isDocumented(_ range: Range<Int>) -> Bool {
        text.has("mF_9.B5f-4.1JqM", at: range.lowerBound) || DocumentedValues.contains(text, range)
    }
}
