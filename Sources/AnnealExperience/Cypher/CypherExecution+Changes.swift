internal import AnnealFoundation

extension CypherExecution {
    private func properties(_ wanted: [String: CypherExpression], _ row: CypherRow, _ place: SourceLocation) throws
        -> [String: GraphValue]
    {
        var properties: [String: GraphValue] = [:]
        for (key, expression) in wanted {
            let value = try evaluator.value(expression, row)
            if value != .null { properties[key] = try checked(value, key, place) }
        }
        return properties
    }

    private func checked(_ value: GraphValue, _ key: String, _ place: SourceLocation) throws -> GraphValue {
        guard value.isProperty else {
            throw cypherError(
                "\(value.kind) cannot be the property '\(key)'", at: place,
                remedy: "properties are truth values, numbers, texts and lists of them")
        }
        return value
    }

    /// Makes what a pattern describes, around what is bound already.
    func create(_ pattern: CypherPattern, _ row: CypherRow) throws -> CypherRow {
        var row = row
        var ids: [Int64] = []
        for node in pattern.nodes {
            if let name = node.name, let known = row[name] {
                guard case .node(let bound) = known, node.labels.isEmpty, node.properties.isEmpty,
                    !pattern.relationships.isEmpty
                else { throw cypherError("'\(name)' is bound already and cannot be made", at: node.location) }
                ids.append(bound.id)
                continue
            }
            let made = try storage.createNode(
                labels: node.labels, properties: try properties(node.properties, row, node.location))
            if let name = node.name { row[name] = .node(made) }
            ids.append(made.id)
        }
        var made: [GraphRelationship] = []
        for (index, relationship) in pattern.relationships.enumerated() {
            guard relationship.types.count == 1, relationship.length == nil,
                relationship.direction != .either
            else {
                throw cypherError(
                    "a relationship that is made needs one type and a direction", at: relationship.location,
                    remedy: "write -[:TYPE]->")
            }
            if let name = relationship.name, row[name] != nil {
                throw cypherError("'\(name)' is bound already and cannot be made", at: relationship.location)
            }
            let isLeft = relationship.direction == .left
            let created = try storage.createRelationship(
                relationship.types[0], from: ids[isLeft ? index + 1 : index], to: ids[isLeft ? index : index + 1],
                properties: try properties(relationship.properties, row, relationship.location))
            if let name = relationship.name { row[name] = .relationship(created) }
            made.append(created)
        }
        if let name = pattern.name {
            row[name] = .path(nodes: try ids.compactMap { try storage.node($0) }, relationships: made)
        }
        return row
    }

    mutating func merge(
        _ pattern: CypherPattern, _ onCreate: [CypherSetItem], _ onMatch: [CypherSetItem]
    ) throws {
        var result: [CypherRow] = []
        let matcher = CypherMatcher(evaluator: evaluator)
        for row in rows {
            for node in pattern.nodes {
                for (key, expression) in node.properties where try evaluator.value(expression, row) == .null {
                    throw cypherError("MERGE cannot look for '\(key)' null", at: node.location)
                }
            }
            var found: [CypherRow] = []
            try matcher.match([pattern], row) { match in
                found.append(match)
                return true
            }
            if found.isEmpty {
                let made = try create(Self.directed(pattern), row)
                for item in onCreate { try set(item, made) }
                result.append(made)
            } else {
                for match in found { for item in onMatch { try set(item, match) } }
                result += found
            }
        }
        rows = result
        bind(Self.names(of: pattern))
    }

    /// A relationship in either direction is made from left to right.
    private static func directed(_ pattern: CypherPattern) -> CypherPattern {
        var pattern = pattern
        for index in pattern.relationships.indices where pattern.relationships[index].direction == .either {
            pattern.relationships[index].direction = .right
        }
        return pattern
    }

