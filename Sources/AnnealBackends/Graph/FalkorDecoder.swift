internal import AnnealExperience

/// The kinds of values, by the numbers that compact answers have for them.
enum FalkorKind: Int {
    case null = 1
    case string, integer, truth, double, list, relationship, node, path, map, point, vector
    case dateTime, date, time, duration
}

/// Reads the values of compact answers.
struct FalkorDecoder {
    /// What numbers stand for.
    let names: FalkorNames
    /// The server and the graph.
    let place: String

    /// Reads cells, each a kind and a value.
    ///
    /// - Parameter cells: the cells.
    /// - Returns: as many values.
    /// - Throws: `ExperienceError`.
    func values(_ cells: [RedisValue]) throws(ExperienceError) -> [GraphValue] {
        var values: [GraphValue] = []
        values.reserveCapacity(cells.count)
        for cell in cells {
            guard let parts = cell.elements, parts.count == 2 else { throw unreadable("a cell is no pair") }
            values.append(try value(kind: parts[0], parts[1]))
        }
        return values
    }

    private func value(kind: RedisValue, _ content: RedisValue) throws(ExperienceError) -> GraphValue {
        guard let kind = kind.integer.flatMap(FalkorKind.init(rawValue:)) else {
            throw unreadable("a value is of a kind that is not known")
        }
        switch kind {
        case .null: return .null
        case .string: return .string(try text(content))
        case .integer:
            guard let number = content.integer else { throw unreadable("a whole number is none") }
            return .int(number)
        case .truth:
            if case .truth(let truth) = content { return .bool(truth) }
            return .bool(content.text == "true")
        case .double: return .double(try number(content))
        case .list: return .list(try values(content.elements ?? []))
        case .map: return .map(try members(content))
        case .node: return .node(try node(content))
        case .relationship: return .relationship(try relationship(content))
        case .path: return try path(content)
        case .vector:
            var numbers: [GraphValue] = []
            for element in content.elements ?? [] { numbers.append(.double(try number(element))) }
            return .list(numbers)
        case .point:
            guard let parts = content.elements, parts.count == 2 else { throw unreadable("a point has no two numbers") }
            return ["latitude": .double(try number(parts[0])), "longitude": .double(try number(parts[1]))]
        case .dateTime, .date, .time, .duration:
            throw ExperienceError(
                code: .notRead, message: "the answer has a value of time, which has no place here", place: place,
                remedy: "return toString() of it")
        }
    }

    private func members(_ content: RedisValue) throws(ExperienceError) -> [String: GraphValue] {
        var members: [String: GraphValue] = [:]
        for member in content.members ?? [] {
            let key = try text(member.key)
            members[key] = try values([member.value]).first
        }
        return members
    }

    /// `[id, [label, …], [[property, kind, value], …]]`
    private func node(_ content: RedisValue) throws(ExperienceError) -> GraphNode {
        guard let parts = content.elements, parts.count == 3, let id = parts[0].integer, let labels = parts[1].elements
        else { throw unreadable("a node has other parts") }
        var found: Set<String> = []
        for label in labels { found.insert(try name(label, in: names.labels)) }
        return GraphNode(id: Int64(id), labels: found, properties: try properties(parts[2]))
    }

    /// `[id, type, from, to, [[property, kind, value], …]]`
    private func relationship(_ content: RedisValue) throws(ExperienceError) -> GraphRelationship {
        guard let parts = content.elements, parts.count == 5, let id = parts[0].integer, let start = parts[2].integer,
            let end = parts[3].integer
        else { throw unreadable("a relationship has other parts") }
        return GraphRelationship(
            id: Int64(id), type: try name(parts[1], in: names.types), start: Int64(start), end: Int64(end),
            properties: try properties(parts[4]))
    }

    /// A list of nodes and a list of relationships.
    private func path(_ content: RedisValue) throws(ExperienceError) -> GraphValue {
        let lists = try values(content.elements ?? [])
        guard lists.count == 2, case .list(let first) = lists[0], case .list(let second) = lists[1] else {
            throw unreadable("a path is no two lists")
        }
        var nodes: [GraphNode] = []
        var relationships: [GraphRelationship] = []
        for case .node(let node) in first { nodes.append(node) }
        for case .relationship(let relationship) in second { relationships.append(relationship) }
        guard nodes.count == first.count, relationships.count == second.count else {
            throw unreadable("a path has something else in it")
        }
        return .path(nodes: nodes, relationships: relationships)
    }

    private func properties(_ content: RedisValue) throws(ExperienceError) -> [String: GraphValue] {
        var properties: [String: GraphValue] = [:]
        for property in content.elements ?? [] {
            guard let parts = property.elements, parts.count == 3 else { throw unreadable("a property is no triple") }
            let key = try name(parts[0], in: names.properties)
            properties[key] = try value(kind: parts[1], parts[2])
        }
        return properties
    }

    private func name(_ number: RedisValue, in names: [String]) throws(ExperienceError) -> String {
        guard let number = number.integer, names.indices.contains(number) else {
            throw unreadable("a name is not known: the graph was made anew meanwhile")
        }
        return names[number]
    }

    private func text(_ content: RedisValue) throws(ExperienceError) -> String {
        guard let text = content.text else { throw unreadable("a text is no UTF-8") }
        return text
    }

    private func number(_ content: RedisValue) throws(ExperienceError) -> Double {
        if case .double(let number) = content { return number }
        guard let number = content.text.flatMap({ Double($0) }) else { throw unreadable("a number is none") }
        return number
    }

    private func unreadable(_ reason: String) -> ExperienceError { FalkorFailure.unreadable(reason, place: place) }
}
