/// Decides whether a value under a name that means a secret is one.
struct ValueJudge {
    let text: ScannedText

    /// What a value was found to be.
    struct Verdict {
        var kind: SecretKind
        var confidence: Double
        var reason: String
    }

    /// How much a value must show besides its name.
    enum Evidence {
        /// The place says that it is a value: an assignment, an option, a password file.
        case assigned
        /// The place holds a password and nothing else: a command's argument, an address, a call that signs in.
        case given
        /// Name and value only stand near each other.
        case near
        /// Whatever is not a placeholder counts: the file holds nothing but passwords.
        case store
    }

    /// Judges a value.
    ///
    /// - Parameters:
    ///   - range: the value without quotes.
    ///   - meaning: what its name says.
    ///   - evidence: how it stands to the name.
    /// - Returns: the verdict; `nil` when it is no secret.
    func verdict(_ range: Range<Int>, meaning: KeyMeaning, evidence: Evidence) -> Verdict? {
        guard range.count >= 6, range.count <= 2048 else { return nil }
        let profile = ValueProfile(text, range)
        let strength = profile.strength
        let mayBeHuman = evidence != .near && (meaning.sort == .password || meaning.sort == .secret)
        if strength <= .human, evidence != .store, !mayBeHuman { return nil }
        guard !Placeholder.isReference(text, range), !Placeholder.isFiller(text, range),
            !Placeholder.isPath(text, range, profile: profile), !Placeholder.isExpression(text, range),
            !Placeholder.isConstant(text, range, profile: profile),
            !isPublicMaterial(range, meaning: meaning), !isEncodedFiller(range),
            !DocumentedValues.contains(text, range)
        else { return nil }
        if strength <= .human {
            return humanVerdict(range, profile: profile, meaning: meaning, evidence: evidence)
        }
        return randomVerdict(range, profile: profile, strength: strength, meaning: meaning)
    }

    private func humanVerdict(
        _ range: Range<Int>, profile: ValueProfile, meaning: KeyMeaning, evidence: Evidence
    ) -> Verdict? {
        guard !Placeholder.isWeakFiller(text, range), profile.longestSequence < 4 else { return nil }
        if evidence == .given, isGivenPassword(range, profile: profile) {
            return Verdict(kind: meaning.kind, confidence: 0.65, reason: "a value in the place of a password")
        }
        if evidence != .store, let verdict = wordsVerdict(range, profile: profile, meaning: meaning) { return verdict }
        if profile.strength == .none, evidence != .store { return nil }
        if evidence == .store {
            return Verdict(kind: meaning.kind, confidence: 0.75, reason: "value in a file of passwords")
        }
        let least = meaning.sort == .password ? 6 : 10
        // Names joined by signs (`v2-api_name`) are seldom passwords.
        guard profile.length >= least, profile.symbols > 0 || profile.joints == 0 || profile.wordShare < 0.5 else {
            return nil
        }
        // Both cases, a digit and a sign at the end, as rules for passwords ask for: nothing else is written so.
        if profile.upper > 0, profile.lower > 0, profile.digits > 0, profile.length >= 8,
            ByteSet("!?#$%&*").contains(text[range.upperBound - 1])
        {
            return Verdict(kind: meaning.kind, confidence: 0.6, reason: "a value as rules for passwords ask for")
        }
        // Words with a number at their end and no sign are names more often than passwords.
        if profile.symbols == 0, profile.wordShare > 0.7 { return nil }
        if meaning.sort == .secret, profile.symbols == 0 { return nil }
        return Verdict(
            kind: meaning.kind, confidence: 0.6, reason: "a word for a password before a value of mixed signs")
    }

    private func randomVerdict(
        _ range: Range<Int>, profile: ValueProfile, strength: ValueProfile.Strength, meaning: KeyMeaning
    ) -> Verdict? {
        let isUUID = Placeholder.isUUID(text, range)
        let isLong = strength == .long
        var confidence: Double
        switch meaning.sort {
        case .password: confidence = isLong ? 0.88 : 0.8
        case .secret: confidence = isLong ? 0.85 : 0.75
        case .token:
            guard profile.length >= 12 else { return nil }
            // The name of a function: `svqdecd_n_s32`.
            let isName = profile.upper == 0 && profile.symbols == 0 && text.first(Byte.underscore, in: range) != nil
            if isName, profile.digits * 4 <= profile.length, profile.length < 24 { return nil }
            confidence = isLong ? 0.8 : 0.65
        case .weak:
            // A key that names nothing it opens: hashes and identifiers stand under such names as well.
            guard isLong, profile.length >= 24, !profile.isHexadecimal, profile.groups >= 3 else { return nil }
            confidence = 0.6
        case .identity:
            guard isLong, profile.length >= 20, !isUUID else { return nil }
            confidence = 0.6
        }
        if isUUID { confidence = min(confidence, 0.65) }
        return Verdict(
            kind: meaning.kind, confidence: confidence,
            reason: "a name that means a secret before a value that looks random")
    }
}