    func set(_ item: CypherSetItem, _ row: CypherRow) throws {
        switch item {
        case .property(let base, let key, let expression, let place):
            let value = try evaluator.value(expression, row)
            try change(try evaluator.value(base, row), place) { try put(value, at: key, in: &$0, place) }
        case .replace(let name, let expression, let place):
            let map = try map(expression, row, place)
            try change(try bound(name, row, place), place) { properties in
                properties = try map.filter { $0.value != .null }.reduce(into: [:]) {
                    $0[$1.key] = try checked($1.value, $1.key, place)
                }
            }
        case .merge(let name, let expression, let place):
            let map = try map(expression, row, place)
            try change(try bound(name, row, place), place) { properties in
                for (key, value) in map { try put(value, at: key, in: &properties, place) }
            }
        case .labels(let name, let labels, let place):
            try changeLabels(try bound(name, row, place), place) { $0.union(labels) }
        }
    }

    /// Sets a property; null takes it away.
    private func put(
        _ value: GraphValue, at key: String, in properties: inout [String: GraphValue], _ place: SourceLocation
    ) throws {
        // Not by assigning nil, which is the value null here.
        if value == .null {
            properties.removeValue(forKey: key)
        } else {
            properties[key] = try checked(value, key, place)
        }
    }

    func remove(_ item: CypherRemoveItem, _ row: CypherRow) throws {
        switch item {
        case .property(let base, let key, let place):
            try change(try evaluator.value(base, row), place) { $0.removeValue(forKey: key) }
        case .labels(let name, let labels, let place):
            try changeLabels(try bound(name, row, place), place) { $0.subtracting(labels) }
        }
    }

    private func bound(_ name: String, _ row: CypherRow, _ place: SourceLocation) throws -> GraphValue {
        try evaluator.value(.variable(name, place), row)
    }

    private func map(
        _ expression: CypherExpression, _ row: CypherRow, _ place: SourceLocation
    ) throws -> [String: GraphValue] {
        switch try evaluator.value(expression, row) {
        case .map(let map): return map
        case .node(let node): return try storage.node(node.id)?.properties ?? [:]
        case .relationship(let relationship): return try storage.relationship(relationship.id)?.properties ?? [:]
        case let other: throw cypherError("SET needs a map, not \(other.kind)", at: place)
        }
    }

    private func change(
        _ target: GraphValue, _ place: SourceLocation, _ body: (inout [String: GraphValue]) throws -> Void
    ) throws {
        switch target {
        case .node(let node):
            guard var properties = try storage.node(node.id)?.properties else { return }
            try body(&properties)
            try storage.setProperties(properties, ofNode: node.id)
        case .relationship(let relationship):
            guard var properties = try storage.relationship(relationship.id)?.properties else { return }
            try body(&properties)
            try storage.setProperties(properties, ofRelationship: relationship.id)
        case .null: return
        default: throw cypherError("\(target.kind) has no properties to set", at: place)
        }
    }

    private func changeLabels(
        _ target: GraphValue, _ place: SourceLocation, _ body: (Set<String>) -> Set<String>
    ) throws {
        switch target {
        case .node(let node):
            guard let labels = try storage.node(node.id)?.labels else { return }
            try storage.setLabels(body(labels), ofNode: node.id)
        case .null: return
        default: throw cypherError("\(target.kind) has no labels", at: place)
        }
    }

    func delete(_ expressions: [CypherExpression], detach: Bool, _ place: SourceLocation) throws {
        var nodes: Set<Int64> = []
        for row in rows {
            for expression in expressions {
                switch try evaluator.value(expression, row) {
                case .node(let node): nodes.insert(node.id)
                case .relationship(let relationship): try storage.deleteRelationship(relationship.id)
                case .path(let path, let relationships):
                    for relationship in relationships { try storage.deleteRelationship(relationship.id) }
                    nodes.formUnion(path.map(\.id))
                case .null: continue
                case let other: throw cypherError("\(other.kind) cannot be deleted", at: place)
                }
            }
        }
        // Relationships first: a node may go with them in one clause.
        for node in nodes.sorted() {
            let remaining =
                try storage.relationships(of: node, outgoing: true) + storage.relationships(of: node, outgoing: false)
            guard detach || remaining.isEmpty else {
                throw cypherError(
                    "a node still has relationships", at: place, remedy: "delete them too, or write DETACH DELETE")
            }
            for relationship in remaining { try storage.deleteRelationship(relationship.id) }
            try storage.deleteNode(node)
        }
    }
}
