internal import AnnealFoundation
internal import Foundation

extension CypherEvaluator {
    func binary(
        _ sign: CypherExpression.Operator, _ left: CypherExpression, _ right: CypherExpression, _ row: CypherRow,
        _ group: [CypherRow]?, at place: SourceLocation
    ) throws -> GraphValue {
        switch sign {
        case .and:
            let first = try truth(left, row, group: group, at: place)
            if first == false { return .bool(false) }
            let second = try truth(right, row, group: group, at: place)
            return second == false ? .bool(false) : first == nil || second == nil ? .null : .bool(true)
        case .or:
            let first = try truth(left, row, group: group, at: place)
            if first == true { return .bool(true) }
            let second = try truth(right, row, group: group, at: place)
            return second == true ? .bool(true) : first == nil || second == nil ? .null : .bool(false)
        case .xor:
            guard let first = try truth(left, row, group: group, at: place),
                let second = try truth(right, row, group: group, at: place)
            else { return .null }
            return .bool(first != second)
        default:
            return try Self.binary(
                sign, try value(left, row, group: group), try value(right, row, group: group), at: place)
        }
    }

    private static func binary(
        _ sign: CypherExpression.Operator, _ left: GraphValue, _ right: GraphValue, at place: SourceLocation
    ) throws -> GraphValue {
        switch sign {
        case .equal: return value(of: GraphValue.equal(left, right))
        case .unequal: return value(of: GraphValue.equal(left, right).map { !$0 })
        case .less: return value(of: GraphValue.less(left, right))
        case .greater: return value(of: GraphValue.less(right, left))
        case .lessOrEqual: return value(of: GraphValue.less(right, left).map { !$0 })
        case .greaterOrEqual: return value(of: GraphValue.less(left, right).map { !$0 })
        case .isIn:
            if right == .null { return .null }
            guard case .list(let items) = right else {
                throw cypherError("IN needs a list, not \(right.kind)", at: place)
            }
            let found = items.map { GraphValue.equal(left, $0) }
            if found.contains(true) { return .bool(true) }
            return found.contains(nil) ? .null : .bool(false)
        case .startsWith, .endsWith, .contains:
            guard case .string(let text) = left, case .string(let part) = right else { return .null }
            switch sign {
            case .startsWith: return .bool(text.hasPrefix(part))
            case .endsWith: return .bool(text.hasSuffix(part))
            default: return .bool(part.isEmpty || text.contains(part))
            }
        default: return try arithmetic(sign, left, right, at: place)
        }
    }

    private static func arithmetic(
        _ sign: CypherExpression.Operator, _ left: GraphValue, _ right: GraphValue, at place: SourceLocation
    ) throws -> GraphValue {
        switch (left, right) {
        case (.null, _), (_, .null): return .null
        case (.string(let first), .string(let second)) where sign == .add: return .string(first + second)
        case (.string(let first), .int(let second)) where sign == .add: return .string("\(first)\(second)")
        case (.string(let first), .double(let second)) where sign == .add: return .string("\(first)\(second)")
        case (.int(let first), .string(let second)) where sign == .add: return .string("\(first)\(second)")
        case (.double(let first), .string(let second)) where sign == .add: return .string("\(first)\(second)")
        case (.list(let first), .list(let second)) where sign == .add: return .list(first + second)
        case (.list(let first), _) where sign == .add: return .list(first + [right])
        case (_, .list(let second)) where sign == .add: return .list([left] + second)
        case (.int(let first), .int(let second)) where sign != .power:
            return try whole(sign, first, second, at: place)
        default: break
        }
        guard let first = left.number, let second = right.number else {
            throw cypherError("\(left.kind) and \(right.kind) do not go with '\(sign.rawValue)'", at: place)
        }
        switch sign {
        case .add: return .double(first + second)
        case .subtract: return .double(first - second)
        case .multiply: return .double(first * second)
        case .divide: return .double(first / second)
        case .modulo: return .double(fmod(first, second))
        default: return .double(pow(first, second))
        }
    }

    private static func whole(
        _ sign: CypherExpression.Operator, _ first: Int, _ second: Int, at place: SourceLocation
    ) throws -> GraphValue {
        if sign == .divide || sign == .modulo, second == 0 { throw cypherError("division by zero", at: place) }
        let (result, isTooLarge) =
            switch sign {
            case .add: first.addingReportingOverflow(second)
            case .subtract: first.subtractingReportingOverflow(second)
            case .multiply: first.multipliedReportingOverflow(by: second)
            case .divide: first.dividedReportingOverflow(by: second)
            default: first.remainderReportingOverflow(dividingBy: second)
            }
        guard !isTooLarge else { throw cypherError("the number is too large", at: place, remedy: "compute with 1.0") }
        return .int(result)
    }
}
