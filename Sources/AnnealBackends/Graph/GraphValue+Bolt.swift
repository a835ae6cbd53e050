internal import AnnealExperience

extension BoltValue {
    /// A value as a parameter; `nil` for what has a node, a relationship or a path in it, which no server takes.
    init?(_ value: GraphValue) {
        switch value {
        case .null: self = .null
        case .bool(let truth): self = .bool(truth)
        case .int(let number): self = .integer(Int64(number))
        case .double(let number): self = .float(number)
        case .string(let text): self = .string(text)
        case .list(let items):
            let known = items.compactMap { BoltValue($0) }
            guard known.count == items.count else { return nil }
            self = .list(known)
        case .map(let members):
            let known = members.compactMapValues { BoltValue($0) }
            guard known.count == members.count else { return nil }
            self = .map(known)
        case .node, .relationship, .path: return nil
        }
    }
}

extension GraphValue {
    /// A value of a server; `nil` for a structure that is not known.
    init?(_ value: BoltValue) {
        switch value {
        case .null: self = .null
        case .bool(let truth): self = .bool(truth)
        case .integer(let number): self = .int(Int(number))
        case .float(let number): self = .double(number)
        case .string(let text): self = .string(text)
        case .bytes(let bytes): self = .list(bytes.map { .int(Int($0)) })
        case .list(let items):
            let known = items.compactMap { GraphValue($0) }
            guard known.count == items.count else { return nil }
            self = .list(known)
        case .map(let members):
            guard let known = Self.known(members) else { return nil }
            self = .map(known)
        case .structure(let structure):
            guard let known = Self.graph(structure) ?? Self.plain(structure) else { return nil }
            self = known
        }
    }

    private static func known(_ members: [String: BoltValue]) -> [String: GraphValue]? {
        let known = members.compactMapValues { GraphValue($0) }
        return known.count == members.count ? known : nil
    }

    private static func graph(_ structure: BoltStructure) -> GraphValue? {
        if let node = BoltNode(structure) { return GraphNode(node).map { .node($0) } }
        if let relationship = BoltRelationship(structure) {
            return GraphRelationship(relationship).map { .relationship($0) }
        }
        guard let path = BoltPath(structure) else { return nil }
        let nodes = path.nodes.compactMap { GraphNode($0) }
        let relationships = path.relationships.compactMap { GraphRelationship($0) }
        guard nodes.count == path.nodes.count, relationships.count == path.relationships.count else { return nil }
        return .path(nodes: nodes, relationships: relationships)
    }

    /// What the property graph has no kind of value for.
    private static func plain(_ structure: BoltStructure) -> GraphValue? {
        if let moment = BoltMoment(structure) { return .string(moment.description) }
        if let duration = BoltDuration(structure) { return .string(duration.description) }
        guard let point = BoltPoint(structure) else { return nil }
        var members: [String: GraphValue] = [
            "srid": .int(Int(point.system)), "x": .double(point.x), "y": .double(point.y),
        ]
        members["z"] = point.z.map { GraphValue.double($0) }
        return .map(members)
    }
}

extension GraphNode {
    /// A node of a server; `nil` when a property is not known.
    init?(_ node: BoltNode) {
        guard case .map(let properties)? = GraphValue(BoltValue.map(node.properties)) else { return nil }
        self.init(id: node.id, labels: Set(node.labels), properties: properties)
    }
}

extension GraphRelationship {
    /// A relationship of a server; `nil` when a property is not known.
    init?(_ relationship: BoltRelationship) {
        guard case .map(let properties)? = GraphValue(BoltValue.map(relationship.properties)) else { return nil }
        self.init(
            id: relationship.id, type: relationship.type, start: relationship.start, end: relationship.end,
            properties: properties)
    }
}
