internal import AnnealFoundation

/// An attempt to learn from: what was known before it, and what its answers failed with.
struct FailureExample: Sendable, Hashable {
    /// The run; attempts of one run are never on both sides of a comparison.
    var run: String
    /// The vector of its text, then its labels.
    var features: [Float]
    /// 0 for an attempt without a failure, else the failure that was seen most: its place in `FailureKind.allCases` and 1.
    var outcome: Int

    /// Outcomes that are told apart.
    static let outcomes = FailureKind.allCases.count + 1
    /// Places for labels behind the vector of the text.
    static let labelWidth = 32

    /// What is known of an attempt beforehand.
    ///
    /// - Parameters:
    ///   - vector: of its text.
    ///   - language: the language, if known.
    ///   - work: the kind of work, if known.
    /// - Returns: the vector with labels hashed to places and signs behind it.
    static func features(_ vector: [Float], language: String?, work: String?) -> [Float] {
        var labels = [Float](repeating: 0, count: labelWidth)
        for label in [language.map { "language=\($0)" }, work.map { "work=\($0)" }].compactMap(\.self) {
            let bytes = ContentDigest(of: label).hex.utf8.prefix(2)
            let hash = bytes.reduce(0) { $0 * 31 + Int($1) }
            labels[hash % labelWidth] += hash / labelWidth % 2 == 0 ? 1 : -1
        }
        return vector + labels
    }

    /// The examples that records give.
    ///
    /// An attempt whose end is not known and that has no failure tells nothing; neither does one without a vector.
    ///
    /// - Parameters:
    ///   - records: attempts and failures, in any order.
    ///   - vectors: of the attempts' texts by identifier.
    /// - Returns: the examples in the order of the attempts.
    static func of(_ records: [ExperienceRecord], vectors: [String: [Float]]) -> [FailureExample] {
        var seen: [String: [FailureKind: Double]] = [:]
        for failure in records where failure.kind == .failure {
            guard let kind = failure.labels["failure"].flatMap(FailureKind.init(rawValue:)) else { continue }
            for attempt in failure.follows {
                seen[attempt, default: [:]][kind, default: 0] += max(1, failure.numbers["seen"] ?? 1)
            }
        }
        return records.compactMap { attempt in
            guard attempt.kind == .attempt, let vector = vectors[attempt.id] else { return nil }
            let kinds = seen[attempt.id] ?? [:]
            guard !kinds.isEmpty || attempt.success == true else { return nil }
            let most = FailureKind.allCases.enumerated().max { first, second in
                (kinds[first.element] ?? 0, second.offset) < (kinds[second.element] ?? 0, first.offset)
            }
            return FailureExample(
                run: attempt.provenance.run.rawValue,
                features: features(vector, language: attempt.labels["language"], work: attempt.labels["work"]),
                outcome: kinds.isEmpty ? 0 : (most?.offset ?? 0) + 1)
        }
    }
}
