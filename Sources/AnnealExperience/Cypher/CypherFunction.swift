internal import AnnealFoundation
internal import Foundation

/// Functions over many rows.
enum CypherAggregate: String, CaseIterable {
    case count, sum, avg, min, max, collect
}

/// Functions of values.
enum CypherFunction {
    /// How many arguments each takes.
    static let arguments: [String: ClosedRange<Int>] = [
        "id": 1...1, "labels": 1...1, "type": 1...1, "properties": 1...1, "keys": 1...1, "nodes": 1...1,
        "relationships": 1...1, "startnode": 1...1, "endnode": 1...1, "length": 1...1, "size": 1...1, "head": 1...1,
        "last": 1...1, "tail": 1...1, "range": 2...3, "reverse": 1...1, "coalesce": 1...100, "tolower": 1...1,
        "toupper": 1...1, "trim": 1...1, "replace": 3...3, "split": 2...2, "substring": 2...3, "left": 2...2,
        "right": 2...2, "tostring": 1...1, "tointeger": 1...1, "tofloat": 1...1, "abs": 1...1, "ceil": 1...1,
        "floor": 1...1, "round": 1...1, "sqrt": 1...1, "sign": 1...1, "exists": 1...1,
    ]

    /// Checks a call when it is read.
    static func check(
        _ name: String, written: String, count: Int, isDistinct: Bool, at location: SourceLocation
    ) throws(ExperienceError) {
        if CypherAggregate(rawValue: name) != nil {
            guard count == 1 else { throw cypherError("\(written) takes one argument, not \(count)", at: location) }
            return
        }
        guard let range = arguments[name] else {
            throw cypherError("there is no function '\(written)'", at: location)
        }
        guard !isDistinct else { throw cypherError("DISTINCT goes with functions over rows", at: location) }
        guard range.contains(count) else {
            let wanted = range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
            throw cypherError("\(written) takes \(wanted) argument(s), not \(count)", at: location)
        }
    }

    /// The value of a function that needs nothing but its arguments; null of null, coalesce apart.
    static func value(
        _ name: String, _ arguments: [GraphValue], at location: SourceLocation
    ) throws(ExperienceError) -> GraphValue {
        if name == "coalesce" { return arguments.first { $0 != .null } ?? .null }
        if name == "exists" { return .bool(arguments.first != .null) }
        guard !arguments.contains(.null), let first = arguments.first else { return .null }
        let result: GraphValue? =
            switch first {
            case .string(let text): ofText(name, text, arguments)
            case .list(let items): ofList(name, items)
            case .int, .double: ofNumber(name, first, arguments)
            case .bool(let truth): name == "tostring" ? .string("\(truth)") : nil
            case .map(let members):
                switch name {
                case "keys": .list(members.keys.sorted().map { .string($0) })
                case "properties": first
                default: nil
                }
            case .path(let nodes, let relationships):
                switch name {
                case "length": .int(relationships.count)
                case "nodes": .list(nodes.map { .node($0) })
                case "relationships": .list(relationships.map { .relationship($0) })
                default: nil
                }
            default: nil
            }
        guard let result else { throw cypherError("\(name) cannot be taken of \(first.kind)", at: location) }
        return result
    }

    private static func ofText(_ name: String, _ text: String, _ arguments: [GraphValue]) -> GraphValue? {
        func other(_ index: Int) -> String? {
            if arguments.count > index, case .string(let text) = arguments[index] { text } else { nil }
        }
        func number(_ index: Int) -> Int? {
            if arguments.count > index, case .int(let number) = arguments[index], number >= 0 { number } else { nil }
        }
        switch name {
        case "size": return .int(text.count)
        case "tolower": return .string(text.lowercased())
        case "toupper": return .string(text.uppercased())
        case "trim": return .string(text.trimmingCharacters(in: .whitespacesAndNewlines))
        case "reverse": return .string(String(text.reversed()))
        case "tostring": return .string(text)
        case "tointeger":
            let number = Int(text) ?? Double(text).flatMap { Int(exactly: $0.rounded(.towardZero)) }
            return number.map { .int($0) } ?? .null
        case "tofloat": return Double(text).map { .double($0) } ?? .null
        case "replace":
            guard let old = other(1), let new = other(2) else { return nil }
            return .string(old.isEmpty ? text : text.replacing(old, with: new))
        case "split":
            guard let mark = other(1) else { return nil }
            return .list(text.components(separatedBy: mark).map { .string($0) })
        case "substring":
            guard let start = number(1), arguments.count == 2 || number(2) != nil else { return nil }
            return .string(String(text.dropFirst(start).prefix(number(2) ?? .max)))
        case "left": return number(1).map { .string(String(text.prefix($0))) }
        case "right": return number(1).map { .string(String(text.suffix($0))) }
        default: return nil
        }
    }

    private static func ofList(_ name: String, _ items: [GraphValue]) -> GraphValue? {
        switch name {
        case "size", "length": .int(items.count)
        case "head": items.first ?? .null
        case "last": items.last ?? .null
        case "tail": .list(Array(items.dropFirst()))
        case "reverse": .list(items.reversed())
        default: nil
        }
    }

    private static func ofNumber(_ name: String, _ value: GraphValue, _ arguments: [GraphValue]) -> GraphValue? {
        if case .int(let number) = value {
            switch name {
            case "abs": return number == .min ? nil : .int(abs(number))
            case "sign": return .int(number.signum())
            case "tointeger": return value
            case "tostring": return .string("\(number)")
            case "range": return range(number, arguments)
            default: break
            }
        }
        guard let number = value.number else { return nil }
        switch name {
        case "abs": return .double(abs(number))
        case "sign": return .int(number > 0 ? 1 : number < 0 ? -1 : 0)
        case "ceil": return .double(number.rounded(.up))
        case "floor": return .double(number.rounded(.down))
        // Halves upwards, as Cypher has it.
        case "round": return .double((number + 0.5).rounded(.down))
        case "sqrt": return .double(number.squareRoot())
        case "tofloat": return .double(number)
        case "tointeger": return Int(exactly: number.rounded(.towardZero)).map { .int($0) } ?? .null
        case "tostring": return .string("\(number)")
        default: return nil
        }
    }

    /// At most a million numbers.
    private static func range(_ first: Int, _ arguments: [GraphValue]) -> GraphValue? {
        guard arguments.count > 1, case .int(let last) = arguments[1] else { return nil }
        var step = 1
        if arguments.count > 2 {
            guard case .int(let given) = arguments[2], given != 0 else { return nil }
            step = given
        }
        let count = (Double(last) - Double(first)) / Double(step)
        guard count < 1_000_000 else { return nil }
        return .list(stride(from: first, through: last, by: step).map { .int($0) })
    }
}
