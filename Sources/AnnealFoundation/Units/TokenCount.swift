/// Tokens of a model's vocabulary.
public struct TokenCount: Sendable, Hashable, Codable, Comparable, ExpressibleByIntegerLiteral, AdditiveArithmetic {
    /// How many.
    public var value: Int

    /// Creates a count.
    public init(_ value: Int) { self.value = value }

    /// Creates a count from a literal.
    public init(integerLiteral value: Int) { self.value = value }

    /// Reads a plain integer.
    public init(from decoder: any Decoder) throws { value = try decoder.singleValueContainer().decode(Int.self) }

    /// Writes a plain integer.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    /// Orders by number.
    public static func < (lhs: TokenCount, rhs: TokenCount) -> Bool { lhs.value < rhs.value }

    /// Adds.
    public static func + (lhs: TokenCount, rhs: TokenCount) -> TokenCount { TokenCount(lhs.value + rhs.value) }

    /// Subtracts.
    public static func - (lhs: TokenCount, rhs: TokenCount) -> TokenCount { TokenCount(lhs.value - rhs.value) }
}
