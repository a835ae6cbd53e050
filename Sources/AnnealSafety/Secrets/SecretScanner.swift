/// Finds secrets in texts: by the shape of known tokens, by the structure of keys, headers, addresses and password
/// files, by the places of arguments, and by names that mean a secret.
///
/// One pass over the bytes looks for some 900 short texts at once; only where one stands is more read, and never more
/// than a few hundred bytes around it, private keys excepted. Nothing is asked of a network. What only stands for a
/// secret (placeholders, references to a store or a variable, hashes of contents, public keys) is not reported.
///
/// It keeps nothing between scans and may be used from any number of tasks at once.
public struct SecretScanner: Sendable {
    /// Findings less sure than this, from 0 to 1, are left out.
    public var minimumConfidence = 0.5

    /// Creates a scanner.
    public init() {}

    /// Finds the secrets of a text.
    ///
    /// - Parameters:
    ///   - text: the bytes of a text in UTF-8 or another encoding that holds ASCII.
    ///   - path: the file's path, which tells how its values are written; `nil` when there is none.
    /// - Returns: the findings in the order of their places; none overlap.
    ///
    /// Complexity: O(n).
    public func scan(_ text: [UInt8], path: String? = nil) -> [SecretFinding] {
        text.withUnsafeBufferPointer { scan($0, path: path) }
    }

    /// Finds the secrets of a text.
    ///
    /// - Parameters:
    ///   - text: a text; ranges of findings are offsets into its UTF-8 bytes.
    ///   - path: the file's path, which tells how its values are written; `nil` when there is none.
    /// - Returns: the findings in the order of their places; none overlap.
    ///
    /// Complexity: O(n).
    public func scan(_ text: String, path: String? = nil) -> [SecretFinding] {
        var text = text
        return text.withUTF8 { scan($0, path: path) }
    }

    func scan(_ bytes: UnsafeBufferPointer<UInt8>, path: String?) -> [SecretFinding] {
        guard let text = ScannedText(bytes, place: FilePlace(path: path)) else { return [] }
        var pass = SecretScanPass(text: text, threshold: minimumConfidence)
        pass.run(bytes)
        return pass.findings
    }
}
