public import AnnealFoundation

/// A value of the property graph, as queries give and take it.
public indirect enum GraphValue: Sendable, Hashable {
    /// Nothing is known.
    case null
    /// A truth value.
    case bool(Bool)
    /// A whole number.
    case int(Int)
    /// A floating-point number.
    case double(Double)
    /// A text.
    case string(String)
    /// A list.
    case list([GraphValue])
    /// Values by name; no property can be one.
    case map([String: GraphValue])
    /// A node.
    case node(GraphNode)
    /// A relationship.
    case relationship(GraphRelationship)
    /// Nodes and the relationships between them, one fewer.
    case path(nodes: [GraphNode], relationships: [GraphRelationship])
}

/// A node with its labels and properties.
public struct GraphNode: Sendable, Hashable {
    /// Identifies it within its graph.
    public var id: Int64
    /// What it is.
    public var labels: Set<String>
    /// Values by name; never null.
    public var properties: [String: GraphValue]

    /// Creates a node.
    public init(id: Int64, labels: Set<String> = [], properties: [String: GraphValue] = [:]) {
        self.id = id
        self.labels = labels
        self.properties = properties
    }
}

/// A relationship from one node to another.
public struct GraphRelationship: Sendable, Hashable {
    /// Identifies it within its graph.
    public var id: Int64
    /// What it says.
    public var type: String
    /// The node where it begins.
    public var start: Int64
    /// The node where it ends.
    public var end: Int64
    /// Values by name; never null.
    public var properties: [String: GraphValue]

    /// Creates a relationship.
    public init(id: Int64, type: String, start: Int64, end: Int64, properties: [String: GraphValue] = [:]) {
        self.id = id
        self.type = type
        self.start = start
        self.end = end
        self.properties = properties
    }
}

extension GraphValue {
    /// The value of JSON.
    public init(_ json: JSONValue) {
        self =
            switch json {
            case .null: .null
            case .bool(let truth): .bool(truth)
            case .int(let number): .int(number)
            case .double(let number): .double(number)
            case .string(let text): .string(text)
            case .array(let items): .list(items.map { GraphValue($0) })
            case .object(let members): .map(members.mapValues { GraphValue($0) })
            }
    }

    /// The value as JSON. A node is an object with `id`, `labels` and `properties`, a relationship one with `id`, `type`,
    /// `start`, `end` and `properties`, a path one with `nodes` and `relationships`; numbers that JSON lacks are null.
    public var json: JSONValue {
        switch self {
        case .null: .null
        case .bool(let truth): .bool(truth)
        case .int(let number): .int(number)
        case .double(let number): number.isFinite ? .double(number) : .null
        case .string(let text): .string(text)
        case .list(let items): .array(items.map(\.json))
        case .map(let members): .object(members.mapValues(\.json))
        case .node(let node):
            [
                "id": .int(Int(node.id)), "labels": .array(node.labels.sorted().map { .string($0) }),
                "properties": GraphValue.map(node.properties).json,
            ]
        case .relationship(let relationship):
            [
                "id": .int(Int(relationship.id)), "type": .string(relationship.type),
                "start": .int(Int(relationship.start)), "end": .int(Int(relationship.end)),
                "properties": GraphValue.map(relationship.properties).json,
            ]
        case .path(let nodes, let relationships):
            [
                "nodes": .array(nodes.map { GraphValue.node($0).json }),
                "relationships": .array(relationships.map { GraphValue.relationship($0).json }),
            ]
        }
    }

    /// Whether it can be a property: a truth value, a number, a text, or a list of such.
    var isProperty: Bool {
        switch self {
        case .bool, .int, .double, .string: true
        case .list(let items):
            items.allSatisfy { item in
                if case .list = item { return false }
                return item.isProperty
            }
        default: false
        }
    }

    /// A word for the kind of value, for errors.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .int, .double: "a number"
        case .string: "a text"
        case .list: "a list"
        case .map: "a map"
        case .node: "a node"
        case .relationship: "a relationship"
        case .path: "a path"
        }
    }
}

extension GraphValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Creates a text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// Creates a whole number.
    public init(integerLiteral value: Int) { self = .int(value) }
    /// Creates a floating-point number.
    public init(floatLiteral value: Double) { self = .double(value) }
    /// Creates a truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Creates null.
    public init(nilLiteral: ()) { self = .null }
    /// Creates a list.
    public init(arrayLiteral elements: GraphValue...) { self = .list(elements) }
    /// Creates a map; the last of equal names wins.
    public init(dictionaryLiteral elements: (String, GraphValue)...) {
        self = .map(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
}
