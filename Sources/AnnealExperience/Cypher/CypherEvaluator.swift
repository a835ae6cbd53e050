internal import AnnealFoundation
internal import Foundation

/// Names with their values.
typealias CypherRow = [String: GraphValue]

/// Computes expressions.
struct CypherEvaluator {
    let storage: GraphStorage
    let parameters: [String: GraphValue]

    /// The value of an expression.
    ///
    /// - Parameters:
    ///   - expression: what to compute.
    ///   - row: the names that are bound.
    ///   - group: the rows that functions over rows are taken of.
    /// - Returns: the value.
    /// - Throws: `ExperienceError` with line and column.
    func value(_ expression: CypherExpression, _ row: CypherRow, group: [CypherRow]? = nil) throws -> GraphValue {
        switch expression {
        case .literal(let value): return value
        case .parameter(let name, let place):
            guard let value = parameters[name] else {
                throw cypherError("the parameter $\(name) has no value", at: place, remedy: "give it one")
            }
            return value
        case .variable(let name, let place):
            guard let value = row[name] else {
                throw cypherError("the name '\(name)' is not bound", at: place, remedy: "bind it in a clause before")
            }
            return value
        case .property(let base, let key, let place):
            return try property(key, of: try value(base, row, group: group), at: place)
        case .element(let base, let index, let place):
            return try element(try value(base, row, group: group), try value(index, row, group: group), at: place)
        case .slice(let base, let from, let to, let place):
            return try slice(
                try value(base, row, group: group), try from.map { try value($0, row, group: group) },
                try to.map { try value($0, row, group: group) }, at: place)
        case .list(let items): return .list(try items.map { try value($0, row, group: group) })
        case .map(let members): return .map(try members.mapValues { try value($0, row, group: group) })
        case .not(let inner, let place):
            return Self.value(of: try truth(inner, row, group: group, at: place).map { !$0 })
        case .negative(let inner, let place):
            switch try value(inner, row, group: group) {
            case .int(let number) where number != .min: return .int(-number)
            case .double(let number): return .double(-number)
            case .null: return .null
            case let other: throw cypherError("\(other.kind) has no opposite", at: place)
            }
        case .binary(let sign, let left, let right, let place):
            return try binary(sign, left, right, row, group, at: place)
        case .isNull(let inner, let negated): return .bool((try value(inner, row, group: group) == .null) != negated)
        case .hasLabels(let inner, let labels, let place):
            switch try value(inner, row, group: group) {
            case .node(let node): return .bool(try storage.node(node.id)?.labels.isSuperset(of: labels) ?? false)
            case .relationship(let relationship): return .bool(labels == [relationship.type])
            case .null: return .null
            case let other: throw cypherError("\(other.kind) has no labels", at: place)
            }
        case .countRows: return .int((group ?? []).count)
        case .call(let name, let isDistinct, let arguments, let place):
            return try call(name, isDistinct: isDistinct, arguments, row, group, at: place)
        case .choice(let subject, let branches, let otherwise):
            let subject = try subject.map { try value($0, row, group: group) }
            for branch in branches {
                let condition = try value(branch.condition, row, group: group)
                let isMet = subject.map { GraphValue.equal($0, condition) == true } ?? (condition == .bool(true))
                if isMet { return try value(branch.value, row, group: group) }
            }
            return try otherwise.map { try value($0, row, group: group) } ?? .null
        case .comprehension(let name, let list, let condition, let gives, let place):
            let list = try value(list, row, group: group)
            if list == .null { return .null }
            guard case .list(let items) = list else { throw cypherError("\(list.kind) is no list", at: place) }
            var result: [GraphValue] = []
            for item in items {
                var inner = row
                inner[name] = item
                if let condition, try value(condition, inner) != .bool(true) { continue }
                result.append(try gives.map { try value($0, inner) } ?? item)
            }
            return .list(result)
        case .exists(let pattern):
            var isFound = false
            try CypherMatcher(evaluator: self).match([pattern], row) { _ in
                isFound = true
                return false
            }
            return .bool(isFound)
        }
    }

    /// The truth of a condition; `nil` where it is not known.
    func truth(
        _ expression: CypherExpression, _ row: CypherRow, group: [CypherRow]? = nil, at place: SourceLocation? = nil
    ) throws -> Bool? {
        switch try value(expression, row, group: group) {
        case .bool(let truth): return truth
        case .null: return nil
        case let other:
            let message = "\(other.kind) is neither true nor false"
            guard let place else { throw ExperienceError(code: .query, message: message, place: nil) }
            throw cypherError(message, at: place)
        }
    }

    static func value(of truth: Bool?) -> GraphValue { truth.map { .bool($0) } ?? .null }

