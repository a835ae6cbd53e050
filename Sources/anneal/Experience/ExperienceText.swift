import AnnealExperience
import AnnealFoundation
import Foundation

/// Experience in words and as JSON.
enum ExperienceText {
    static func rounded(_ number: Double) -> String { number.formatted(.number.precision(.fractionLength(2))) }

    /// A lesson in one line.
    static func line(_ lesson: Lesson) -> String {
        let condition = lesson.condition.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            .joined(separator: ", ")
        return "\(rounded(lesson.confidence)) \(lesson.kind.rawValue): \(condition.isEmpty ? "always" : condition) → "
            + "\(lesson.conclusion) (\(rounded(lesson.support)) for, \(rounded(lesson.contradictions)) against)"
    }

    static func json(_ lesson: Lesson, type: JSONValue) -> [String: JSONValue] {
        [
            "type": type, "id": .string(lesson.id), "kind": .string(lesson.kind.rawValue),
            "when": .object(lesson.condition.mapValues { .string($0) }), "conclusion": .string(lesson.conclusion),
            "support": .double(lesson.support), "contradictions": .double(lesson.contradictions),
            "confidence": .double(lesson.confidence), "quotes": .array(lesson.quotes.map { .string($0) }),
        ]
    }

    /// A record in one line.
    static func line(_ record: ExperienceRecord) -> String {
        let labels = record.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        let success = record.success.map { $0 ? " went well" : " failed" } ?? ""
        let first = record.text?.split(separator: "\n").first.map { ": \($0.prefix(80))" } ?? ""
        let origin = record.provenance.origin.map { " [\($0.rawValue)]" } ?? ""
        return "\(record.id) \(record.kind.rawValue)\(success) \(labels)\(origin)\(first)"
    }

    static func json(_ record: ExperienceRecord) throws -> [String: JSONValue] {
        var members = try JSONValue(encoding: record).objectValue ?? [:]
        members["type"] = "record"
        return members
    }
}
