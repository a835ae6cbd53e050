internal import AnnealFoundation

/// Carries out the clauses of a query, one after the other, over rows of bound names.
struct CypherExecution {
    let evaluator: CypherEvaluator
    var storage: GraphStorage { evaluator.storage }
    var rows: [CypherRow] = [[:]]
    private var columns: [String] = []
    /// The names that are bound, in the order in which they were.
    var names: [String] = []

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
    static func names(of pattern: CypherPattern) -> [String] {
        var names = [pattern.name, pattern.nodes.first?.name]
        for (relationship, node) in zip(pattern.relationships, pattern.nodes.dropFirst()) {
            names += [relationship.name, node.name]
        }
        return names.compactMap(\.self)
    }

    mutating func bind(_ new: [String]) {
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
