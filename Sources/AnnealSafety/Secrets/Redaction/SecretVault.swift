internal import Crypto
public import Foundation

/// The values that marks stand for, each encrypted with the owner's key (ChaCha20-Poly1305, RFC 8439), so that only the
/// owner can turn marks back into values.
///
/// It is a value that the caller holds; nothing is written before `save(to:)`.
public struct SecretVault: Sendable {
    /// A value and its mark.
    private struct Entry: Codable {
        var mark: SecretMark
        /// Nonce, encrypted value and tag.
        var sealed: Data
    }

    /// The file's content.
    private struct Content: Codable {
        var version: Int
        var entries: [Entry]
    }

    private static let version = 1
    private static let largest = 64 << 20

    /// The owner's key.
    public let key: RedactionKey
    private var entries: [String: Entry] = [:]

    /// Creates an empty vault.
    ///
    /// - Parameter key: the owner's key, the same as the redactor's.
    public init(key: RedactionKey) { self.key = key }

    /// Reads a vault; it is empty when there is no such file.
    ///
    /// - Parameters:
    ///   - file: its file.
    ///   - key: the owner's key.
    /// - Throws: `SecretVaultError` when the file cannot be read, is open to others, or was written with another key.
    public init(contentsOf file: URL, key: RedactionKey) throws(SecretVaultError) {
        self.key = key
        guard let bytes = try PrivateFile(url: file).read(limit: Self.largest) else { return }
        guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)), content.version == Self.version
        else {
            throw SecretVaultError(
                code: .unreadable, message: "the file of redacted values is not as it was written", place: file.path,
                remedy: "remove it: marks in older texts can then not be restored")
        }
        for entry in content.entries {
            guard open(entry) != nil else {
                throw SecretVaultError(
                    code: .wrongKey, message: "the redacted values cannot be decrypted with this key", place: file.path,
                    remedy: "use the key that they were written with")
            }
            entries[entry.mark.digest] = entry
        }
    }

    /// How many values it holds.
    public var count: Int { entries.count }

    /// The value that a mark stands for.
    ///
    /// - Parameter mark: the mark; its kind may differ, its digest counts.
    /// - Returns: the value as it stood in the text; `nil` when it is not held.
    public func value(of mark: SecretMark) -> String? {
        entries[mark.digest].flatMap { open($0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Puts values back in the place of their marks.
    ///
    /// - Parameter text: a text with marks.
    /// - Returns: the text; marks of values that are not held stay.
    ///
    /// Complexity: O(n).
    public func restore(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            guard let scanned = ScannedText(bytes, place: FilePlace(path: nil)) else { return "" }
            var result: [UInt8] = []
            var position = 0
            while let open = scanned.first(Byte.bracket, in: position..<bytes.count) {
                result += bytes[position..<open]
                position = open + 1
                if let end = SecretMark.end(in: scanned, at: open),
                    let mark = SecretMark(String(decoding: bytes[open..<end], as: UTF8.self)),
                    let value = entries[mark.digest].flatMap({ self.open($0) })
                {
                    result += value
                    position = end
                } else {
                    result.append(bytes[open])
                }
            }
            result += bytes[position...]
            return String(decoding: result, as: UTF8.self)
        }
    }

    /// Takes what another vault of the same key holds besides.
    ///
    /// - Parameter other: the other vault; where both hold a value, the mark of this one stays.
    public mutating func merge(_ other: SecretVault) { entries.merge(other.entries) { mine, _ in mine } }

    /// Writes the vault to a file of mode 0600, all or nothing.
    ///
    /// - Parameter file: the file; what it held is replaced.
    /// - Throws: `SecretVaultError` when it cannot be written.
    public func save(to file: URL) throws(SecretVaultError) {
        let sorted = entries.values.sorted { $0.mark.digest < $1.mark.digest }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(Content(version: Self.version, entries: sorted)) else {
            throw SecretVaultError(code: .system, message: "the redacted values cannot be encoded", place: file.path)
        }
        try PrivateFile(url: file).replace([UInt8](data))
    }

    private func open(_ entry: Entry) -> Data? {
        guard let box = try? ChaChaPoly.SealedBox(combined: entry.sealed) else { return nil }
        return try? ChaChaPoly.open(box, using: key.values, authenticating: Data(entry.mark.description.utf8))
    }
}

extension SecretVault: SecretMemory {
    mutating func remember(_ value: Slice<UnsafeBufferPointer<UInt8>>, as mark: SecretMark) -> SecretMark {
        if let known = entries[mark.digest] { return known.mark }
        let sealed = try? ChaChaPoly.seal(Data(value), using: key.values, authenticating: Data(mark.description.utf8))
        // A value that cannot be kept is hidden all the same.
        if let sealed { entries[mark.digest] = Entry(mark: mark, sealed: sealed.combined) }
        return mark
    }
}
