extension LessonEvidence {
    /// What a record shows by itself, whoever wrote it: whether attempts in its circumstances succeed, and whether a kind of
    /// repair mends a kind of failure.
    ///
    /// - Parameters:
    ///   - record: any.
    ///   - quote: what failed, in the words of a tool.
    /// - Returns: observations; none for records that do not say how they ended.
    static func shown(by record: ExperienceRecord, quote: String? = nil) -> [LessonEvidence] {
        guard let success = record.success else { return [] }
        return lessons(about: record).map { lesson in
            LessonEvidence(lesson: lesson, record: record.id, agrees: success, quote: quote)
        }
    }

    private static func lessons(about record: ExperienceRecord) -> [Lesson] {
        let language = record.labels["language"]
        switch record.kind {
        case .attempt:
            var factors = [
                ["work": record.labels["work"] ?? "-"], ["executor": record.labels["executor"] ?? "-"],
            ]
            if let effort = record.numbers["effort"] {
                factors.append(["effort": effort <= 1 ? "small" : effort <= 3 ? "medium" : "large"])
            }
            if let language { factors.append(["language": language]) }
            return factors.map { Lesson(.success, when: $0, "succeeds") }
        case .repair:
            guard let failure = record.labels["failure"], let repair = record.labels["repair"] else { return [] }
            let general = Lesson(.repair, when: ["failure": failure], repair)
            guard let language else { return [general] }
            return [general, Lesson(.repair, when: ["failure": failure, "language": language], repair)]
        case .decision, .outcome, .failure: return []
        }
    }
}
