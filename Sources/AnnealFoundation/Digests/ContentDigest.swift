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
    public init(of data: some DataProtocol) {
        let digest = SHA256.hash(data: data)
        hex = String(unsafeUninitializedCapacity: 2 * SHA256.byteCount) { digits in
            var count = 0
            for byte in digest {
                digits[count] = Self.digit(byte >> 4)
                digits[count + 1] = Self.digit(byte & 15)
                count += 2
            }
            return count
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
