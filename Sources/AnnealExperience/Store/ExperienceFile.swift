internal import AnnealFoundation
internal import Foundation

/// Exported experience: JSON objects, one a line. The first line says what it is, then come projects, records, lessons
/// that were known beforehand, and observations.
///
/// Without text, which is the default, it holds labels, numbers, identifiers, commits, names of models and times, and no
/// word of a project: no titles, no failures' wordings, no names and paths of projects.
public struct ExperienceFile: Sendable, Hashable {
    /// The form of the file; this program reads and writes 1.
    public static let version = 1

    /// Whether the project's own words are part of it.
    public var includesText: Bool
    /// The projects.
    public var projects: [ExperienceProject]
    /// The records.
    public var records: [ExperienceRecord]
    /// Lessons with what was known of them beforehand.
    public var lessons: [Lesson]
    /// The observations.
    public var evidence: [LessonEvidence]

    /// Collects what is exported; words of projects are taken out unless they are wanted.
    init(
        includesText: Bool, projects: [ExperienceProject], records: [ExperienceRecord], lessons: [Lesson],
        evidence: [LessonEvidence]
    ) {
        self.includesText = includesText
        self.projects = includesText ? projects : projects.map { ExperienceProject(id: $0.id) }
        self.records = records
        self.lessons = lessons
        self.evidence = evidence
        guard !includesText else { return }
        for index in self.records.indices { (self.records[index].text, self.records[index].details) = (nil, [:]) }
        for index in self.evidence.indices { self.evidence[index].quote = nil }
    }

    private struct Line: Codable {
        enum Kind: String, Codable { case experience, project, record, lesson, evidence }
        var type: Kind
        var version: Int?
        var text: Bool?
        var project: ExperienceProject?
        var record: ExperienceRecord?
        var lesson: Written?
        var of: String?
        var agrees: Bool?
        var quote: String?
    }

    /// A lesson as it stands in a file.
    private struct Written: Codable {
        var kind: Lesson.Kind
        var when: [String: String]
        var conclusion: String
        var support: Double?
        var contradictions: Double?

        init(_ lesson: Lesson, counts: Bool) {
            kind = lesson.kind
            when = lesson.condition
            conclusion = lesson.conclusion
            support = counts ? lesson.support : nil
            contradictions = counts ? lesson.contradictions : nil
        }

        var lesson: Lesson {
            Lesson(kind, when: when, conclusion, support: support ?? 0, contradictions: contradictions ?? 0)
        }
    }

    /// The file's text.
    ///
    /// - Throws: `EncodingError` when a number is not finite.
    public func text() throws -> String {
        var lines = [Line(type: .experience, version: Self.version, text: includesText)]
        lines += projects.map { Line(type: .project, project: $0) }
        lines += records.map { Line(type: .record, record: $0) }
        lines += lessons.map { Line(type: .lesson, lesson: Written($0, counts: true)) }
        lines += evidence.map {
            Line(
                type: .evidence, lesson: Written($0.lesson, counts: false), of: $0.record, agrees: $0.agrees,
                quote: $0.quote)
        }
        return try lines.map { try CanonicalJSON.string($0) + "\n" }.joined()
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - text: its text.
    ///   - path: where it came from, for errors.
    /// - Throws: `ExperienceError` with the line that cannot be used.
    public init(_ text: String, path: String) throws(ExperienceError) {
        includesText = false
        (projects, records, lessons, evidence) = ([], [], [], [])
        var isFirst = true
        for (number, content) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !content.allSatisfy(\.isWhitespace) {
            let place = "\(path):\(number + 1)"
            let line: Line
            do {
                line = try CanonicalJSON.decode(Line.self, from: Data(content.utf8))
            } catch {
                throw Self.malformed("the line is no exported experience: \(Self.reason(error))", at: place)
            }
            guard isFirst == (line.type == .experience) else {
                throw Self.malformed("the first line, and no other, says that this is experience", at: place)
            }
            isFirst = false
            try take(line, at: place)
        }
        if isFirst { throw Self.malformed("the file is empty", at: path) }
    }

    private mutating func take(_ line: Line, at place: String) throws(ExperienceError) {
        switch (line.type, line.project, line.record, line.lesson) {
        case (.experience, _, _, _):
            guard line.version == Self.version else {
                throw ExperienceError(
                    code: .malformed, message: "the form \(line.version ?? 0) of the file is not known", place: place,
                    remedy: "export it with this version of Anneal, or update")
            }
            includesText = line.text ?? false
        case (.project, let project?, _, _): projects.append(project)
        case (.record, _, let record?, _):
            do { try record.check() } catch { throw Self.malformed(error.message, at: place) }
            records.append(record)
        case (.lesson, _, _, let lesson?):
            do { try lesson.lesson.check() } catch { throw Self.malformed(error.message, at: place) }
            lessons.append(lesson.lesson)
        case (.evidence, _, _, let lesson?):
            guard let record = line.of, let agrees = line.agrees else {
                throw Self.malformed("an observation names its record and whether that agrees", at: place)
            }
            do { try lesson.lesson.check() } catch { throw Self.malformed(error.message, at: place) }
            evidence.append(
                LessonEvidence(lesson: lesson.lesson, record: record, agrees: agrees, quote: line.quote))
        default: throw Self.malformed("the line lacks what its type promises", at: place)
        }
    }

    private static func malformed(_ message: String, at place: String) -> ExperienceError {
        ExperienceError(
            code: .malformed, message: message, place: place,
            remedy: "nothing was imported; mend or remove the line, and import again")
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        switch error {
        case .keyNotFound(let key, _): return "'\(key.stringValue)' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "'\(context.codingPath.map(\.stringValue).joined(separator: "."))' has another type"
        case .dataCorrupted(let context): return context.debugDescription
        @unknown default: return "it cannot be read"
        }
    }
}
