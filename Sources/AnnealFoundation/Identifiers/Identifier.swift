/// An identifier that is a text to everyone else, with a type of its own so that two kinds are never mixed up.
public protocol Identifier: Hashable, Sendable, Codable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible
{
    /// The identifier's text.
    var rawValue: String { get }
    /// Creates an identifier from its text.
    init(_ rawValue: String)
}

extension Identifier {
    /// Creates an identifier from a literal.
    public init(stringLiteral value: String) { self.init(value) }

    /// The identifier's text.
    public var description: String { rawValue }

    /// Orders by text.
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

    /// Reads the identifier from a plain string.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the identifier as a plain string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// Identifies a run, for example `20261124-093015-k3f9`.
public struct RunID: Identifier {
    /// The identifier's text.
    public let rawValue: String
    /// Creates an identifier from its text.
    public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// Identifies a task within a plan, for example `T003`.
public struct TaskID: Identifier {
    /// The identifier's text.
    public let rawValue: String
    /// Creates an identifier from its text.
    public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// Identifies a requirement as its author wrote it: `R1`, `FR-001`, `2`.
public struct RequirementID: Identifier {
    /// The identifier's text.
    public let rawValue: String
    /// Creates an identifier from its text.
    public init(_ rawValue: String) { self.rawValue = rawValue }
}

/// Identifies a criterion: its requirement's identifier and a number, `R1.2`.
public struct CriterionID: Identifier {
    /// The identifier's text.
    public let rawValue: String
    /// Creates an identifier from its text.
    public init(_ rawValue: String) { self.rawValue = rawValue }
}
