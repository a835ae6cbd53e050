/// How much an event matters to a person, from least to most.
public enum EventSeverity: Int, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Of use when looking for a fault.
    case debug
    /// As it should be.
    case info
    /// Not as it should be, and the work goes on.
    case warning
    /// Something failed.
    case error

    /// The name in JSON and in filters: `debug`, `info`, `warning`, `error`.
    public var name: String { "\(self)" }

    /// Finds a severity by its name.
    ///
    /// - Parameter name: one of the four.
    public init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// Orders by weight.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}
