internal import AnnealFoundation
internal import Foundation
internal import GRDB

/// Nodes and relationships in the tables of a database, within one transaction.
///
/// What was read is kept, so that a walk that comes to a node twice reads it once.
final class GraphStorage {
    private let database: Database
    private var nodes: [Int64: GraphNode?] = [:]
    private var relationships: [Int64: GraphRelationship?] = [:]
    var changes = GraphChanges()
    /// Steps that a query may still take: one that has no end is ended.
    private var stepsLeft: Int

    init(_ database: Database, steps: Int) {
        self.database = database
        stepsLeft = steps
    }

    /// Counts a step of work.
    func step() throws {
        stepsLeft -= 1
        guard stepsLeft > 0 else {
            throw ExperienceError(
                code: .query, message: "the query looks at too much", place: nil,
                remedy: "name labels and properties, and give a variable length an upper end (*1..3)")
        }
        if stepsLeft % 4096 == 0 { try Task.checkCancellation() }
    }

    // MARK: Reading

    func node(_ id: Int64) throws -> GraphNode? {
        if let known = nodes[id] { return known }
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT properties FROM graph_node WHERE id = ?"), arguments: [id])
        var node: GraphNode?
        if let row {
            let labels = try String.fetchAll(
                database.cachedStatement(sql: "SELECT label FROM graph_label WHERE node = ?"), arguments: [id])
            node = GraphNode(id: id, labels: Set(labels), properties: try Self.decode(row["properties"]))
        }
        nodes[id] = .some(node)
        return node
    }

    func relationship(_ id: Int64) throws -> GraphRelationship? {
        if let known = relationships[id] { return known }
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT * FROM graph_edge WHERE id = ?"), arguments: [id])
        let relationship = try row.map { try Self.relationship(from: $0) }
        relationships[id] = .some(relationship)
        return relationship
    }

    /// Nodes that may have a label and a property; without both, all nodes. In the order of identifiers.
    func candidates(label: String?, property: (key: String, value: GraphValue)?) throws -> [Int64] {
        if let property, let text = Self.indexed(property.value) {
            return try Int64.fetchAll(
                database.cachedStatement(
                    sql: "SELECT node FROM graph_property WHERE key = ? AND value = ? ORDER BY node"),
                arguments: [property.key, text])
        }
        if let label {
            return try Int64.fetchAll(
                database.cachedStatement(sql: "SELECT node FROM graph_label WHERE label = ? ORDER BY node"),
                arguments: [label])
        }
        return try Int64.fetchAll(database, sql: "SELECT id FROM graph_node ORDER BY id")
    }

    /// Relationships that begin at a node (`outgoing`) or end there.
    func relationships(of node: Int64, outgoing: Bool) throws -> [GraphRelationship] {
        let sql =
            outgoing
            ? "SELECT * FROM graph_edge WHERE source = ? ORDER BY id"
            : "SELECT * FROM graph_edge WHERE target = ? ORDER BY id"
        return try Row.fetchAll(database.cachedStatement(sql: sql), arguments: [node]).map { row in
            let relationship = try Self.relationship(from: row)
            relationships[relationship.id] = .some(relationship)
            return relationship
        }
    }

    // MARK: Changing

    func createNode(labels: [String], properties: [String: GraphValue]) throws -> GraphNode {
        try database.execute(
            sql: "INSERT INTO graph_node (properties) VALUES (?)", arguments: [try Self.encode(properties)])
        let node = GraphNode(id: database.lastInsertedRowID, labels: Set(labels), properties: properties)
        for label in node.labels.sorted() { try insert(label: label, of: node.id) }
        try index(properties, of: node.id)
        changes.nodesCreated += 1
        changes.propertiesSet += properties.count
        changes.labelsChanged += node.labels.count
        nodes[node.id] = .some(node)
        return node
    }

    func createRelationship(
        _ type: String, from start: Int64, to end: Int64, properties: [String: GraphValue]
    ) throws -> GraphRelationship {
        try database.execute(
            sql: "INSERT INTO graph_edge (type, source, target, properties) VALUES (?, ?, ?, ?)",
            arguments: [type, start, end, try Self.encode(properties)])
        let made = GraphRelationship(
            id: database.lastInsertedRowID, type: type, start: start, end: end, properties: properties)
        changes.relationshipsCreated += 1
        changes.propertiesSet += properties.count
        relationships[made.id] = .some(made)
        return made
    }

