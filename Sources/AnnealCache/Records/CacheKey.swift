internal import AnnealFoundation
internal import Foundation

/// What an object is found by: its kind, the version of what makes such objects, and a digest of everything that it
/// depends on. Raising the version makes all older objects of the kind unreachable at once.
public struct CacheKey: Sendable, Hashable, CustomStringConvertible {
    /// `kind@version:digest`, the digest in 64 hexadecimal digits.
    public let text: String
    /// 64 bits of a hash of all of it, by which policies know the object.
    public let fingerprint: UInt64

    /// Creates a key.
    ///
    /// - Parameters:
    ///   - kind: such as `model-answer`; letters, digits, `.`, `_` and `-`, everything else becomes `-`.
    ///   - version: the version of what makes such objects.
    ///   - parts: everything that the object depends on, in a fixed order. Where one part ends and the next begins
    ///     counts.
    public init(kind: String, version: Int = 1, parts: [String]) {
        var bytes = Data()
        for part in parts {
            withUnsafeBytes(of: UInt64(part.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: part.utf8)
        }
        let name = String(
            kind.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" })
        self.init(kind: name, version: version, digest: ContentDigest(of: bytes))
    }

    /// Reads a key as `text` writes it.
    ///
    /// - Returns: `nil` when the text is none.
    public init?(text: String) {
        guard let colon = text.lastIndex(of: ":"), let at = text[..<colon].lastIndex(of: "@") else { return nil }
        let digits = text[text.index(after: colon)...]
        guard let version = Int(text[text.index(after: at)..<colon]), at != text.startIndex, digits.count == 64,
            digits.allSatisfy({ $0.isHexDigit && $0.isASCII })
        else { return nil }
        self.init(kind: String(text[..<at]), version: version, digest: ContentDigest(hex: String(digits)))
    }

    private init(kind: String, version: Int, digest: ContentDigest) {
        text = "\(kind)@\(version):\(digest.hex)"
        // Kinds and versions that have a digest in common are different objects.
        let name = "\(kind)@\(version)".utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01B3
        }
        fingerprint = (UInt64(digest.hex.prefix(16), radix: 16) ?? 0) ^ KeyIndex.mixed(name)
    }

    /// The kind.
    public var kind: String { text.lastIndex(of: "@").map { String(text[..<$0]) } ?? text }

    /// The version.
    public var version: Int {
        guard let at = text.lastIndex(of: "@"), let colon = text.lastIndex(of: ":") else { return 0 }
        return Int(text[text.index(after: at)..<colon]) ?? 0
    }

    /// The digest's digits.
    public var digest: String { text.lastIndex(of: ":").map { String(text[text.index(after: $0)...]) } ?? "" }

    /// The key as it is written.
    public var description: String { text }

    /// Two keys are equal when their texts are.
    public static func == (lhs: CacheKey, rhs: CacheKey) -> Bool {
        lhs.fingerprint == rhs.fingerprint && lhs.text == rhs.text
    }

    /// Hashes the fingerprint.
    public func hash(into hasher: inout Hasher) { hasher.combine(fingerprint) }
}
