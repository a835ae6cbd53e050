internal import AnnealFoundation

/// Finds patterns in the graph by going from node to node.
///
/// A relationship is taken once within one `MATCH`. A pattern begins at a node that is bound already, or else at the one
/// that fewest nodes can be, by what its labels and properties say.
struct CypherMatcher {
    let evaluator: CypherEvaluator
    private var storage: GraphStorage { evaluator.storage }

    init(evaluator: CypherEvaluator) { self.evaluator = evaluator }

    /// What is bound so far within a match.
    private struct State {
        var row: CypherRow
        var used: Set<Int64> = []
        var nodes: [Int64?] = []
        /// The relationships of each step, in the pattern's direction.
        var steps: [[GraphRelationship]] = []
        /// The nodes between those of the pattern, for steps of variable length.
        var between: [[Int64]] = []
    }

    /// Finds every way in which patterns fit.
    ///
    /// - Parameters:
    ///   - patterns: all of which have to fit.
    ///   - row: names that are bound already.
    ///   - found: gets each row with the names of the patterns; it ends the search by returning false.
    /// - Throws: `ExperienceError`, and what the database and the closure throw.
    func match(_ patterns: [CypherPattern], _ row: CypherRow, _ found: (CypherRow) throws -> Bool) throws {
        _ = try match(patterns[...], State(row: row), found)
    }

    private func match(
        _ patterns: ArraySlice<CypherPattern>, _ state: State, _ found: (CypherRow) throws -> Bool
    ) throws -> Bool {
        guard let pattern = patterns.first else { return try found(state.row) }
        let (start, candidates) = try start(of: pattern, state.row)
        for candidate in candidates {
            try storage.step()
            var next = state
            next.nodes = Array(repeating: nil, count: pattern.nodes.count)
            next.steps = Array(repeating: [], count: pattern.relationships.count)
            next.between = next.steps.map { _ in [] }
            guard try bind(candidate, to: start, of: pattern, in: &next) else { continue }
            let goesOn = try extend(pattern, from: start, next) { state in
                var state = state
                if let name = pattern.name { state.row[name] = try path(of: state) }
                return try match(patterns.dropFirst(), state, found)
            }
            if !goesOn { return false }
        }
        return true
    }

    /// Where to begin, and the nodes that may stand there.
    private func start(of pattern: CypherPattern, _ row: CypherRow) throws -> (Int, [Int64]) {
        for (index, node) in pattern.nodes.enumerated() {
            guard let name = node.name, let value = row[name] else { continue }
            if case .node(let bound) = value { return (index, [bound.id]) }
            if value == .null { return (index, []) }
            throw cypherError("'\(name)' is \(value.kind) and no node", at: node.location)
        }
        var best: (index: Int, candidates: [Int64])?
        for (index, node) in pattern.nodes.enumerated() where !node.labels.isEmpty || !node.properties.isEmpty {
            // Values may depend on names that this pattern binds itself: then they say nothing yet.
            let property = node.properties.sorted { $0.key < $1.key }.lazy.compactMap { key, expression in
                (try? evaluator.value(expression, row)).flatMap { value in
                    GraphStorage.indexed(value) == nil ? nil : (key: key, value: value)
                }
            }.first
            let candidates = try storage.candidates(label: node.labels.first, property: property)
            if candidates.count < best?.candidates.count ?? .max { best = (index, candidates) }
        }
        return try best ?? (0, storage.candidates(label: nil, property: nil))
    }

    /// Puts a node into a place of the pattern, if it fits there.
    private func bind(_ id: Int64, to index: Int, of pattern: CypherPattern, in state: inout State) throws -> Bool {
        let wanted = pattern.nodes[index]
        guard let node = try storage.node(id), node.labels.isSuperset(of: wanted.labels) else { return false }
        if let name = wanted.name {
            if let known = state.row[name] {
                guard case .node(let bound) = known, bound.id == id else { return false }
            } else {
                state.row[name] = .node(node)
            }
        }
        state.nodes[index] = id
        return try fits(node.properties, wanted.properties, state.row)
    }

    private func fits(
        _ properties: [String: GraphValue], _ wanted: [String: CypherExpression], _ row: CypherRow
    ) throws -> Bool {
        for (key, expression) in wanted {
            let value = try evaluator.value(expression, row)
            if GraphValue.equal(properties[key] ?? .null, value) != true { return false }
        }
        return true
    }

