/// An amount of money in United States dollars.
public struct USD: Sendable, Hashable, Codable, Comparable, AdditiveArithmetic {
    /// The amount in millionths of a dollar, so that sums are exact.
    public var micros: Int64

    /// Creates an amount from dollars, rounded to a millionth.
    public init(_ dollars: Double) { micros = Int64((dollars * 1_000_000).rounded()) }

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

    /// Adds.
    public static func + (lhs: USD, rhs: USD) -> USD { USD(micros: lhs.micros + rhs.micros) }

    /// Subtracts.
    public static func - (lhs: USD, rhs: USD) -> USD { USD(micros: lhs.micros - rhs.micros) }
}
