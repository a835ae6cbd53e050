extension GraphValue {
    /// The number, whole or not.
    var number: Double? {
        switch self {
        case .int(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }

    /// Whether two values are equal; `nil` where that is not known, which is so when one is null.
    static func equal(_ lhs: GraphValue, _ rhs: GraphValue) -> Bool? {
        switch (lhs, rhs) {
        case (.null, _), (_, .null): return nil
        case (.int(let left), .int(let right)): return left == right
        case (.list(let left), .list(let right)):
            guard left.count == right.count else { return false }
            return all(zip(left, right).map { equal($0, $1) })
        case (.map(let left), .map(let right)):
            guard Set(left.keys) == Set(right.keys) else { return false }
            return all(left.map { equal($0.value, right[$0.key] ?? .null) })
        case (.node(let left), .node(let right)): return left.id == right.id
        case (.relationship(let left), .relationship(let right)): return left.id == right.id
        default:
            if let left = lhs.number, let right = rhs.number { return left == right }
            return lhs == rhs
        }
    }

    private static func all(_ truths: [Bool?]) -> Bool? {
        if truths.contains(false) { return false }
        return truths.contains(nil) ? nil : true
    }

    /// Whether one value is smaller than another; `nil` where they cannot be compared.
    static func less(_ lhs: GraphValue, _ rhs: GraphValue) -> Bool? {
        switch (lhs, rhs) {
        case (.int(let left), .int(let right)): return left < right
        case (.string(let left), .string(let right)): return isBefore(left, right)
        case (.bool(let left), .bool(let right)): return !left && right
        case (.list, .list): return order(lhs, rhs) < 0
        default:
            guard let left = lhs.number, let right = rhs.number, !left.isNaN, !right.isNaN else { return nil }
            return left < right
        }
    }

    /// By code points, so that an order does not depend on a language.
    private static func isBefore(_ left: String, _ right: String) -> Bool {
        left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
    }

    /// The order of `ORDER BY` over values of all kinds: maps, nodes, relationships, lists, paths, texts, truth values,
    /// numbers, null last.
    ///
    /// Source: openCypher 9, "Orderability".
    static func order(_ lhs: GraphValue, _ rhs: GraphValue) -> Int {
        if lhs.rank != rhs.rank { return lhs.rank < rhs.rank ? -1 : 1 }
        switch (lhs, rhs) {
        case (.list(let left), .list(let right)):
            for (first, second) in zip(left, right) {
                let order = order(first, second)
                if order != 0 { return order }
            }
            return left.count < right.count ? -1 : left.count > right.count ? 1 : 0
        case (.string(let left), .string(let right)): return left == right ? 0 : isBefore(left, right) ? -1 : 1
        case (.bool(let left), .bool(let right)): return left == right ? 0 : right ? -1 : 1
        case (.int(let left), .int(let right)): return left < right ? -1 : left > right ? 1 : 0
        case (.node(let left), .node(let right)): return left.id < right.id ? -1 : left.id > right.id ? 1 : 0
        case (.relationship(let left), .relationship(let right)):
            return left.id < right.id ? -1 : left.id > right.id ? 1 : 0
        case (.map(let left), .map(let right)):
            return order(
                .list(left.sorted { $0.key < $1.key }.flatMap { [.string($0.key), $0.value] }),
                .list(right.sorted { $0.key < $1.key }.flatMap { [.string($0.key), $0.value] }))
        case (.path(_, let left), .path(_, let right)):
            return order(.list(left.map { .relationship($0) }), .list(right.map { .relationship($0) }))
        default:
            guard let left = lhs.number, let right = rhs.number else { return 0 }
            if left.isNaN || right.isNaN { return left.isNaN == right.isNaN ? 0 : left.isNaN ? 1 : -1 }
            return left < right ? -1 : left > right ? 1 : 0
        }
    }

    private var rank: Int {
        switch self {
        case .map: 0
        case .node: 1
        case .relationship: 2
        case .list: 3
        case .path: 4
        case .string: 5
        case .bool: 6
        case .int, .double: 7
        case .null: 8
        }
    }

    /// The same for values that `DISTINCT` and groups take for one: 1 and 1.0, two nulls, one node as it was and as it is.
    var identity: GraphValue {
        switch self {
        case .double(let number): Int(exactly: number).map { .int($0) } ?? self
        case .list(let items): .list(items.map(\.identity))
        case .map(let members): .map(members.mapValues(\.identity))
        case .node(let node): .node(GraphNode(id: node.id))
        case .relationship(let relationship):
            .relationship(GraphRelationship(id: relationship.id, type: "", start: 0, end: 0))
        case .path(let nodes, let relationships):
            .path(
                nodes: nodes.map { GraphNode(id: $0.id) },
                relationships: relationships.map { GraphRelationship(id: $0.id, type: "", start: 0, end: 0) })
        default: self
        }
    }
}
