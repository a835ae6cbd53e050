internal import AnnealFoundation

/// Carries out the clauses of a query, one after the other, over rows of bound names.
struct CypherExecution {
    let evaluator: CypherEvaluator
    private var storage: GraphStorage { evaluator.storage }
    private var rows: [CypherRow] = [[:]]
    private var columns: [String] = []
    /// The names that are bound, in the order in which they were.
    private var names: [String] = []

    init(storage: GraphStorage, parameters: [String: GraphValue]) {
        evaluator = CypherEvaluator(storage: storage, parameters: parameters)
    }

    /// Carries out a query.
    ///
    /// - Throws: `ExperienceError`, and what the database throws.
    mutating func run(_ clauses: [CypherClause]) throws -> GraphResult {
        for clause in clauses { try run(clause) }
        guard case .project(let last)? = clauses.last, last.isReturn else {
            return GraphResult(changes: storage.changes)
        }
        let result = try rows.map { row in try columns.map { try current(row[$0] ?? .null) } }
        return GraphResult(columns: columns, rows: result, changes: storage.changes)
    }

    private mutating func run(_ clause: CypherClause) throws {
        switch clause {
        case .match(let match): try run(match)
        case .unwind(let list, let name, let place): try unwind(list, name, place)
        case .create(let patterns):
            rows = try rows.map { row in try patterns.reduce(row) { try create($1, $0) } }
            bind(patterns.flatMap(Self.names))
        case .merge(let pattern, let onCreate, let onMatch): try merge(pattern, onCreate, onMatch)
        case .set(let items): for row in rows { for item in items { try set(item, row) } }
        case .remove(let items): for row in rows { for item in items { try remove(item, row) } }
        case .delete(let expressions, let detach, let place): try delete(expressions, detach: detach, place)
        case .project(let projection): try project(projection)
        }
    }

    /// Names of a pattern in the order in which they stand there.
    private static func names(of pattern: CypherPattern) -> [String] {
        var names = [pattern.name, pattern.nodes.first?.name]
        for (relationship, node) in zip(pattern.relationships, pattern.nodes.dropFirst()) {
            names += [relationship.name, node.name]
        }
        return names.compactMap(\.self)
    }

    private mutating func bind(_ new: [String]) {
        for name in new where !names.contains(name) { names.append(name) }
    }

    // MARK: Reading

    private mutating func run(_ match: CypherMatch) throws {
        let new = match.patterns.flatMap(Self.names)
        let matcher = CypherMatcher(evaluator: evaluator)
        var result: [CypherRow] = []
        for row in rows {
            var isFound = false
            try matcher.match(match.patterns, row) { found in
                if let condition = match.condition, try evaluator.truth(condition, found) != true { return true }
                isFound = true
                result.append(found)
                try storage.step()
                return true
            }
            if !isFound, match.isOptional {
                result.append(new.reduce(into: row) { row, name in row[name] = row[name] ?? .null })
            }
        }
        rows = result
        bind(new)
    }

    private mutating func unwind(_ list: CypherExpression, _ name: String, _ place: SourceLocation) throws {
        guard !names.contains(name) else { throw cypherError("the name '\(name)' is bound already", at: place) }
        var result: [CypherRow] = []
        for row in rows {
            let value = try evaluator.value(list, row)
            let items: [GraphValue]
            switch value {
            case .list(let list): items = list
            case .null: items = []
            default: items = [value]
            }
            for item in items {
                try storage.step()
                var next = row
                next[name] = item
                result.append(next)
            }
        }
        rows = result
        bind([name])
    }

    // MARK: Results

