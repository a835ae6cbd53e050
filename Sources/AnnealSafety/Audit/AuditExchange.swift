public import AnnealFoundation

/// What the record holds of a prompt or an answer: its size and digest, never its text.
public struct AuditExchange: Sendable, Hashable, Codable {
    /// Bytes of all its texts, UTF-8.
    public var bytes: Int
    /// Tokens.
    public var tokens: Int
    /// Whether the tokens are an upper estimate: nobody has counted a prompt before it is sent.
    public var isEstimated: Bool
    /// SHA-256 of its messages as JSON with sorted keys and without white space.
    public var digest: ContentDigest
    /// Marks in it that stand in the place of secrets.
    public var redactions: Int

    /// Describes a prompt or an answer.
    public init(bytes: Int, tokens: Int, isEstimated: Bool, digest: ContentDigest, redactions: Int) {
        self.bytes = bytes
        self.tokens = tokens
        self.isEstimated = isEstimated
        self.digest = digest
        self.redactions = redactions
    }

    /// It in a few words: `3204 bytes, at most 812 tokens, 1 secret replaced, sha256 0123456789ab`.
    public var summary: String {
        var parts = ["\(bytes) bytes", "\(isEstimated ? "at most " : "")\(tokens) tokens"]
        if redactions > 0 { parts.append("\(redactions) \(redactions == 1 ? "secret" : "secrets") replaced") }
        return (parts + ["sha256 \(digest.short)"]).joined(separator: ", ")
    }
}
