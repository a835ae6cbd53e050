internal import Crypto
public import Foundation

/// The key of the owner of redacted texts: it makes marks that nobody else can work out, and encrypts the values that
/// the marks stand for.
///
/// Two keys are derived from the owner's (HKDF, RFC 5869), so that marks tell nothing of the encryption.
public struct RedactionKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The length of the owner's key in bytes.
    public static let length = 32

    let marks: SymmetricKey
    let values: SymmetricKey

    /// Takes the owner's key; `nil` when there are not 32 bytes.
    ///
    /// - Parameter bytes: 32 random bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.init(owner: SymmetricKey(data: bytes))
    }

    /// Draws a key at random: its marks and values can be read in this process only.
    public init() { self.init(owner: SymmetricKey(size: .bits256)) }

    private init(owner: SymmetricKey) {
        marks = Self.derived(from: owner, purpose: "anneal secret marks")
        values = Self.derived(from: owner, purpose: "anneal secret values")
    }

    private static func derived(from owner: SymmetricKey, purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: owner, info: Data(purpose.utf8), outputByteCount: length)
    }

    /// Reads the owner's key from a file, which is made with a key drawn at random when there is none.
    ///
    /// - Parameter file: the file; its mode is 0600.
    /// - Returns: the key.
    /// - Throws: `SecretVaultError` when the file cannot be read or made, is open to others, or holds no key.
    public static func load(orCreateAt file: URL) throws(SecretVaultError) -> RedactionKey {
        let store = PrivateFile(url: file)
        if let bytes = try store.read(limit: 4096) { return try key(bytes, file: file) }
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
        try store.create(bytes)
        // Another process may have been first: what lies there counts.
        return try key(try store.read(limit: 4096) ?? bytes, file: file)
    }

    /// Reads the owner's key from a file.
    ///
    /// - Parameter file: the file.
    /// - Returns: the key; `nil` when there is no such file.
    /// - Throws: `SecretVaultError` when the file cannot be read, is open to others, or holds no key.
    public static func load(at file: URL) throws(SecretVaultError) -> RedactionKey? {
        guard let bytes = try PrivateFile(url: file).read(limit: 4096) else { return nil }
        return try key(bytes, file: file)
    }

    private static func key(_ bytes: [UInt8], file: URL) throws(SecretVaultError) -> RedactionKey {
        guard let key = RedactionKey(bytes: bytes) else {
            throw SecretVaultError(
                code: .unreadable, message: "the file of the redaction key does not hold \(length) bytes",
                place: file.path,
                remedy: "put back the right file; without it, redacted values cannot be restored")
        }
        return key
    }

    /// Says nothing of the key.
    public var description: String { "RedactionKey" }

    /// Says nothing of the key.
    public var debugDescription: String { description }

    /// The keyed digest of a value in lower-case hexadecimal. Complexity: O(n).
    func digest(of value: some Sequence<UInt8>) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(value), using: marks)
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in code.prefix(SecretMark.digestLength / 2) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