    func setProperties(_ properties: [String: GraphValue], ofNode id: Int64) throws {
        guard var node = try node(id) else { return }
        count(from: node.properties, to: properties)
        node.properties = properties
        try database.execute(
            sql: "UPDATE graph_node SET properties = ? WHERE id = ?", arguments: [try Self.encode(properties), id])
        try database.execute(sql: "DELETE FROM graph_property WHERE node = ?", arguments: [id])
        try index(properties, of: id)
        nodes[id] = .some(node)
    }

    func setProperties(_ properties: [String: GraphValue], ofRelationship id: Int64) throws {
        guard var relationship = try relationship(id) else { return }
        count(from: relationship.properties, to: properties)
        relationship.properties = properties
        try database.execute(
            sql: "UPDATE graph_edge SET properties = ? WHERE id = ?", arguments: [try Self.encode(properties), id])
        relationships[id] = .some(relationship)
    }

    func setLabels(_ labels: Set<String>, ofNode id: Int64) throws {
        guard var node = try node(id) else { return }
        changes.labelsChanged += node.labels.symmetricDifference(labels).count
        for label in labels.subtracting(node.labels).sorted() { try insert(label: label, of: id) }
        for label in node.labels.subtracting(labels) {
            try database.execute(
                sql: "DELETE FROM graph_label WHERE node = ? AND label = ?", arguments: [id, label])
        }
        node.labels = labels
        nodes[id] = .some(node)
    }

    func deleteRelationship(_ id: Int64) throws {
        guard try relationship(id) != nil else { return }
        try database.execute(sql: "DELETE FROM graph_edge WHERE id = ?", arguments: [id])
        changes.relationshipsDeleted += 1
        relationships[id] = .some(nil)
    }

    /// Deletes a node that has no relationships.
    func deleteNode(_ id: Int64) throws {
        guard try node(id) != nil else { return }
        try database.execute(sql: "DELETE FROM graph_node WHERE id = ?", arguments: [id])
        changes.nodesDeleted += 1
        nodes[id] = .some(nil)
    }

    private func count(from old: [String: GraphValue], to new: [String: GraphValue]) {
        changes.propertiesSet += Set(old.keys).union(new.keys).count { old[$0] != new[$0] }
    }

    private func insert(label: String, of node: Int64) throws {
        try database.execute(
            sql: "INSERT INTO graph_label (label, node) VALUES (?, ?) ON CONFLICT DO NOTHING", arguments: [label, node])
    }

    private func index(_ properties: [String: GraphValue], of node: Int64) throws {
        for (key, value) in properties {
            guard let text = Self.indexed(value) else { continue }
            try database.execute(
                sql: "INSERT INTO graph_property (key, value, node) VALUES (?, ?, ?)", arguments: [key, text, node])
        }
    }
}

extension GraphStorage {
    /// A value as the index of properties has it: equal texts for equal values; `nil` for what is not in the index.
    static func indexed(_ value: GraphValue) -> String? {
        switch value.identity {
        case .string(let text): text.utf8.count <= 200 ? "s" + text : nil
        case .int(let number): "n\(number)"
        case .double(let number): "n\(number)"
        case .bool(let truth): "b\(truth)"
        default: nil
        }
    }

    private static func relationship(from row: Row) throws -> GraphRelationship {
        GraphRelationship(
            id: row["id"], type: row["type"], start: row["source"], end: row["target"],
            properties: try decode(row["properties"]))
    }

    /// Properties as JSON; floating-point numbers in an object, since 1.0 would come back as a whole number.
    private static func encode(_ properties: [String: GraphValue]) throws -> String {
        func json(_ value: GraphValue) -> JSONValue {
            switch value {
            case .double(let number): ["double": .string("\(number)")]
            case .list(let items): .array(items.map(json))
            default: value.json
            }
        }
        return try CanonicalJSON.string(JSONValue.object(properties.mapValues(json)))
    }

    private static func decode(_ text: String) throws -> [String: GraphValue] {
        func value(_ json: JSONValue) -> GraphValue {
            switch json {
            case .object(let members): .double(members["double"]?.stringValue.flatMap { Double($0) } ?? .nan)
            case .array(let items): .list(items.map(value))
            default: GraphValue(json)
            }
        }
        return (try JSONValue(parsing: text).objectValue ?? [:]).mapValues(value)
    }
}
