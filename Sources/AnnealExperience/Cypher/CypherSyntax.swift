internal import AnnealFoundation

/// An expression of a query.
indirect enum CypherExpression: Hashable, Sendable {
    case literal(GraphValue)
    case parameter(String, SourceLocation)
    case variable(String, SourceLocation)
    case property(CypherExpression, String, SourceLocation)
    case element(CypherExpression, CypherExpression, SourceLocation)
    case slice(CypherExpression, CypherExpression?, CypherExpression?, SourceLocation)
    case list([CypherExpression])
    case map([String: CypherExpression])
    case not(CypherExpression, SourceLocation)
    case negative(CypherExpression, SourceLocation)
    case binary(Operator, CypherExpression, CypherExpression, SourceLocation)
    case isNull(CypherExpression, negated: Bool)
    case hasLabels(CypherExpression, [String], SourceLocation)
    case call(String, isDistinct: Bool, [CypherExpression], SourceLocation)
    case countRows
    case choice(CypherExpression?, [Branch], otherwise: CypherExpression?)
    case comprehension(String, in: CypherExpression, where: CypherExpression?, gives: CypherExpression?, SourceLocation)
    case exists(CypherPattern)

    enum Operator: String, Hashable, Sendable {
        case or = "OR"
        case xor = "XOR"
        case and = "AND"
        case equal = "="
        case unequal = "<>"
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case isIn = "IN"
        case startsWith = "STARTS WITH"
        case endsWith = "ENDS WITH"
        case contains = "CONTAINS"
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case modulo = "%"
        case power = "^"
    }

    struct Branch: Hashable, Sendable {
        var condition: CypherExpression
        var value: CypherExpression
    }

    /// The expressions that it is made of.
    var parts: [CypherExpression] {
        switch self {
        case .literal, .parameter, .variable, .countRows, .exists: []
        case .property(let base, _, _), .not(let base, _), .negative(let base, _), .isNull(let base, _),
            .hasLabels(let base, _, _):
            [base]
        case .element(let base, let index, _): [base, index]
        case .slice(let base, let from, let to, _): [base] + [from, to].compactMap(\.self)
        case .list(let items): items
        case .map(let members): members.sorted { $0.key < $1.key }.map(\.value)
        case .binary(_, let left, let right, _): [left, right]
        case .call(_, _, let arguments, _): arguments
        case .choice(let subject, let branches, let otherwise):
            [subject].compactMap(\.self) + branches.flatMap { [$0.condition, $0.value] }
                + [otherwise].compactMap(\.self)
        case .comprehension(_, let list, _, _, _): [list]
        }
    }

    /// Whether several rows become one value somewhere in it.
    var isAggregate: Bool {
        switch self {
        case .countRows: true
        case .call(let name, _, _, _) where CypherAggregate(rawValue: name) != nil: true
        default: parts.contains(where: \.isAggregate)
        }
    }
}

/// A chain of nodes and relationships.
struct CypherPattern: Hashable, Sendable {
    /// Name of the whole path.
    var name: String?
    var nodes: [CypherNodePattern]
    /// One fewer than nodes.
    var relationships: [CypherRelationshipPattern]
}

struct CypherNodePattern: Hashable, Sendable {
    var name: String?
    var labels: [String]
    var properties: [String: CypherExpression]
    var location: SourceLocation
}

struct CypherRelationshipPattern: Hashable, Sendable {
    enum Direction: Hashable, Sendable { case right, left, either }
    var name: String?
    var types: [String]
    var properties: [String: CypherExpression]
    var direction: Direction
    /// How many relationships in a row; `nil` for exactly one, bound as a relationship and not as a list.
    var length: ClosedRange<Int>?
    var location: SourceLocation
}

/// One clause of a query.
enum CypherClause: Hashable, Sendable {
    case match(CypherMatch)
    case unwind(CypherExpression, as: String, SourceLocation)
    case create([CypherPattern])
    case merge(CypherPattern, onCreate: [CypherSetItem], onMatch: [CypherSetItem])
    case set([CypherSetItem])
    case remove([CypherRemoveItem])
    case delete([CypherExpression], detach: Bool, SourceLocation)
    /// `WITH` and `RETURN`.
    case project(CypherProjection)
}

struct CypherMatch: Hashable, Sendable {
    var patterns: [CypherPattern]
    var condition: CypherExpression?
    var isOptional: Bool
}

enum CypherSetItem: Hashable, Sendable {
    case property(CypherExpression, String, CypherExpression, SourceLocation)
    case replace(String, CypherExpression, SourceLocation)
    case merge(String, CypherExpression, SourceLocation)
    case labels(String, [String], SourceLocation)
}

enum CypherRemoveItem: Hashable, Sendable {
    case property(CypherExpression, String, SourceLocation)
    case labels(String, [String], SourceLocation)
}

struct CypherProjection: Hashable, Sendable {
    struct Item: Hashable, Sendable {
        var expression: CypherExpression
        var name: String
    }

    struct Order: Hashable, Sendable {
        var expression: CypherExpression
        var isDescending: Bool
    }

    /// Whether it ends the query.
    var isReturn: Bool
    var isDistinct: Bool
    /// `*`: every name that is bound.
    var includesAll: Bool
    var items: [Item]
    var order: [Order]
    var skip: CypherExpression?
    var limit: CypherExpression?
    /// After `WITH`.
    var condition: CypherExpression?
    var location: SourceLocation
}
