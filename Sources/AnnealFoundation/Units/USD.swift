/// An amount of money in United States dollars.
public struct USD: Sendable, Hashable, Codable, Comparable, AdditiveArithmetic {
    /// The amount in millionths of a dollar, so that sums are exact.
    public var micros: Int64

    /// Creates an amount from dollars, rounded to a millionth.
    ///
    /// - Parameter dollars: any number, see `init(millionths:)`.
    public init(_ dollars: Double) { self.init(millionths: dollars * 1_000_000) }

    /// Creates an amount from millionths of a dollar, rounded.
    ///
    /// - Parameter millionths: any number; what is too great becomes the greatest amount of its sign, and what is no
    ///   number becomes nothing.
    public init(millionths: Double) {
        let rounded = millionths.rounded()
        micros = Int64(exactly: rounded) ?? (rounded > 0 ? .max : rounded < 0 ? .min : 0)
    }

    /// Creates an amount from millionths of a dollar.
    public init(micros: Int64) { self.micros = micros }

    /// The amount in dollars.
    public var dollars: Double { Double(micros) / 1_000_000 }

    /// Nothing.
    public static let zero = USD(micros: 0)

    /// Reads an amount in dollars.
    public init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(Double.self)) }

    /// Writes the amount in dollars.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(dollars)
    }

    /// Orders by amount.
    public static func < (lhs: USD, rhs: USD) -> Bool { lhs.micros < rhs.micros }

    /// Adds; a sum that is too great stays at the greatest amount.
    public static func + (lhs: USD, rhs: USD) -> USD {
        let (sum, overflows) = lhs.micros.addingReportingOverflow(rhs.micros)
        return USD(micros: overflows ? (rhs.micros > 0 ? .max : .min) : sum)
    }

    /// Subtracts; a difference that is too great stays at the greatest amount.
    public static func - (lhs: USD, rhs: USD) -> USD {
        let (difference, overflows) = lhs.micros.subtractingReportingOverflow(rhs.micros)
        return USD(micros: overflows ? (rhs.micros > 0 ? .min : .max) : difference)
    }
}
