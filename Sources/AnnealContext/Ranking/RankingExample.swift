/// A file that a search found, as training the ranker sees it.
public struct RankingExample: Sendable, Hashable {
    /// Relative to the root.
    public var path: String
    /// By `RepositorySearch.featureNames`; NaN where one is missing.
    public var features: [Float]
}

extension RepositorySearch {
    /// The names of the features, in order.
    public static var featureNames: [String] { RankingFeatures.names }

    /// The best files by the fixed rule, with what the ranker knows of them.
    ///
    /// - Parameters:
    ///   - query: any text.
    ///   - signals: what counts.
    ///   - vector: of the query.
    /// - Returns: the files, best first.
    /// - Throws: `IndexError`.
    public func examples(
        _ query: String, signals: SearchSignals = .all, vector: QueryVector? = nil
    ) throws -> [RankingExample] {
        try scored(query, signals: signals.subtracting(.ranking), vector: vector) { scores, terms, _ in
            let places = scores.best(RankingFeatures.candidates)
            let rows = RankingFeatures.rows(of: scores, places, terms: terms.count)
            return zip(places, rows).map {
                RankingExample(path: scores.snapshot.files[$0].path, features: $1)
            }
        } ?? []
    }
}
