/// Words that somebody searches for who looks for passwords.
enum SecretWords {
    private static let words: [String] = [
        "password", "passwords", "passwd", "secret", "secrets", "token", "tokens", "api_key", "apikey", "api-key",
        "credential", "credentials",
        "private key", "private_key", "aws_secret", "begin rsa", "passphrase", "aws_access_key_id", "secret_key",
        "access_key", "bearer", "akia",
    ]

    /// Whether a pattern names such a word by itself, not as a part of a longer name.
    static func names(_ pattern: String) -> Bool {
        let lowered = pattern.lowercased()
        return words.contains { word in
            var rest = lowered[...]
            while let at = rest.firstRange(of: word) {
                let before = at.lowerBound == lowered.startIndex ? nil : lowered[lowered.index(before: at.lowerBound)]
                let after = at.upperBound == lowered.endIndex ? nil : lowered[at.upperBound]
                let isPart: (Character?) -> Bool = { $0.map { $0.isLetter || $0 == "_" } ?? false }
                if !isPart(before), !isPart(after) { return true }
                rest = rest[at.upperBound...]
            }
            return false
        }
    }
}
