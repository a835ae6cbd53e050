extension ValueJudge {
    /// What public keys, certificates, encrypted values, hashes of passwords and identifiers of accounts begin with.
    private static let publicBeginnings: [StaticString] = [
        "AAAAB3NzaC1", "AAAAC3NzaC1", "AAAAE2Vj", "AAAAGnNrL", "LS0tLS1CRUdJTiBDRVJU", "LS0tLS1CRUdJTiBQVUJM",
        "MIIBIjANBgkq", "MIICIjANBgkq", "MIGfMA0GCSq", "MFkwEwYHKoZI", "MCowBQYDK2Vw", "mQINB", "mQENB", "mDMEY",
        "{AQAAABAAAA", "gAAAAA", "{cipher}", "AQICAH", "01000000d08c9ddf", "U2FsdGVkX1", "$2", "$argon2", "pk_live_",
        "pk_test_", "pk.eyJ", "sb_publishable_", "phc_", "SHA256:", "xpub", "npub1",
    ]

    /// Whether a value may be seen by anybody.
    func isPublicMaterial(_ range: Range<Int>, meaning: KeyMeaning) -> Bool {
        let start = range.lowerBound
        if isPublicPoint(range) || isTrace(range) || isAddress(range) { return true }
        if meaning.sort != .password, isDigestOfNames(range) { return true }
        if Self.publicBeginnings.contains(where: { text.has($0, at: start) }) { return true }
        // A sealed secret of Kubernetes: two bytes of length, then a key and the value, both encrypted.
        if text.has("Ag", at: start), range.count >= 160, ByteSet("A-D").contains(text[start + 2]) { return true }
        // The identifier of an account or of a message at Twilio.
        return range.count == 34 && ByteSet("ACMSP").contains(text[start]) && text[start] != UInt8(ascii: "S")
            && ByteSet("A-Z").contains(text[start + 1])
            && text.skip(ByteSet("0-9a-f"), from: start + 2) == range.upperBound
    }

    /// Whether a value in base64 is a placeholder when decoded, as those of Kubernetes' manifests are.
    func isEncodedFiller(_ range: Range<Int>) -> Bool {
        guard range.count >= 8, range.count <= 64, range.count % 4 == 0, let bytes = Base64.decode(text, range),
            bytes.allSatisfy({ $0 > Byte.space && $0 < 127 })
        else { return false }
        return bytes.withUnsafeBufferPointer { buffer in
            guard let decoded = ScannedText(buffer, place: text.place) else { return false }
            return Placeholder.isFiller(decoded, 0..<decoded.count)
                || Placeholder.isWeakFiller(decoded, 0..<decoded.count)
        }
    }

    /// A public key of P-256, as servers show it to browsers: 65 bytes in base64 that begin with 4.
    private func isPublicPoint(_ range: Range<Int>) -> Bool {
        guard range.count == 87 || range.count == 88, text[range.lowerBound] == UInt8(ascii: "B") else { return false }
        let bytes = Base64.decode(text, range)
        return bytes?.count == 65 && bytes?.first == 4
    }

    /// The identifier of a request after the W3C's Trace Context, or a ULID.
    private func isTrace(_ range: Range<Int>) -> Bool {
        if range.count == 55, text.has("00-", at: range.lowerBound) {
            return text.skip(ByteSet("0-9a-f-"), from: range.lowerBound) == range.upperBound
        }
        return range.count == 26 && text.has("01", at: range.lowerBound)
            && text.skip(ByteSet("0-9A-HJKMNP-TV-Z"), from: range.lowerBound) == range.upperBound
    }

    /// The address of an account or a contract on a chain of blocks: 20 bytes in hexadecimal.
    private func isAddress(_ range: Range<Int>) -> Bool {
        range.count == 42 && text.has("0x", at: range.lowerBound)
            && text.skip(.hexadecimal, from: range.lowerBound + 2) == range.upperBound
    }

    /// Words with a hash at their end, as caches and images are named.
    private func isDigestOfNames(_ range: Range<Int>) -> Bool {
        let start = text.skipBack(ByteSet("0-9a-f"), before: range.upperBound)
        guard range.upperBound - start >= 32, start - range.lowerBound >= 8 else { return false }
        let names = range.lowerBound..<start
        return ByteSet("-_:/@.").contains(text[start - 1]) && WordTally(text, names).words >= 2
    }
}
