internal import AnnealLearning
internal import Synchronization

/// Trees that put the best files of a search into their final order.
///
/// Trained by `train-ranking` on the histories of public repositories; docs/algorithms/retrieval.md has the figures. Without
/// XGBoost's library the order is that of the fixed rule.
final class LearnedRanking: Sendable {
    private let trees: Mutex<BoostedTrees>

    /// The model that the module brings along; `nil` when XGBoost is not installed or there is no model.
    static let shared: LearnedRanking? = {
        rankingModel.isEmpty ? nil : try? LearnedRanking(json: Array(rankingModel.utf8), source: "RankingModel.swift")
    }()

    /// Reads a model.
    ///
    /// - Throws: `LearningError` for a text that is no model of these features, or without the library.
    init(json: [UInt8], source: String) throws(LearningError) {
        let trees = try BoostedTrees(json: json, source: source)
        guard trees.columns == RankingFeatures.names.count else {
            throw LearningError(
                code: .shape, message: "a model of \(trees.columns) features, not \(RankingFeatures.names.count)",
                place: source, remedy: "train it anew with train-ranking")
        }
        self.trees = Mutex(trees)
    }

    /// The merits of files.
    ///
    /// - Parameter rows: their features.
    /// - Returns: a number for each, larger for files that come first; `nil` when the library refuses.
    func merits(of rows: [[Float]]) -> [Float]? {
        trees.withLock { trees in
            guard let table = try? FeatureTable(rows.flatMap { $0 }, columns: RankingFeatures.names.count) else {
                return nil
            }
            return try? trees.predict(table)
        }
    }
}

extension SearchScores {
    /// Puts the best files into the order of the learned ranker; all others stay behind them.
    ///
    /// - Parameters:
    ///   - ranking: the ranker.
    ///   - terms: how many terms the query has.
    mutating func rank(by ranking: LearnedRanking, terms: Int) {
        let places = best(RankingFeatures.candidates)
        let rows = RankingFeatures.rows(of: self, places, terms: terms)
        guard places.count > 1, let merits = ranking.merits(of: rows), merits.count == places.count else { return }
        let order = merits.indices.sorted { (merits[$1], $0) < (merits[$0], $1) }
        var values = [Float](repeating: 0, count: scores.count)
        // The scores stay, and are dealt out in the new order.
        for (rank, index) in order.enumerated() {
            values[places[index]] = scores[places[rank]] - scores[places[index]]
        }
        add(values, as: "ranking")
    }
}