    private func property(_ key: String, of base: GraphValue, at place: SourceLocation) throws -> GraphValue {
        switch base {
        case .node(let node):
            guard let now = try storage.node(node.id) else {
                throw cypherError("the node was deleted", at: place, remedy: "read its properties before")
            }
            return now.properties[key] ?? .null
        case .relationship(let relationship):
            guard let now = try storage.relationship(relationship.id) else {
                throw cypherError("the relationship was deleted", at: place, remedy: "read its properties before")
            }
            return now.properties[key] ?? .null
        case .map(let members): return members[key] ?? .null
        case .null: return .null
        default: throw cypherError("\(base.kind) has no properties", at: place)
        }
    }

    private func element(_ base: GraphValue, _ index: GraphValue, at place: SourceLocation) throws -> GraphValue {
        switch (base, index) {
        case (.null, _), (_, .null): return .null
        case (.list(let items), .int(let number)):
            let at = number < 0 ? items.count + number : number
            return items.indices.contains(at) ? items[at] : .null
        case (.map, .string(let key)), (.node, .string(let key)), (.relationship, .string(let key)):
            return try property(key, of: base, at: place)
        default: throw cypherError("\(base.kind) has no element \(index.kind)", at: place)
        }
    }

    private func slice(
        _ base: GraphValue, _ from: GraphValue?, _ to: GraphValue?, at place: SourceLocation
    ) throws -> GraphValue {
        if base == .null || from == .null || to == .null { return .null }
        guard case .list(let items) = base else { throw cypherError("\(base.kind) is no list", at: place) }
        func bound(_ value: GraphValue?, or standard: Int) throws -> Int {
            guard let value else { return standard }
            guard case .int(let number) = value else {
                throw cypherError("\(value.kind) is no place in a list", at: place)
            }
            return max(0, min(items.count, number < 0 ? items.count + number : number))
        }
        let (first, end) = (try bound(from, or: 0), try bound(to, or: items.count))
        return .list(first < end ? Array(items[first..<end]) : [])
    }

    private func call(
        _ name: String, isDistinct: Bool, _ arguments: [CypherExpression], _ row: CypherRow, _ group: [CypherRow]?,
        at place: SourceLocation
    ) throws -> GraphValue {
        if let aggregate = CypherAggregate(rawValue: name), let argument = arguments.first {
            guard let group else {
                throw cypherError(
                    "\(name) stands where no rows are collected", at: place, remedy: "use it in WITH or RETURN")
            }
            var values = try group.map { try value(argument, $0) }.filter { $0 != .null }
            if isDistinct {
                var seen: Set<GraphValue> = []
                values = values.filter { seen.insert($0.identity).inserted }
            }
            return try aggregate.value(of: values, at: place)
        }
        let values = try arguments.map { try value($0, row, group: group) }
        guard let first = values.first else { return .null }
        switch (name, first) {
        case ("id", .node(let node)): return .int(Int(node.id))
        case ("id", .relationship(let relationship)): return .int(Int(relationship.id))
        case ("type", .relationship(let relationship)): return .string(relationship.type)
        case ("labels", .node(let node)):
            return .list((try storage.node(node.id)?.labels ?? []).sorted().map { .string($0) })
        case ("startnode", .relationship(let relationship)):
            return try storage.node(relationship.start).map { .node($0) } ?? .null
        case ("endnode", .relationship(let relationship)):
            return try storage.node(relationship.end).map { .node($0) } ?? .null
        case ("properties", .node(let node)), ("keys", .node(let node)):
            let map = GraphValue.map(try storage.node(node.id)?.properties ?? [:])
            return try CypherFunction.value(name, [map], at: place)
        case ("properties", .relationship(let relationship)), ("keys", .relationship(let relationship)):
            let map = GraphValue.map(try storage.relationship(relationship.id)?.properties ?? [:])
            return try CypherFunction.value(name, [map], at: place)
        default: return try CypherFunction.value(name, values, at: place)
        }
    }
}

extension CypherAggregate {
    /// The value of a function over rows; nulls are left out before.
    func value(of values: [GraphValue], at place: SourceLocation) throws -> GraphValue {
        switch self {
        case .count: return .int(values.count)
        case .collect: return .list(values)
        case .min: return values.min { GraphValue.order($0, $1) < 0 } ?? .null
        case .max: return values.max { GraphValue.order($0, $1) < 0 } ?? .null
        case .sum, .avg:
            let numbers = values.compactMap(\.number)
            guard numbers.count == values.count else {
                throw cypherError("\(rawValue) is taken of something that is no number", at: place)
            }
            if self == .avg { return numbers.isEmpty ? .null : .double(numbers.reduce(0, +) / Double(numbers.count)) }
            var whole = 0
            for value in values {
                guard case .int(let number) = value else { return .double(numbers.reduce(0, +)) }
                let (sum, isTooLarge) = whole.addingReportingOverflow(number)
                guard !isTooLarge else { return .double(numbers.reduce(0, +)) }
                whole = sum
            }
            return .int(whole)
        }
    }
}
