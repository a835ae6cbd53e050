internal import AnnealFoundation

/// What lines of one kind have in common, with `<*>` where they differ.
public struct LogTemplate: Sendable, Hashable, Codable {
    /// A digest of the text without white space: the same in every run, on every machine. 16 hexadecimal digits.
    public let id: String
    /// The text, with the white space of the first line that was seen of it.
    public let text: String
    /// How many lines were of it.
    public let count: Int

    /// Creates a template.
    ///
    /// - Parameters:
    ///   - text: the text with `<*>` for what is variable.
    ///   - count: how many lines were of it.
    public init(text: String, count: Int) {
        self.text = text
        self.count = count
        id = Self.identity(of: text)
    }

    /// The identity of a text: 16 digits of the SHA-256 of its bytes without white space.
    public static func identity(of text: String) -> String {
        let bytes = text.utf8.filter { $0 > 0x20 }
        return String(ContentDigest(of: bytes).hex.prefix(16))
    }
}
