extension SecretScanPass {
    /// A token of a known shape.
    mutating func readToken(_ rule: TokenRule, anchorEnd: Int) {
        guard let match = rule.pattern.match(anchorEnd: anchorEnd, in: text) else { return }
        var confidence = rule.confidence
        var reason = "has the shape of this kind of token"
        guard isGenuine(match, rule: rule) else { return }
        switch rule.check {
        case .none, .fixed: break
        case .even: guard isEven(match.body) else { return }
        case .base62Sum:
            let isRight = Base62Sum.isRight(text, match.range)
            confidence += isRight ? 0.02 : -0.04
            if isRight { reason = "has the shape of this kind of token, and its check sum is right" }
        case .number:
            if !isNumber(match.range) {
                guard isMixed(match.range) else { return }
                confidence = 0.75
            }
        case .link: guard isSignedLink(match.range) else { return }
        }
        report(rule.kind, match.range, confidence, reason)
        if rule.kind.rawValue == "aws-access-key" { readSecretAfterAccessKey(match.range.upperBound) }
    }

    /// Whether the part of a token that is not fixed looks drawn at random.
    private func isGenuine(_ match: TokenPattern.Match, rule: TokenRule) -> Bool {
        let profile = ValueProfile(text, match.body)
        if rule.check == .fixed {
            return text.first(Byte.percent, in: match.body) != nil && profile.distinct >= 20 && profile.groups >= 3
                && text.first(Byte.slash, in: match.body) == nil
                && !ByteSet("A-Za-z0-9+/").contains(text[match.range.lowerBound - 1])
        }
        guard !profile.isMonotonous, profile.wordShare < 0.62, !Placeholder.isFiller(text, match.range)
        else { return false }
        if profile.length >= 16 {
            guard profile.distinct >= 7, profile.digits > 0 || profile.groups > 1 || profile.wordShare < 0.3 else {
                return false
            }
        }
        // Names of programs and of rules (`npm_config_registry_authentication…`) are words joined by signs.
        if profile.digits == 0, profile.upper == 0 || profile.lower == 0, profile.joints + profile.symbols > 0 {
            return profile.wordShare < 0.25 && profile.joints * 8 < profile.length
        }
        return !DocumentedValues.contains(text, match.range)
    }

    /// Whether no sign is much more frequent than others, as `A` is in the base64 of data with zeros.
    private func isEven(_ range: Range<Int>) -> Bool {
        let zeros = range.reduce(0) { text[$1] == UInt8(ascii: "A") ? $0 + 1 : $0 }
        return zeros * 12 < range.count
    }

    /// Whether the part before the first dot is a number in base64.
    private func isNumber(_ range: Range<Int>) -> Bool {
        guard let dot = text.first(Byte.dot, in: range), let bytes = Base64.decode(text, range.lowerBound..<dot) else {
            return false
        }
        return bytes.count >= 17 && bytes.allSatisfy { Byte.isDigit($0) }
    }

    /// Whether each part between dots is made of letters in both cases and of digits or signs, as no name in code is.
    private func isMixed(_ range: Range<Int>) -> Bool {
        var start = range.lowerBound
        while start < range.upperBound {
            let end = text.first(Byte.dot, in: start..<range.upperBound) ?? range.upperBound
            let profile = ValueProfile(text, start..<end)
            guard profile.groups >= 2, profile.wordShare < 0.4, end - start < 16 || profile.strength == .long
            else { return false }
            start = end + 1
        }
        return true
    }

    /// Whether the other parameters of a signed link stand before or after its signature.
    private func isSignedLink(_ range: Range<Int>) -> Bool {
        let line = text.lineStart(range.lowerBound, limit: 600)..<text.lineEnd(range.upperBound, limit: 600)
        return text.firstFolded("sv=", in: line) != nil && text.firstFolded("se=", in: line) != nil
            || text.firstFolded("sr=", in: line) != nil && text.firstFolded("skn=", in: line) != nil
            || text.firstFolded("api-version=", in: line) != nil
    }

    /// The secret half that follows an access key within some lines, whatever its name.
    private mutating func readSecretAfterAccessKey(_ position: Int) {
        var index = position
        let ceiling = min(text.count, position + 240)
        while index < ceiling {
            guard ByteSet.base64.contains(text[index]) else {
                index += 1
                continue
            }
            let end = text.skip(.base64, from: index, limit: 80)
            let range = index..<end
            index = end
            guard range.count == 40, text[end] != Byte.equals else { continue }
            let profile = ValueProfile(text, range)
            guard profile.strength == .long, profile.groups >= 3, !Placeholder.isFiller(text, range) else { continue }
            report(.awsSecretKey, range, 0.93, "40 random signs after an access key")
        }
    }
}
