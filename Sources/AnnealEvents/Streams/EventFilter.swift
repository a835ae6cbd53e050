public import AnnealFoundation
internal import Foundation

/// Chooses events by an expression, such as `type = task.* and severity >= warning and data.seconds > 3`.
///
/// - **Attributes**: `type`, `source`, `subject`, `id`, `run`, `task`, `module`, `correlation`, `severity`, `sequence`,
///   `time`, the names of further extension attributes, and `data.NAME.NAME…` for what the event tells.
/// - **Comparisons**: `=`, `!=`, `<`, `<=`, `>`, `>=`; `~` for texts that contain another one, in any case; `in (A, B)`;
///   `exists`. In a text after `=`, `!=` and `in`, `*` stands for any characters.
/// - **Values**: `"texts"` with `\"` and `\\`, words of letters, digits and `. * _ - : /`, numbers, `true`, `false`.
///   Severities are ordered: `debug`, `info`, `warning`, `error`. Times are in RFC 3339.
/// - **Connectives**: `and`, `or`, `not`, parentheses; `and` binds more tightly than `or`.
///
/// A comparison with an attribute that is missing, or of another kind, is false, and `!=` is true then.
public struct EventFilter: Sendable, Hashable {
    /// The expression.
    public let text: String

    let root: FilterNode

    /// Parses an expression.
    ///
    /// - Parameter text: the expression; one without any words chooses all events.
    /// - Throws: `FilterError` with the column at which the expression ends to make sense.
    public init(_ text: String) throws(FilterError) {
        self.text = text
        var parser = try FilterParser(text)
        root = try parser.parse()
    }

    private init(text: String, root: FilterNode) {
        self.text = text
        self.root = root
    }

    /// Chooses by the common attributes; `nil` for any.
    ///
    /// - Parameters:
    ///   - type: the type, where `*` stands for any characters.
    ///   - run: the run.
    ///   - task: the task.
    ///   - module: the part of Anneal.
    ///   - severity: the least severity.
    public init(
        type: String? = nil, run: RunID? = nil, task: TaskID? = nil, module: String? = nil,
        severity: EventSeverity? = nil
    ) {
        var nodes: [FilterNode] = []
        var texts: [String] = []
        for (name, value) in [
            ("type", type), ("run", run?.rawValue), ("task", task?.rawValue), ("module", module),
        ] {
            guard let value else { continue }
            nodes.append(.compare(.named(name), .equal, .text(value, Wildcard(value))))
            texts.append("\(name) = \(FilterToken.quoted(value))")
        }
        if let severity {
            nodes.append(.compare(.named("severity"), .atLeast, .text(severity.name, Wildcard(severity.name))))
            texts.append("severity >= \(severity.name)")
        }
        self.init(text: texts.joined(separator: " and "), root: .all(nodes))
    }

    /// Whether an event is chosen.
    ///
    /// - Parameter event: the event.
    /// - Returns: whether the expression holds for it.
    public func matches(_ event: CloudEvent) -> Bool { root.holds(for: event) }

    /// Events that both filters choose.
    ///
    /// - Parameter other: the other filter.
    /// - Returns: a filter for which both expressions hold.
    public func and(_ other: EventFilter) -> EventFilter {
        if case .all(let nodes) = root, nodes.isEmpty { return other }
        if case .all(let nodes) = other.root, nodes.isEmpty { return self }
        return EventFilter(text: "(\(text)) and (\(other.text))", root: .all([root, other.root]))
    }

    /// The same expression is the same filter.
    public static func == (lhs: Self, rhs: Self) -> Bool { lhs.text == rhs.text }

    /// Hashes the expression.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// An expression that is no filter.
public struct FilterError: DescribedError, Hashable {
    /// What is wrong.
    public var message: String
    /// The expression.
    public var expression: String
    /// The column where it is wrong, in characters from 1.
    public var column: Int

    /// The column, with a mark in the expression.
    public var place: String? {
        let index = expression.index(
            expression.startIndex, offsetBy: max(0, column - 1), limitedBy: expression.endIndex)
        let split = index ?? expression.endIndex
        return "column \(column): \(expression[..<split])▸\(expression[split...])"
    }

    /// How an expression looks.
    public var remedy: String? {
        "write it like: type = task.* and severity >= warning and data.seconds > 3"
    }

    /// The exit code for the command line.
    public var exitCode: ExitCode { .usage }
}
