/// What stands in a redacted text in the place of a secret: `[secret:KIND:DIGEST]`.
///
/// The digest is keyed: the same value has the same digest under one owner's key, and nobody without the key can try
/// out values. A mark holds no sign that JSON, YAML in quotes or a shell in quotes would read otherwise.
public struct SecretMark: Sendable, Hashable, Codable, CustomStringConvertible {
    /// What sort of secret it stands for.
    public let kind: SecretKind
    /// The first 48 bits of the keyed digest of the value, in hexadecimal.
    public let digest: String

    static let digestLength = 12
    private static let opening: StaticString = "[secret:"
    private static let longest = 128

    init(kind: SecretKind, digest: String) {
        self.kind = kind
        self.digest = digest
    }

    /// Reads a mark; `nil` when the text is none.
    ///
    /// - Parameter text: the mark with its brackets and nothing besides.
    public init?(_ text: String) {
        guard text.hasPrefix("[secret:"), text.hasSuffix("]") else { return nil }
        let parts = text.dropFirst(8).dropLast().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].count >= 6,
            parts[0].utf8.allSatisfy({ Byte.isLower($0) || Byte.isDigit($0) || $0 == Byte.hyphen }),
            parts[1].utf8.allSatisfy({ Byte.isDigit($0) || ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "f")) })
        else { return nil }
        self.init(kind: SecretKind(rawValue: String(parts[0])), digest: String(parts[1]))
    }

    /// The mark as it stands in a text.
    public var description: String { "[secret:\(kind.rawValue):\(digest)]" }

    /// How many marks a text holds. Complexity: O(n).
    ///
    /// - Parameter text: any text.
    /// - Returns: the number of marks, those of the same secret each by itself.
    public static func count(in text: String) -> Int {
        var text = text
        return text.withUTF8 { bytes in
            guard let scanned = ScannedText(bytes, place: FilePlace(path: nil)) else { return 0 }
            var (count, index) = (0, 0)
            while let open = scanned.first(Byte.bracket, in: index..<scanned.count) {
                let after = Self.end(in: scanned, at: open)
                if after != nil { count += 1 }
                index = after ?? open + 1
            }
            return count
        }
    }

    /// The byte after a mark that begins at a position; `nil` when none does.
    static func end(in text: ScannedText, at position: Int) -> Int? {
        guard text[position] == Byte.bracket, text.has(opening, at: position) else { return nil }
        let kind = position + opening.utf8CodeUnitCount
        let colon = text.skip(ByteSet("a-z0-9-"), from: kind, limit: longest)
        guard colon > kind, text[colon] == Byte.colon else { return nil }
        let end = text.skip(ByteSet("0-9a-f"), from: colon + 1, limit: 64)
        return end - colon > 6 && text[end] == Byte.closingBracket ? end + 1 : nil
    }

    /// Whether a range has bytes in common with a mark.
    static func overlaps(_ range: Range<Int>, in text: ScannedText) -> Bool {
        var index = max(0, range.lowerBound - longest)
        while index < range.upperBound {
            guard let open = text.first(Byte.bracket, in: index..<range.upperBound) else { return false }
            if let end = end(in: text, at: open), end > range.lowerBound { return true }
            index = open + 1
        }
        return false
    }
}
