/// A node as a server tells it.
public struct BoltNode: Sendable, Hashable {
    /// Its number within its database.
    public var id: Int64
    /// Its identifier in Bolt 5; the number as a text before.
    public var elementID: String
    /// What it is.
    public var labels: [String]
    /// Values by name.
    public var properties: [String: BoltValue]

    /// Reads a structure; `nil` when it is no node.
    public init?(_ structure: BoltStructure) {
        let fields = structure.fields
        guard structure.tag == 0x4E, fields.count == 3 || fields.count == 4, let id = fields[0].integer,
            let labels = fields[1].elements?.compactMap(\.text), labels.count == fields[1].elements?.count,
            let properties = fields[2].members
        else { return nil }
        self.id = id
        self.labels = labels
        self.properties = properties
        elementID = (fields.count > 3 ? fields[3].text : nil) ?? "\(id)"
    }
}

/// A relationship as a server tells it, with the numbers of its ends.
public struct BoltRelationship: Sendable, Hashable {
    /// Its number within its database.
    public var id: Int64
    /// Its identifier in Bolt 5; the number as a text before.
    public var elementID: String
    /// The number of the node where it begins.
    public var start: Int64
    /// The number of the node where it ends.
    public var end: Int64
    /// What it says.
    public var type: String
    /// Values by name.
    public var properties: [String: BoltValue]

    /// Reads a structure; `nil` when it is no relationship.
    public init?(_ structure: BoltStructure) {
        let fields = structure.fields
        guard structure.tag == 0x52, fields.count == 5 || fields.count == 8, let id = fields[0].integer,
            let start = fields[1].integer, let end = fields[2].integer, let type = fields[3].text,
            let properties = fields[4].members
        else { return nil }
        self.id = id
        self.start = start
        self.end = end
        self.type = type
        self.properties = properties
        elementID = (fields.count > 5 ? fields[5].text : nil) ?? "\(id)"
    }

    /// Reads the relationship of a path, whose ends the path gives; `nil` when the structure is none.
    init?(unbound structure: BoltStructure, from start: Int64, to end: Int64) {
        let fields = structure.fields
        guard structure.tag == 0x72, fields.count == 3 || fields.count == 4, let id = fields[0].integer,
            let type = fields[1].text, let properties = fields[2].members
        else { return nil }
        self.id = id
        self.start = start
        self.end = end
        self.type = type
        self.properties = properties
        elementID = (fields.count > 3 ? fields[3].text : nil) ?? "\(id)"
    }
}

/// A path as a server tells it: nodes, and the relationships between them, one fewer.
public struct BoltPath: Sendable, Hashable {
    /// The nodes in the order of the path; a node can come several times.
    public var nodes: [BoltNode]
    /// The relationships in the order of the path, each with its own direction.
    public var relationships: [BoltRelationship]

    /// Reads a structure; `nil` when it is no path.
    ///
    /// It holds each node and relationship once, and the steps as pairs of numbers: a relationship, counted from 1 and
    /// negative when it is walked against its direction, and the node that it leads to, counted from 0.
    public init?(_ structure: BoltStructure) {
        let fields = structure.fields
        guard structure.tag == 0x50, fields.count == 3,
            let known = fields[0].elements?.map({ $0.structure.flatMap { BoltNode($0) } }),
            let unbound = fields[1].elements?.map(\.structure),
            let steps = fields[2].elements?.map(\.integer), steps.count.isMultiple(of: 2),
            var last = known.first ?? nil
        else { return nil }
        nodes = [last]
        relationships = []
        for index in stride(from: 0, to: steps.count, by: 2) {
            guard let number = steps[index], let place = steps[index + 1], number != 0,
                number.magnitude <= UInt64(unbound.count), place >= 0, place < known.count,
                let next = known[Int(place)], let relationship = unbound[Int(number.magnitude) - 1],
                let made = BoltRelationship(
                    unbound: relationship, from: number > 0 ? last.id : next.id, to: number > 0 ? next.id : last.id)
            else { return nil }
            relationships.append(made)
            nodes.append(next)
            last = next
        }
    }
}
