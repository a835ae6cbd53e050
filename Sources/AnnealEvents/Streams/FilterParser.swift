internal import Foundation

/// Reads a filter expression by recursive descent.
struct FilterParser {
    /// How deep parentheses and `not` may lie within each other.
    static let depthLimit = 100

    private let expression: String
    private let tokens: [FilterToken]
    private var index = 0
    private var depth = 0

    init(_ expression: String) throws(FilterError) {
        self.expression = expression
        tokens = try FilterToken.split(expression)
    }

    mutating func parse() throws(FilterError) -> FilterNode {
        if tokens.count == 1 { return .all([]) }
        let node = try disjunction()
        guard current.kind == .end else {
            throw unexpected("'and', 'or' or the end")
        }
        return node
    }

    private var current: FilterToken { tokens[index] }

    private mutating func disjunction() throws(FilterError) -> FilterNode {
        var nodes = [try conjunction()]
        while take(word: "or") { nodes.append(try conjunction()) }
        return nodes.count == 1 ? nodes[0] : .any(nodes)
    }

    private mutating func conjunction() throws(FilterError) -> FilterNode {
        var nodes = [try negation()]
        while take(word: "and") { nodes.append(try negation()) }
        return nodes.count == 1 ? nodes[0] : .all(nodes)
    }

    private mutating func negation() throws(FilterError) -> FilterNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw failure("the expression is nested too deeply") }
        if take(word: "not") { return .not(try negation()) }
        guard take(symbol: "(") else { return try comparison() }
        let node = try disjunction()
        guard take(symbol: ")") else { throw unexpected("')'") }
        return node
    }

    private mutating func comparison() throws(FilterError) -> FilterNode {
        guard case .word(let name) = current.kind, !["and", "or", "in", "exists"].contains(name.lowercased()) else {
            throw unexpected("the name of an attribute")
        }
        let attribute = FilterAttribute(name)
        guard let attribute else {
            throw failure("'\(name)' is no name of an attribute")
        }
        index += 1
        if take(word: "exists") { return .exists(attribute) }
        if take(word: "in") { return .any(try list().map { .compare(attribute, .equal, $0) }) }
        guard case .symbol(let symbol) = current.kind, let comparison = FilterComparison(rawValue: symbol) else {
            throw unexpected("a comparison (=, !=, <, <=, >, >=, ~, in, exists)")
        }
        index += 1
        let column = index
        let value = try value()
        try check(value, of: attribute, comparison, token: tokens[column])
        return .compare(attribute, comparison, value)
    }

    private mutating func list() throws(FilterError) -> [FilterValue] {
        guard take(symbol: "(") else { throw unexpected("'(' and a list of values") }
        var values = [try value()]
        while take(symbol: ",") { values.append(try value()) }
        guard take(symbol: ")") else { throw unexpected("',' or ')'") }
        return values
    }

    private mutating func value() throws(FilterError) -> FilterValue {
        switch current.kind {
        case .text(let text):
            index += 1
            return .text(text, Wildcard(text))
        case .word(let word) where !["and", "or", "not", "in", "exists"].contains(word.lowercased()):
            index += 1
            if word == "true" || word == "false" { return .truth(word == "true") }
            if let number = Double(word), number.isFinite { return .number(number, word) }
            return .text(word, Wildcard(word))
        default: throw unexpected("a value")
        }
    }

    /// What can never be true is told as an error: a severity or a time that is none.
    private func check(
        _ value: FilterValue, of attribute: FilterAttribute, _ comparison: FilterComparison, token: FilterToken
    ) throws(FilterError) {
        guard case .named(let name) = attribute, comparison != .contains else { return }
        if name == "severity" {
            guard case .text(let text, let wildcard) = value,
                EventSeverity(name: text) != nil || (wildcard.hasStars && comparison.isEquality)
            else {
                throw FilterError(
                    message: "\(token.shown) is no severity: debug, info, warning or error", expression: expression,
                    column: token.column)
            }
        }
        if name == "time" {
            guard case .text(let text, _) = value, CloudEvent.time(of: text) != nil else {
                throw FilterError(
                    message: "\(token.shown) is no time such as 2026-11-24T09:30:00Z", expression: expression,
                    column: token.column)
            }
        }
    }

    private mutating func take(word: String) -> Bool {
        guard case .word(let found) = current.kind, found.lowercased() == word else { return false }
        index += 1
        return true
    }

    private mutating func take(symbol: String) -> Bool {
        guard current.kind == .symbol(symbol) else { return false }
        index += 1
        return true
    }

    private func unexpected(_ wanted: String) -> FilterError {
        failure("\(current.shown) stands where \(wanted) should")
    }

    private func failure(_ message: String) -> FilterError {
        FilterError(message: message, expression: expression, column: current.column)
    }
}
