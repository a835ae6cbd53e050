/// The check sum of tokens: CRC-32 of what precedes it, in base 62 with six digits.
/// Source: GitHub, Behind GitHub's new authentication token formats (2021).
enum Base62Sum {
    /// Whether the last six signs of a token are the sum of those between its prefix and them.
    static func isRight(_ text: ScannedText, _ range: Range<Int>) -> Bool {
        guard range.count > 10, let prefix = text.first(Byte.underscore, in: range) else { return false }
        let start = prefix + 1
        let end = range.upperBound - 6
        guard end > start else { return false }
        var sum: UInt32 = ~0
        for index in start..<end {
            sum ^= UInt32(text[index])
            for _ in 0..<8 { sum = sum & 1 != 0 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
        }
        var rest = ~sum
        for index in stride(from: range.upperBound - 1, through: end, by: -1) {
            guard text[index] == digit(rest % 62) else { return false }
            rest /= 62
        }
        return rest == 0
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: value)
        return value < 10 ? 48 + value : (value < 36 ? 55 + value : 61 + value)
    }
}
