internal import GRDB

extension ExperienceStore {
    /// What others may be given.
    ///
    /// - Parameters:
    ///   - selection: which records; lessons that were known beforehand are always part of it.
    ///   - includesText: whether the projects' own words are part of it; they leave the machine only then.
    /// - Returns: the content of a file.
    /// - Throws: `ExperienceError`.
    public func export(
        _ selection: ExperienceSelection = ExperienceSelection(), includingText includesText: Bool = false
    ) async throws(ExperienceError) -> ExperienceFile {
        let records = try await records(selection)
        let used = Set(records.map(\.provenance.project))
        let projects = try await projects().filter { used.contains($0.id) }
        let known = Set(records.map(\.id))
        let (lessons, evidence) = try await read { database in
            let lessons = try Row.fetchAll(
                database, sql: "SELECT * FROM lesson WHERE prior_for > 0 OR prior_against > 0 ORDER BY id"
            ).map { try Self.lesson(from: $0) }
            let evidence = try Row.fetchAll(
                database,
                sql: """
                    SELECT lesson.*, evidence.record, evidence.agrees, evidence.quote
                    FROM evidence JOIN lesson ON lesson.id = evidence.lesson ORDER BY evidence.record, lesson.id
                    """
            ).map {
                LessonEvidence(
                    lesson: try Self.lesson(from: $0), record: $0["record"], agrees: $0["agrees"], quote: $0["quote"])
            }
            return (lessons, evidence.filter { known.contains($0.record) })
        }
        return ExperienceFile(
            includesText: includesText, projects: projects, records: records, lessons: lessons, evidence: evidence)
    }

    /// Takes over what others exported, all or nothing. Importing it again changes nothing.
    ///
    /// - Parameter file: the content.
    /// - Throws: `ExperienceError`.
    public func `import`(_ file: ExperienceFile) async throws(ExperienceError) {
        let known = Set(file.records.map(\.id))
        if let loose = file.evidence.first(where: { !known.contains($0.record) }) {
            throw ExperienceError(
                code: .malformed, message: "an observation is of a record that is not in the file", place: loose.record,
                remedy: "nothing was imported; export the records with their observations")
        }
        try await write("experience") { database in
            try Self.insert(projects: file.projects, of: file.records, into: database)
            for record in file.records { try Self.insert(record, into: database) }
            for lesson in file.lessons {
                try Self.insert(
                    lesson, priorFor: lesson.support, priorAgainst: lesson.contradictions, into: database)
            }
            for observation in file.evidence { try Self.insert(observation, into: database) }
        }
    }

    private static func lesson(from row: Row) throws -> Lesson {
        guard let kind = Lesson.Kind(rawValue: row["kind"]) else {
            throw ExperienceError(
                code: .notRead, message: "the kind '\(row["kind"] as String)' of a lesson is not known",
                place: row["id"], remedy: "it may have been written by a newer Anneal; update")
        }
        return Lesson(
            kind, when: try decode(row["condition"]), row["conclusion"], support: row["prior_for"],
            contradictions: row["prior_against"])
    }
}