    private mutating func project(_ projection: CypherProjection) throws {
        var items = projection.items
        if projection.includesAll {
            guard !names.isEmpty else {
                throw cypherError("'*' stands where no name is bound", at: projection.location)
            }
            items =
                names.map { CypherProjection.Item(expression: .variable($0, projection.location), name: $0) } + items
        }
        let isGrouped = items.contains { $0.expression.isAggregate }
        // Each result with the row, or the rows, that it was made of, for ORDER BY.
        var made: [(result: CypherRow, source: CypherRow, group: [CypherRow]?)] = []
        for (source, group) in try groups(of: items, isGrouped: isGrouped) {
            var result: CypherRow = [:]
            for item in items { result[item.name] = try evaluator.value(item.expression, source, group: group) }
            made.append((result, source, group))
        }
        if projection.isDistinct {
            var seen: Set<[GraphValue]> = []
            made = made.filter { entry in
                seen.insert(items.map { (entry.result[$0.name] ?? .null).identity }).inserted
            }
        }
        if !projection.order.isEmpty {
            made = try sorted(made, by: projection.order)
        }
        let skip = try count(projection.skip, "SKIP", projection.location) ?? 0
        let limit = try count(projection.limit, "LIMIT", projection.location)
        rows = made.dropFirst(skip).prefix(limit ?? .max).map(\.result)
        columns = items.map(\.name)
        names = columns
        if let condition = projection.condition {
            rows = try rows.filter { try evaluator.truth(condition, $0) == true }
        }
    }

    /// The rows, or where a function over rows is among the items, groups of rows for which the other items are equal.
    private func groups(
        of items: [CypherProjection.Item], isGrouped: Bool
    ) throws -> [(CypherRow, [CypherRow]?)] {
        guard isGrouped else { return rows.map { ($0, nil) } }
        let keys = items.filter { !$0.expression.isAggregate }
        // Without keys all rows are one group, even none.
        if keys.isEmpty { return [(rows.first ?? [:], rows)] }
        var order: [[GraphValue]] = []
        var members: [[GraphValue]: [CypherRow]] = [:]
        for row in rows {
            let key = try keys.map { try evaluator.value($0.expression, row).identity }
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(row)
        }
        return order.compactMap { key in members[key].flatMap { rows in rows.first.map { ($0, rows) } } }
    }

    private func sorted(
        _ made: [(result: CypherRow, source: CypherRow, group: [CypherRow]?)], by order: [CypherProjection.Order]
    ) throws -> [(result: CypherRow, source: CypherRow, group: [CypherRow]?)] {
        let keyed = try made.map { entry in
            // Names of the result hide those of the rows before.
            let row = entry.source.merging(entry.result, uniquingKeysWith: { $1 })
            return (entry, try order.map { try evaluator.value($0.expression, row, group: entry.group) })
        }
        return keyed.enumerated().sorted { first, second in
            for (index, key) in order.enumerated() {
                let compared = GraphValue.order(first.element.1[index], second.element.1[index])
                if compared != 0 { return key.isDescending ? compared > 0 : compared < 0 }
            }
            return first.offset < second.offset
        }.map(\.element.0)
    }

    private func count(_ expression: CypherExpression?, _ word: String, _ place: SourceLocation) throws -> Int? {
        guard let expression else { return nil }
        guard case .int(let number) = try evaluator.value(expression, [:]), number >= 0 else {
            throw cypherError("\(word) needs a whole number from 0 on", at: place)
        }
        return number
    }

    /// Nodes and relationships as they are now.
    private func current(_ value: GraphValue) throws -> GraphValue {
        switch value {
        case .node(let node): .node(try storage.node(node.id) ?? GraphNode(id: node.id))
        case .relationship(let relationship):
            .relationship(try storage.relationship(relationship.id) ?? relationship)
        case .list(let items): .list(try items.map { try current($0) })
        case .map(let members): .map(try members.mapValues { try current($0) })
        default: value
        }
    }
}

// MARK: Changes

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
    private func create(_ pattern: CypherPattern, _ row: CypherRow) throws -> CypherRow {
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

    private mutating func merge(
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

    private func set(_ item: CypherSetItem, _ row: CypherRow) throws {
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

    private func remove(_ item: CypherRemoveItem, _ row: CypherRow) throws {
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

    private func delete(_ expressions: [CypherExpression], detach: Bool, _ place: SourceLocation) throws {
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
