internal import GRDB

extension ExperienceStore {
    /// The lessons with what speaks for and against them now, the most reliable first.
    ///
    /// - Parameters:
    ///   - kind: only those of this kind.
    ///   - condition: only those whose condition has these labels.
    /// - Returns: the lessons, each with at most three quotes, the newest.
    /// - Throws: `ExperienceError`.
    /// - Complexity: O(lessons + evidence).
    public func lessons(
        _ kind: Lesson.Kind? = nil, having condition: [String: String] = [:]
    ) async throws(ExperienceError) -> [Lesson] {
        try await read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT lesson.*, COALESCE(SUM(evidence.agrees), 0) AS agreeing, COUNT(evidence.record) AS observed
                    FROM lesson LEFT JOIN evidence ON evidence.lesson = lesson.id
                    WHERE ?1 IS NULL OR kind = ?1 GROUP BY lesson.id
                    """,
                arguments: [kind?.rawValue])
            var quotes: [String: [String]] = [:]
            for row in try Row.fetchAll(
                database,
                sql: """
                    SELECT evidence.lesson, evidence.quote FROM evidence JOIN record ON record.id = evidence.record
                    WHERE evidence.quote IS NOT NULL ORDER BY record.time DESC, record.id
                    """)
            {
                let (id, quote): (String, String) = (row["lesson"], row["quote"])
                if quotes[id, default: []].count < 3, !quotes[id, default: []].contains(quote) {
                    quotes[id, default: []].append(quote)
                }
            }
            return try rows.compactMap { row -> Lesson? in
                guard let kind = Lesson.Kind(rawValue: row["kind"]) else { return nil }
                let agreeing: Double = row["agreeing"]
                let observed: Double = row["observed"]
                let lesson = Lesson(
                    kind, when: try Self.decode(row["condition"]), row["conclusion"],
                    support: agreeing + row["prior_for"],
                    contradictions: observed - agreeing + row["prior_against"], quotes: quotes[row["id"]] ?? [])
                return condition.allSatisfy { lesson.condition[$0.key] == $0.value } ? lesson : nil
            }.sorted { ($1.confidence, $1.support, $0.id) < ($0.confidence, $0.support, $1.id) }
        }
    }

    /// Stores lessons that are known beforehand: their support and contradictions count as observations that no run made.
    /// Storing them again changes nothing.
    ///
    /// - Parameter lessons: the lessons.
    /// - Throws: `ExperienceError`.
    public func seed(_ lessons: [Lesson]) async throws(ExperienceError) {
        try await write("lessons") { database in
            for lesson in lessons {
                try Self.insert(
                    lesson, priorFor: lesson.support, priorAgainst: lesson.contradictions, into: database)
            }
        }
    }
}
