/// A decimal number of any size and precision, as the type `decimal` has it: nothing is rounded.
public struct CassandraDecimal: Sendable, Hashable, CustomStringConvertible {
    /// The digits without a point.
    public var unscaled: CassandraInteger
    /// How many of the digits stand behind the point; less than zero for zeros that are not written.
    public var scale: Int32

    /// Creates a number: `unscaled` × 10 ^ −`scale`.
    public init(unscaled: CassandraInteger, scale: Int32) {
        self.unscaled = unscaled
        self.scale = scale
    }

    /// Reads a number such as `-12.50` or `3e-7`; `nil` when the text is none. `12.50` and `12.5` are different values
    /// here, as they are in CQL.
    public init?(_ text: String) {
        let written = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard let number = written.first, let exponent = written.count == 2 ? Int32(written[1]) : 0 else { return nil }
        let halves = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let behind = halves.count == 2 ? halves[1] : ""
        guard let digits = CassandraInteger(String(halves[0] + behind)),
            behind.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let scale = Int32(exactly: behind.utf8.count - Int(exponent))
        else { return nil }
        self.init(unscaled: digits, scale: scale)
    }

    /// The number with its point, or with an exponent where that would take many zeros.
    public var description: String {
        let sign = unscaled.isNegative ? "-" : ""
        let digits = unscaled.isNegative ? String(unscaled.description.dropFirst()) : unscaled.description
        if scale == 0 { return sign + digits }
        guard scale > 0, scale <= digits.count + 20 else { return "\(sign)\(digits)E\(-Int64(scale))" }
        let padded = String(repeating: "0", count: max(0, Int(scale) + 1 - digits.count)) + digits
        return "\(sign)\(padded.dropLast(Int(scale))).\(padded.suffix(Int(scale)))"
    }
}
