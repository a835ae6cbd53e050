internal import AnnealFoundation
internal import Foundation

/// A filter expression as a tree.
indirect enum FilterNode: Sendable {
    case all([FilterNode])
    case any([FilterNode])
    case not(FilterNode)
    case exists(FilterAttribute)
    case compare(FilterAttribute, FilterComparison, FilterValue)

    func holds(for event: CloudEvent) -> Bool {
        switch self {
        case .all(let nodes): nodes.allSatisfy { $0.holds(for: event) }
        case .any(let nodes): nodes.contains { $0.holds(for: event) }
        case .not(let node): !node.holds(for: event)
        case .exists(let attribute): attribute.value(in: event) != nil
        case .compare(let attribute, let comparison, let value):
            Self.compare(attribute, attribute.value(in: event), comparison, value)
        }
    }

    private static func compare(
        _ attribute: FilterAttribute, _ found: JSONValue?, _ comparison: FilterComparison, _ wanted: FilterValue
    ) -> Bool {
        guard let found else { return comparison == .notEqual }
        if comparison == .contains {
            return found.stringValue?.localizedCaseInsensitiveContains(wanted.written) ?? false
        }
        if comparison.isEquality { return (comparison == .equal) == wanted.equals(found, of: attribute) }
        return switch attribute.order(of: found, and: wanted) {
        case .orderedAscending: comparison == .less || comparison == .atMost
        case .orderedSame: comparison == .atMost || comparison == .atLeast
        case .orderedDescending: comparison == .greater || comparison == .atLeast
        case nil: false
        }
    }
}

/// How an attribute is compared.
enum FilterComparison: String, Sendable {
    case equal = "="
    case notEqual = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    case contains = "~"

    var isEquality: Bool { self == .equal || self == .notEqual }
}

/// What an attribute is compared with.
enum FilterValue: Sendable {
    case text(String, Wildcard)
    case number(Double, String)
    case truth(Bool)

    /// As it was written.
    var written: String {
        switch self {
        case .text(let text, _): text
        case .number(_, let text): text
        case .truth(let truth): truth ? "true" : "false"
        }
    }

    func equals(_ found: JSONValue, of attribute: FilterAttribute) -> Bool {
        switch self {
        case .text(let text, let wildcard):
            if attribute == .named("time"), let time = CloudEvent.time(of: text) {
                return found.stringValue.flatMap { CloudEvent.time(of: $0) } == time
            }
            return found.stringValue.map { wildcard.matches($0) } ?? false
        // A number may be the name of something: run = 7.
        case .number(let number, let written):
            return found.doubleValue.map { $0 == number } ?? (found.stringValue == written)
        case .truth(let truth): return found.boolValue == truth
        }
    }
}

/// An attribute of an event, or a member of its data.
enum FilterAttribute: Sendable, Hashable {
    case named(String)
    case data([String])

    /// Reads a name; `nil` when it is none.
    init?(_ name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard !parts.contains(where: { $0.isEmpty || $0.contains("*") }), Double(name) == nil else { return nil }
        if parts[0] == "data" {
            self = .data(Array(parts.dropFirst()))
        } else if parts.count == 1 {
            self = .named(name)
        } else {
            return nil
        }
    }

    func value(in event: CloudEvent) -> JSONValue? {
        switch self {
        case .data(let path):
            return path.reduce(event.data) { value, name in value?[name] ?? Int(name).flatMap { value?[$0] } }
        case .named("type"): return .string(event.type)
        case .named("source"): return .string(event.source)
        case .named("id"): return .string(event.id)
        case .named("subject"): return event.subject.map { .string($0) }
        case .named("run"): return event.run.map { .string($0.rawValue) }
        case .named("task"): return event.task.map { .string($0.rawValue) }
        case .named("module"): return event.module.map { .string($0) }
        case .named("correlation"): return event.correlation.map { .string($0) }
        case .named("severity"): return .string(event.severity.name)
        case .named("sequence"): return event.sequence.map { .int($0) }
        case .named("time"): return .string(CloudEvent.text(of: event.time))
        case .named(let name): return event.extensions[name]
        }
    }

    /// How a value stands to another one; `nil` when they cannot be compared.
    func order(of found: JSONValue, and wanted: FilterValue) -> ComparisonResult? {
        func compare<Value: Comparable>(_ left: Value, _ right: Value) -> ComparisonResult {
            left < right ? .orderedAscending : left == right ? .orderedSame : .orderedDescending
        }
        switch (self, wanted) {
        case (.named("severity"), .text(let text, _)):
            guard let left = found.stringValue.flatMap({ EventSeverity(name: $0) }),
                let right = EventSeverity(name: text)
            else { return nil }
            return compare(left, right)
        case (.named("time"), .text(let text, _)):
            guard let left = found.stringValue.flatMap({ CloudEvent.time(of: $0) }),
                let right = CloudEvent.time(of: text)
            else { return nil }
            return compare(left, right)
        case (_, .number(let number, _)): return found.doubleValue.map { compare($0, number) }
        case (_, .text(let text, _)): return found.stringValue.map { compare($0, text) }
        case (_, .truth): return nil
        }
    }
}
