extension SecretScanPass {
    /// A JSON Web Token whose parts decode.
    ///
    /// Source: RFC 7515, RFC 7516, RFC 7519.
    mutating func readWebToken(at start: Int) {
        guard text.has("eyJ", at: start), isBegin(start) else { return }
        var parts: [Range<Int>] = []
        var position = start
        while parts.count < 5 {
            let end = text.skip(.base64URL, from: position, limit: 16_384)
            parts.append(position..<end)
            guard text[end] == Byte.dot, ByteSet.base64URL.contains(text[end + 1]) || text[end + 1] == Byte.dot else {
                break
            }
            position = end + 1
        }
        guard parts.count == 3 || parts.count == 5, let end = parts.last?.upperBound, text[end] != Byte.dot,
            !Placeholder.isFiller(text, start..<end)
        else { return }
        guard let header = Base64.decode(text, parts[0]), isHeader(header) else {
            if isRandom(parts) { report(.jsonWebToken, start..<end, 0.7, "three parts as those of a token") }
            return
        }
        guard parts.count == 5 || isSigned(parts) else { return }
        report(.jsonWebToken, start..<end, 0.95, "three parts of a token that decode")
    }

    /// Whether a token may begin at a position.
    private func isBegin(_ start: Int) -> Bool {
        let previous = text[start - 1]
        guard TokenPattern.isBoundary(before: start, in: text) else { return false }
        if previous == Byte.dot { return !ByteSet.base64URL.contains(text[start - 2]) }
        return !ByteSet.base64Any.contains(previous) || previous == Byte.equals || previous == Byte.hyphen
    }

    /// Whether three parts that do not decode are long and look drawn at random.
    private func isRandom(_ parts: [Range<Int>]) -> Bool {
        parts.count == 3
            && parts.allSatisfy { part in
                let profile = ValueProfile(text, part)
                return part.count >= 16 && profile.strength == .long
            }
    }

    private func isHeader(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            guard let header = ScannedText(buffer, place: text.place), header[0] == Byte.brace else { return false }
            return header.firstFolded("\"alg\"", in: 0..<header.count) != nil
                || header.firstFolded("\"typ\"", in: 0..<header.count) != nil
        }
    }

    /// Whether the middle part is an object and the last one a signature, and both are no manual's example.
    private func isSigned(_ parts: [Range<Int>]) -> Bool {
        let profile = ValueProfile(text, parts[2])
        guard parts[2].count >= 16, !profile.isMonotonous, profile.wordShare < 0.6 else { return false }
        guard let claims = Base64.decode(text, parts[1]), claims.first == Byte.brace else { return isRandom(parts) }
        return claims.withUnsafeBufferPointer { buffer in
            guard let claims = ScannedText(buffer, place: text.place) else { return false }
            let all = 0..<claims.count
            let isExample =
                claims.firstFolded("john doe", in: all) != nil || claims.firstFolded("\"joe\"", in: all) != nil
                || claims.firstFolded("\"1234567890\"", in: all) != nil
            return !isExample
        }
    }
}
