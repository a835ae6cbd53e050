internal import Crypto

/// Text from the repository or from tools, made fit to stand in a prompt.
///
/// A model cannot tell by itself where foreign text ends. So the text is set between two marks that hold a nonce which
/// its author cannot know, tokens by which chat templates part turns are broken up, characters that are not seen are
/// written out, and what is too long is cut in the middle. Everything else stays byte for byte as it was.
public struct UntrustedText: Sendable, Hashable {
    /// Where the text is from: a path, a command, an address.
    public var origin: String
    /// The text as it may stand in a prompt, without the marks.
    public let content: String
    /// How many bytes of UTF-8 the text had.
    public let originalLength: Int
    /// Whether a part was left out.
    public let isCut: Bool
    /// How many tokens and characters were written otherwise.
    public let replacements: Int

    /// Makes a text fit.
    ///
    /// - Parameters:
    ///   - text: of any kind.
    ///   - origin: where it is from; line ends and quotation marks in it are left out.
    ///   - limit: the longest content, in bytes of UTF-8; the beginning and the end are kept.
    /// - Complexity: O(n).
    public init(_ text: String, origin: String, limit: Int = 200_000) {
        self.origin = String(
            origin.unicodeScalars.filter { $0.value >= 32 && $0 != "\"" && $0 != "<" && $0 != ">" }.prefix(200))
        originalLength = text.utf8.count
        let (short, isCut) = Self.cut(text, to: max(0, limit))
        let (content, replacements) = UntrustedTextEscapes.defuse(short)
        self.content = content
        self.isCut = isCut
        self.replacements = replacements
    }

    /// The text between its marks.
    ///
    /// The nonce should be new for each prompt and hard to guess: the author of the text must not know it when he
    /// writes. A nonce that the text holds all the same is lengthened until it does not.
    ///
    /// - Parameter nonce: letters and digits; others are left out.
    /// - Returns: the opening mark, the content and the closing mark, each on lines of its own.
    /// - Complexity: O(n).
    public func marked(nonce: String) -> String {
        let mark = boundary(for: nonce)
        let note = isCut ? " cut=\"\(originalLength) bytes\"" : ""
        return """
            <untrusted-\(mark) origin="\(origin)"\(note)>
            \(content)
            </untrusted-\(mark)>
            """
    }

    /// The text between marks whose nonce is a digest of the text itself (SHA-256): the same text is marked in the same
    /// way each time, so that prompts can be repeated, and no author can write the digest of what he writes into it.
    public var marked: String {
        let digest = SHA256.hash(data: Array(content.utf8)).prefix(6)
        return marked(nonce: digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())
    }

    /// The nonce, lengthened while the content holds it.
    private func boundary(for nonce: String) -> String {
        let plain = String(
            nonce.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) })
        var mark = plain.isEmpty ? "data" : plain
        var round = 0
        while content.contains(mark), round < 64 {
            mark += String(Self.hash(content, round), radix: 36)
            round += 1
        }
        return mark
    }

    private static func hash(_ text: String, _ round: Int) -> UInt64 {
        text.utf8.reduce(InjectionHash.mixing(UInt64(round), into: InjectionHash.start)) {
            InjectionHash.adding($1, to: $0)
        }
    }

    /// Keeps two thirds of the limit of the beginning and a third of the end, at the bounds of characters.
    private static func cut(_ text: String, to limit: Int) -> (String, Bool) {
        let bytes = Array(text.utf8)
        guard bytes.count > limit else { return (text, false) }
        var head = limit * 2 / 3
        while head > 0, bytes[head] & 0xC0 == 0x80 { head -= 1 }
        var tail = bytes.count - (limit - limit * 2 / 3)
        while tail < bytes.count, bytes[tail] & 0xC0 == 0x80 { tail += 1 }
        let gap = "\n[… \(tail - head) bytes left out …]\n"
        return (
            String(decoding: bytes[..<head], as: UTF8.self) + gap + String(decoding: bytes[tail...], as: UTF8.self),
            true
        )
    }
}
