/// The identifier of a trace: 16 bytes, not all zero.
public struct TraceID: Sendable, Hashable, CustomStringConvertible {
    let high: UInt64
    let low: UInt64

    /// A new one, by chance.
    public static func random() -> TraceID {
        TraceID(high: UInt64.random(in: 0 ... .max), low: UInt64.random(in: 1 ... .max))
    }

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads 32 lower-case hexadecimal digits.
    init?(hex: Substring) {
        guard hex.utf8.count == 32, let high = UInt64(lowerHex: hex.prefix(16)),
            let low = UInt64(lowerHex: hex.suffix(16)), high != 0 || low != 0
        else { return nil }
        self.init(high: high, low: low)
    }

    /// 32 lower-case hexadecimal digits.
    public var description: String { high.lowerHex + low.lowerHex }
}

/// The identifier of a span within a trace: 8 bytes, not all zero.
public struct SpanID: Sendable, Hashable, CustomStringConvertible {
    let value: UInt64

    /// A new one, by chance.
    public static func random() -> SpanID { SpanID(value: UInt64.random(in: 1 ... .max)) }

    init(value: UInt64) { self.value = value }

    /// Reads 16 lower-case hexadecimal digits.
    init?(hex: Substring) {
        guard hex.utf8.count == 16, let value = UInt64(lowerHex: hex), value != 0 else { return nil }
        self.init(value: value)
    }

    /// 16 lower-case hexadecimal digits.
    public var description: String { value.lowerHex }
}

extension UInt64 {
    /// Reads lower-case hexadecimal digits and nothing else; capital letters are not allowed in trace headers.
    fileprivate init?(lowerHex text: Substring) {
        guard text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else { return nil }
        self.init(text, radix: 16)
    }

    /// 16 lower-case hexadecimal digits.
    fileprivate var lowerHex: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
