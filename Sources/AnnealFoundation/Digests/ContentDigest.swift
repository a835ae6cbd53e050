internal import Crypto
public import Foundation

/// The SHA-256 digest of some content, in lower-case hexadecimal.
public struct ContentDigest: Sendable, Hashable, Codable, CustomStringConvertible {
    /// 64 hexadecimal digits.
    public let hex: String

    /// Takes a digest that is known already.
    ///
    /// - Parameter hex: 64 hexadecimal digits in either case.
    public init(hex: String) { self.hex = hex.lowercased() }

    /// Digests bytes. Complexity: O(n).
    public init(of data: some DataProtocol) { hex = Self.hex(SHA256.hash(data: data)) }

    /// Digests bytes that lie in one piece, without going through `DataProtocol`. Complexity: O(n).
    public init(of bytes: UnsafeRawBufferPointer) {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        hex = Self.hex(hash.finalize())
    }

    private static func hex(_ digest: SHA256.Digest) -> String {
        digest.withUnsafeBytes { bytes in
            String(unsafeUninitializedCapacity: 2 * bytes.count) { digits in
                for index in 0..<bytes.count {
                    digits[2 * index] = digit(bytes[index] >> 4)
                    digits[2 * index + 1] = digit(bytes[index] & 15)
                }
                return 2 * bytes.count
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// Digests a text's UTF-8 bytes. Complexity: O(n).
    public init(of text: String) { self.init(of: Data(text.utf8)) }

    /// The first twelve digits, enough to tell things apart on a screen.
    public var short: String { String(hex.prefix(12)) }

    /// The digest's digits.
    public var description: String { hex }

    /// Reads a plain string.
    public init(from decoder: any Decoder) throws {
        self.init(hex: try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes a plain string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
