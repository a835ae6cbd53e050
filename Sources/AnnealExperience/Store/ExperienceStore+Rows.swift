internal import AnnealFoundation
internal import Foundation
internal import GRDB

extension ExperienceStore {
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(ExperienceError) -> Value {
        do {
            return try await database.read(body)
        } catch let error as ExperienceError {
            throw error
        } catch {
            throw ExperienceError(
                code: .notRead, message: "the experience cannot be read: \(error)", place: path,
                remedy: "a damaged file can be moved away, a new one is made")
        }
    }

    func write(
        _ what: String, _ body: @escaping @Sendable (Database) throws -> Void
    ) async throws(ExperienceError) {
        do {
            try await database.write(body)
        } catch let error as ExperienceError {
            throw error
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            throw ExperienceError(
                code: .locked, message: "\(what) was not stored: another process keeps the database locked",
                place: path, remedy: "try again when it is done")
        } catch {
            throw ExperienceError(
                code: .notStored, message: "\(what) was not stored: \(error)", place: path,
                remedy: "check that there is space left and that the file can be written")
        }
    }

    static func insert(
        projects: [ExperienceProject], of records: [ExperienceRecord], into database: Database
    ) throws {
        let known = Set(projects.map(\.id))
        let others = Set(records.map(\.provenance.project)).subtracting(known).map { ExperienceProject(id: $0) }
        for project in projects + others {
            try database.execute(
                sql: """
                    INSERT INTO project (id, name, path) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE
                    SET name = COALESCE(excluded.name, name), path = COALESCE(excluded.path, path)
                    """,
                arguments: [project.id, project.name, project.path])
            try noteChanges("VALUES (?)", [project.id], in: database)
        }
    }

    static func insert(_ record: ExperienceRecord, into database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO record
                    (id, kind, project, run, task, commit_id, model, time, labels, numbers, text, details,
                     follows, origin)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    kind = excluded.kind, project = excluded.project, run = excluded.run, task = excluded.task,
                    commit_id = excluded.commit_id, model = excluded.model, time = excluded.time,
                    labels = excluded.labels, numbers = excluded.numbers, text = COALESCE(excluded.text, text),
                    details = CASE WHEN excluded.details = '{}' THEN details ELSE excluded.details END,
                    follows = excluded.follows,
                    origin = CASE WHEN record.origin IS NULL THEN NULL ELSE excluded.origin END
                """,
            arguments: [
                record.id, record.kind.rawValue, record.provenance.project, record.provenance.run.rawValue,
                record.task?.rawValue, record.provenance.commit, record.provenance.model,
                record.provenance.time.timeIntervalSince1970, try CanonicalJSON.string(record.labels),
                try CanonicalJSON.string(record.numbers), record.text, try CanonicalJSON.string(record.details),
                try CanonicalJSON.string(record.follows), record.provenance.origin?.rawValue,
            ])
    }

    static func insert(_ observation: LessonEvidence, into database: Database) throws {
        let lesson = observation.lesson
        try insert(lesson, priorFor: 0, priorAgainst: 0, into: database)
        try database.execute(
            sql: """
                INSERT INTO evidence (lesson, record, agrees, quote) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET agrees = excluded.agrees, quote = COALESCE(excluded.quote, quote)
                """,
            arguments: [lesson.id, observation.record, observation.agrees, observation.quote])
    }

    /// Stores a lesson; what it knew beforehand is never lowered.
    static func insert(
        _ lesson: Lesson, priorFor: Double, priorAgainst: Double, into database: Database
    ) throws {
        let words = [lesson.conclusion] + lesson.condition.keys + lesson.condition.values
        guard words.allSatisfy(ExperienceRecord.isWord) else {
            throw ExperienceError(
                code: .invalid, message: "a lesson's condition and conclusion are short words", place: lesson.id,
                remedy: "put what a tool said into the quote of the evidence")
        }
        try database.execute(
            sql: """
                INSERT INTO lesson (id, kind, condition, conclusion, prior_for, prior_against)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                    prior_for = MAX(prior_for, excluded.prior_for),
                    prior_against = MAX(prior_against, excluded.prior_against)
                """,
            arguments: [
                lesson.id, lesson.kind.rawValue, try CanonicalJSON.string(lesson.condition), lesson.conclusion,
                priorFor, priorAgainst,
            ])
    }

    static func record(from row: Row) throws -> ExperienceRecord {
        guard let kind = ExperienceRecord.Kind(rawValue: row["kind"]) else {
            throw ExperienceError(
                code: .notRead, message: "the kind '\(row["kind"] as String)' of a record is not known",
                place: row["id"], remedy: "it may have been written by a newer Anneal; update")
        }
        return ExperienceRecord(
            id: row["id"], kind: kind,
            provenance: Provenance(
                project: row["project"], run: RunID(row["run"] as String), commit: row["commit_id"],
                model: row["model"], time: Date(timeIntervalSince1970: row["time"]),
                origin: (row["origin"] as String?).flatMap { Provenance.Origin(rawValue: $0) }),
            task: (row["task"] as String?).map { TaskID($0) }, labels: try decode(row["labels"]),
            numbers: try decode(row["numbers"]), text: row["text"], details: try decode(row["details"]),
            follows: try decode(row["follows"]))
    }

    static func decode<Value: Decodable>(_ text: String) throws -> Value {
        try CanonicalJSON.decode(Value.self, from: Data(text.utf8))
    }
}

extension ExperienceSelection {
    /// The conditions of a selection in SQL.
    struct Condition {
        var sql: String
        var arguments: StatementArguments
    }

    var condition: Condition {
        var parts: [String] = ["1"]
        var arguments = StatementArguments()
        if let project {
            parts.append("project = ?")
            arguments += [project]
        }
        if let run {
            parts.append("run = ?")
            arguments += [run.rawValue]
        }
        if let before {
            parts.append("time < ?")
            arguments += [before.timeIntervalSince1970]
        }
        for (column, values) in [("id", ids), ("kind", kinds?.map(\.rawValue))] {
            guard let values else { continue }
            // One argument, however many there are: SQLite has a limit.
            parts.append("\(column) IN (SELECT value FROM json_each(?))")
            arguments += [(try? CanonicalJSON.string(values)) ?? "[]"]
        }
        return Condition(sql: parts.joined(separator: " AND "), arguments: arguments)
    }
}
