/// A value as Bolt carries it, with nothing lost: what is no plain value is a structure, which `BoltNode`, `BoltMoment`
/// and the others read.
public enum BoltValue: Sendable, Hashable {
    /// Nothing is known.
    case null
    /// A truth value.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// A floating-point number.
    case float(Double)
    /// Any bytes.
    case bytes([UInt8])
    /// A text.
    case string(String)
    /// A list.
    case list([BoltValue])
    /// Values by name.
    case map([String: BoltValue])
    /// A value of a kind of its own.
    case structure(BoltStructure)
}

/// Fields whose meaning a tag gives.
public struct BoltStructure: Sendable, Hashable {
    /// What the fields mean.
    public var tag: UInt8
    /// The fields, at most 15.
    public var fields: [BoltValue]

    /// Creates a structure.
    public init(tag: UInt8, _ fields: [BoltValue]) {
        self.tag = tag
        self.fields = fields
    }
}

extension BoltValue {
    /// The text, if it is one.
    public var text: String? { if case .string(let text) = self { text } else { nil } }

    /// The whole number, if it is one.
    public var integer: Int64? { if case .integer(let number) = self { number } else { nil } }

    /// The elements, if it is a list.
    public var elements: [BoltValue]? { if case .list(let elements) = self { elements } else { nil } }

    /// The members, if it is a map.
    public var members: [String: BoltValue]? { if case .map(let members) = self { members } else { nil } }

    /// The structure, if it is one.
    public var structure: BoltStructure? { if case .structure(let structure) = self { structure } else { nil } }
}

extension BoltValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Creates a text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// Creates a whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// Creates a floating-point number.
    public init(floatLiteral value: Double) { self = .float(value) }
    /// Creates a truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Creates null.
    public init(nilLiteral: ()) { self = .null }
    /// Creates a list.
    public init(arrayLiteral elements: BoltValue...) { self = .list(elements) }
    /// Creates a map; the last of equal names wins.
    public init(dictionaryLiteral elements: (String, BoltValue)...) {
        self = .map(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
}
