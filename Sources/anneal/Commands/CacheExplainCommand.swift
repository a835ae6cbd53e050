import AnnealCache
import AnnealFoundation
import ArgumentParser
import Foundation

/// `anneal cache explain KEY`: where a record is, and what it is worth.
struct CacheExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show where a record is, what it is worth, and what would be done with it.",
        discussion: "Exits with 0 when a level has it, with 2 when none has.")

    @Argument(help: "The key: kind@version:digest.") var key: String
    @Option(help: "How much it has to do with the work in hand, from 0 to 1.") var relevance = 0.5
    @Flag(help: "One JSON object.") var json = false

    func run() async throws {
        try await reportingErrors(json: json) {
            let key = try CacheDesk.key(key)
            let explanation = await (try CacheDesk().open()).explain(key, relevance: relevance)
            if json {
                Terminal.result(try CanonicalJSON.string(Self.line(key, explanation)))
            } else {
                Self.lines(key, explanation).forEach(Terminal.result)
            }
            return explanation.levels.isEmpty ? .criteriaNotMet : .verified
        }
    }

    private static func lines(_ key: CacheKey, _ explanation: CacheExplanation) -> [String] {
        guard let value = explanation.value, let decision = explanation.decision else {
            return ["\(key): no level has it"]
        }
        var lines = ["\(key): kind \(key.kind), version \(key.version)"]
        for level in explanation.levels {
            let record = level.record
            let size = record.value.map { "\($0.count) bytes" } ?? "nothing (a negative record)"
            let until = record.expires.map { ", holds until \($0.formatted(.iso8601))" } ?? ""
            let tags = record.tags.isEmpty ? "" : ", tags \(record.tags.sorted().joined(separator: ", "))"
            let cost = record.cost.formatted(.number.precision(.fractionLength(3)))
            lines.append(
                "  \(level.tier): \(size), made \(record.created.formatted(.iso8601)) in \(cost) s\(until)\(tags)")
        }
        func text(_ number: Double) -> String { number.formatted(.number.precision(.fractionLength(3))) }
        lines.append(
            "  value \(text(value.total)) = 0.3·\(text(value.frequency)) frequency + 0.3·\(text(value.cost)) cost + 0.1·\(text(value.lightness)) lightness + 0.3·\(text(value.relevance)) relevance"
        )
        lines.append("  \(decision.action.rawValue): \(decision.reason)")
        return lines
    }

    private static func line(_ key: CacheKey, _ explanation: CacheExplanation) -> JSONValue {
        let levels = explanation.levels.map { level -> JSONValue in
            var members: [String: JSONValue] = [
                "level": .string(level.tier), "negative": .bool(level.record.value == nil),
                "bytes": .int(level.record.value?.count ?? 0),
                "created": .string(level.record.created.formatted(.iso8601)),
                "costSeconds": .double(level.record.cost),
                "tags": .array(level.record.tags.sorted().map { .string($0) }),
            ]
            members["expires"] = level.record.expires.map { .string($0.formatted(.iso8601)) }
            return .object(members)
        }
        var members: [String: JSONValue] = [
            "key": .string(key.text), "kind": .string(key.kind), "version": .int(key.version), "levels": .array(levels),
        ]
        if let value = explanation.value {
            members["value"] = .object([
                "total": .double(value.total), "frequency": .double(value.frequency), "cost": .double(value.cost),
                "lightness": .double(value.lightness), "relevance": .double(value.relevance),
            ])
        }
        if let decision = explanation.decision {
            members["action"] = .string(decision.action.rawValue)
            members["reason"] = .string(decision.reason)
        }
        return .object(members)
    }
}
