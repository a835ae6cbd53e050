/// A whole number of any size, as the type `varint` has it.
public struct CassandraInteger: Sendable, Hashable, CustomStringConvertible {
    /// The number in two's complement, the most significant byte first, in as few bytes as it takes.
    public let bytes: [UInt8]

    /// Takes a number.
    public init(_ number: Int64) {
        self.init(kept: withUnsafeBytes(of: number.bigEndian, Array.init))
    }

    /// Takes a number in two's complement, the most significant byte first; `nil` when there are no bytes.
    public init?(bytes: [UInt8]) {
        guard !bytes.isEmpty else { return nil }
        self.init(kept: bytes)
    }

    /// Reads a number in decimal digits, with or without a sign; `nil` when the text is none. Complexity: O(n²) in its
    /// digits.
    public init?(_ text: String) {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative || text.hasPrefix("+") ? text.utf8.dropFirst() : text.utf8[...]
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        // The least significant byte first.
        var magnitude: [UInt8] = []
        for digit in digits {
            var carry = UInt16(digit & 15)
            for place in magnitude.indices {
                carry += UInt16(magnitude[place]) * 10
                magnitude[place] = UInt8(truncatingIfNeeded: carry)
                carry >>= 8
            }
            if carry > 0 { magnitude.append(UInt8(carry)) }
        }
        let positive = [0] + magnitude.reversed()
        self.init(kept: isNegative ? Self.negated(positive) : positive)
    }

    private init(kept bytes: [UInt8]) {
        // A byte in front says nothing when it repeats the sign of the one that follows.
        var first = 0
        while first + 1 < bytes.count, bytes[first] == 0 || bytes[first] == 0xFF,
            bytes[first] & 0x80 == bytes[first + 1] & 0x80
        {
            first += 1
        }
        self.bytes = Array(bytes[first...])
    }

    /// The number, where 64 bits can hold it.
    public var int64: Int64? {
        guard bytes.count <= 8 else { return nil }
        return bytes.reduce(isNegative ? -1 : 0) { $0 << 8 | Int64($1) }
    }

    /// Whether it is less than zero.
    public var isNegative: Bool { bytes.first.map { $0 & 0x80 != 0 } ?? false }

    /// The number in decimal digits. Complexity: O(n²) in its bytes.
    public var description: String {
        if let int64 { return String(int64) }
        var rest = isNegative ? Self.negated([0xFF] + bytes) : bytes
        var groups: [UInt32] = []
        var start = 0
        while start < rest.count {
            var remainder: UInt64 = 0
            for place in start..<rest.count {
                remainder = remainder << 8 | UInt64(rest[place])
                rest[place] = UInt8(remainder / 1_000_000_000)
                remainder %= 1_000_000_000
            }
            groups.append(UInt32(remainder))
            while start < rest.count, rest[start] == 0 { start += 1 }
        }
        let tail = groups.dropLast().reversed().map { group in
            let digits = String(group)
            return String(repeating: "0", count: 9 - digits.count) + digits
        }
        return (isNegative ? "-" : "") + String(groups.last ?? 0) + tail.joined()
    }

    /// The number with the other sign, in as many bytes.
    private static func negated(_ bytes: [UInt8]) -> [UInt8] {
        var carry: UInt16 = 1
        var negated = bytes
        for place in bytes.indices.reversed() {
            carry += UInt16(~bytes[place])
            negated[place] = UInt8(truncatingIfNeeded: carry)
            carry >>= 8
        }
        return negated
    }
}