    /// Takes the next step to the right of what is bound, then those to the left.
    private func extend(
        _ pattern: CypherPattern, from start: Int, _ state: State, _ found: (State) throws -> Bool
    ) throws -> Bool {
        let right = state.nodes[start...].firstIndex { $0 == nil }
        let left = right == nil ? state.nodes[...start].lastIndex { $0 == nil } : nil
        guard let target = right ?? left else { return try found(state) }
        let goesRight = right != nil
        let step = goesRight ? target - 1 : target
        let origin = goesRight ? target - 1 : target + 1
        guard let here = state.nodes[origin] ?? nil else { return true }
        let wanted = pattern.relationships[step]
        if let name = wanted.name, let bound = state.row[name] {
            return try follow(
                bound, from: here, step: step, to: target, goesRight: goesRight, pattern, start, state, found)
        }
        let length = wanted.length ?? 1...1
        return try walk(from: here, [], [], length, wanted, goesRight: goesRight, state) { end, relationships, passed in
            var next = state
            next.used.formUnion(relationships.map(\.id))
            next.steps[step] = goesRight ? relationships : relationships.reversed()
            next.between[step] = goesRight ? passed : passed.reversed()
            if let name = wanted.name {
                next.row[name] =
                    wanted.length == nil
                    ? relationships.first.map { .relationship($0) } ?? .null
                    : .list(next.steps[step].map { .relationship($0) })
            }
            guard try bind(end, to: target, of: pattern, in: &next) else { return true }
            return try extend(pattern, from: start, next, found)
        }
    }

    /// Takes a relationship that is bound already.
    private func follow(
        _ bound: GraphValue, from here: Int64, step: Int, to target: Int, goesRight: Bool, _ pattern: CypherPattern,
        _ start: Int, _ state: State, _ found: (State) throws -> Bool
    ) throws -> Bool {
        let wanted = pattern.relationships[step]
        guard case .relationship(let relationship) = bound, wanted.length == nil else {
            if bound == .null { return true }
            throw cypherError("'\(wanted.name ?? "")' is bound to \(bound.kind) already", at: wanted.location)
        }
        guard let now = try storage.relationship(relationship.id), !state.used.contains(now.id),
            let end = try end(of: now, from: here, wanted, goesRight: goesRight, state.row)
        else { return true }
        var next = state
        next.used.insert(now.id)
        next.steps[step] = [now]
        guard try bind(end, to: target, of: pattern, in: &next) else { return true }
        return try extend(pattern, from: start, next, found)
    }

    /// The other end of a relationship, if it fits a step.
    private func end(
        of relationship: GraphRelationship, from here: Int64, _ wanted: CypherRelationshipPattern, goesRight: Bool,
        _ row: CypherRow
    ) throws -> Int64? {
        guard wanted.types.isEmpty || wanted.types.contains(relationship.type),
            try fits(relationship.properties, wanted.properties, row)
        else { return nil }
        let forward = relationship.start == here
        let backward = relationship.end == here
        let mayGoForward = wanted.direction == .either || (wanted.direction == .right) == goesRight
        let mayGoBackward = wanted.direction == .either || (wanted.direction == .left) == goesRight
        if forward, mayGoForward { return relationship.end }
        if backward, mayGoBackward { return relationship.start }
        return nil
    }

    /// Goes along relationships of a step, as far as its length allows.
    private func walk(
        from here: Int64, _ taken: [GraphRelationship], _ passed: [Int64], _ length: ClosedRange<Int>,
        _ wanted: CypherRelationshipPattern, goesRight: Bool, _ state: State,
        _ arrive: (Int64, [GraphRelationship], [Int64]) throws -> Bool
    ) throws -> Bool {
        if length.contains(taken.count), try !arrive(here, taken, passed) { return false }
        guard taken.count < length.upperBound else { return true }
        let mayGoForward = wanted.direction == .either || (wanted.direction == .right) == goesRight
        let mayGoBackward = wanted.direction == .either || (wanted.direction == .left) == goesRight
        var relationships: [GraphRelationship] = []
        if mayGoForward { relationships += try storage.relationships(of: here, outgoing: true) }
        if mayGoBackward {
            // A relationship from a node to itself is there once.
            relationships += try storage.relationships(of: here, outgoing: false).filter {
                !mayGoForward || $0.start != $0.end
            }
        }
        for relationship in relationships {
            try storage.step()
            guard !state.used.contains(relationship.id), !taken.contains(where: { $0.id == relationship.id }),
                wanted.types.isEmpty || wanted.types.contains(relationship.type),
                try fits(relationship.properties, wanted.properties, state.row)
            else { continue }
            let next = relationship.start == here ? relationship.end : relationship.start
            let goesOn = try walk(
                from: next, taken + [relationship], taken.isEmpty ? passed : passed + [here], length, wanted,
                goesRight: goesRight, state, arrive)
            if !goesOn { return false }
        }
        return true
    }

    private func path(of state: State) throws -> GraphValue {
        var ids: [Int64] = [state.nodes[0]].compactMap(\.self)
        for (index, between) in state.between.enumerated() {
            ids += between
            // A step of no length stays where it is.
            if let end = state.nodes[index + 1], !state.steps[index].isEmpty { ids.append(end) }
        }
        return .path(
            nodes: try ids.compactMap { try storage.node($0) }, relationships: state.steps.flatMap(\.self))
    }
}
