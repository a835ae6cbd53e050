public import Foundation

/// Makes advice for a task out of what is remembered.
///
/// Records count that are at least as alike as the threshold (0.7). Each is weighted by how alike it is, by its age (half
/// after 180 days) and by how it ended; what was mended weighs more than what was not. Lessons count from three
/// observations on.
///
/// Where a distilled model is given (`GuidanceScorer`), it weighs warnings: the odds of each change as the model holds its kind
/// of failure to be more or less likely for this task than in all attempts.
///
/// A project's own words are only told within the project, or where the model runs on this machine: otherwise they would
/// leave it.
public struct ExperienceAdvisor: Sendable {
    /// What is to be done.
    public struct Subject: Sendable, Hashable {
        /// The task in words.
        public var text: String
        /// Its language, if known.
        public var language: String?
        /// What kind of work it is, as `PlanTask.Kind` names it, if known.
        public var work: String?
        /// The project, by `ExperienceProject.id`.
        public var project: String
        /// Whether what is said to the model stays on this machine.
        public var staysHere: Bool

        /// Creates a subject.
        public init(
            text: String, language: String? = nil, work: String? = nil, project: String, staysHere: Bool
        ) {
            self.text = text
            self.language = language
            self.work = work
            self.project = project
            self.staysHere = staysHere
        }
    }

    /// How alike a record has to be.
    public static let threshold = 0.7
    /// Days after which a record counts half.
    public static let halfLife = 180.0
    /// Observations from which on a lesson counts.
    static let observations = 3.0

    private let library: ExperienceLibrary
    private let threshold: Double
    private let now: Date
    private let scorer: GuidanceScorer?

    /// Creates an advisor.
    ///
    /// - Parameters:
    ///   - library: what is remembered.
    ///   - threshold: how alike a record has to be.
    ///   - now: the time from which ages count.
    ///   - scorer: weighs warnings; one for another encoder than the library's is not asked.
    public init(
        library: ExperienceLibrary, threshold: Double = Self.threshold, now: Date = Date(),
        scorer: GuidanceScorer? = nil
    ) {
        self.library = library
        self.threshold = threshold
        self.now = now
        self.scorer = scorer?.encoder == library.encoder.name ? scorer : nil
    }

    /// Advice for a task.
    ///
    /// - Parameter subject: what is to be done.
    /// - Returns: advice, the most reliable first; none where nothing is known.
    /// - Throws: `ExperienceError`.
    public func guidance(for subject: Subject) async throws(ExperienceError) -> ExperienceGuidance {
        let similar = try await library.similar(
            to: subject.text, kinds: [.attempt], count: 5, threshold: threshold)
        var items: [ExperienceGuidance.Item] = []
        for found in similar { items += try await advice(from: found, for: subject) }
        items += try await lessons(for: subject)
        try await weigh(&items, for: subject)
        var seen: Set<String> = []
        let ordered = items.sorted { ($1.confidence, $0.text) < ($0.confidence, $1.text) }
        return ExperienceGuidance(items: ordered.filter { seen.insert($0.text).inserted })
    }

    /// Lets the model say how far each warning applies.
    private func weigh(
        _ items: inout [ExperienceGuidance.Item], for subject: Subject
    ) async throws(ExperienceError) {
        guard let scorer, items.contains(where: { $0.failure != nil }),
            let vector = try await library.encoder.vectors(of: [subject.text]).first
        else { return }
        let factors = try await scorer.factors(of: vector, language: subject.language, work: subject.work)
        for index in items.indices {
            guard let factor = items[index].failure.flatMap({ factors[$0] }) else { continue }
            let confidence = min(0.99, max(0.01, items[index].confidence))
            let odds = confidence / (1 - confidence) * factor
            items[index].confidence = min(0.99, max(0.01, odds / (1 + odds)))
        }
    }

    private func weight(of record: ExperienceRecord, similarity: Double) -> Double {
        let days = max(0, now.timeIntervalSince(record.provenance.time) / 86_400)
        return min(1, similarity) * pow(0.5, days / Self.halfLife)
    }

    /// What a similar attempt says.
    private func advice(
        from found: ExperienceLibrary.Found, for subject: Subject
    ) async throws(ExperienceError) -> [ExperienceGuidance.Item] {
        let attempt = found.record
        let weight = weight(of: attempt, similarity: found.similarity)
        let mayQuote = subject.staysHere || attempt.provenance.project == subject.project
        let run = try await library.store.records(
            ExperienceSelection(run: attempt.provenance.run, kinds: [.failure, .repair]))
        var items: [ExperienceGuidance.Item] = []
        for failure in run where failure.kind == .failure && failure.follows.contains(attempt.id) {
            let kind = failure.labels["failure"].flatMap { FailureKind(rawValue: $0) } ?? .other
            let mended = run.first {
                $0.kind == .repair && $0.follows.contains(failure.id) && $0.success == true
            }
            let quote =
                mayQuote
                ? failure.text.map { ": " + $0.split(whereSeparator: \.isNewline).joined(separator: "; ").prefix(200) }
                : nil
            let advice = ExperienceSeeds.advice(on: kind).map { "; \($0)" } ?? ""
            items.append(
                ExperienceGuidance.Item(
                    kind: .risk,
                    text: "a first answer to a similar task failed (\(kind.rawValue))\(quote ?? "")\(advice)",
                    confidence: weight * (mended == nil ? 0.7 : 0.9),
                    sources: [attempt.id, failure.id] + [mended?.id].compactMap(\.self), failure: kind))
        }
        if attempt.success == true, mayQuote, let title = attempt.details["title"]?.first,
            let files = attempt.details["files"], !files.isEmpty, attempt.provenance.project == subject.project
        {
            items.append(
                ExperienceGuidance.Item(
                    kind: .recommendation,
                    text:
                        "'\(title.prefix(80))' is like it and went well; see \(files.prefix(3).joined(separator: ", "))",
                    confidence: weight * 0.8, sources: [attempt.id]))
        }
        return items
    }

    /// What many attempts say.
    private func lessons(for subject: Subject) async throws(ExperienceError) -> [ExperienceGuidance.Item] {
        guard let language = subject.language else { return [] }
        var items: [ExperienceGuidance.Item] = []
        for lesson in try await library.store.lessons(.risk, having: ["language": language])
        where lesson.support >= Self.observations && lesson.confidence >= 0.5 {
            let kind = FailureKind(rawValue: lesson.conclusion) ?? .other
            let advice = ExperienceSeeds.advice(on: kind).map { ": \($0)" } ?? ""
            items.append(
                ExperienceGuidance.Item(
                    kind: .risk, text: "\(kind.rawValue) is common in \(language)\(advice)",
                    confidence: lesson.confidence * 0.8, sources: [lesson.id], failure: kind))
        }
        for lesson in try await library.store.lessons(.context, having: ["language": language])
        where lesson.support >= Self.observations && lesson.confidence >= 0.6 && lesson.conclusion.contains("example") {
            items.append(
                ExperienceGuidance.Item(
                    kind: .suggestion, text: "working an example through before the code helped in \(language)",
                    confidence: lesson.confidence * 0.8, sources: [lesson.id]))
        }
        return items
    }
}
