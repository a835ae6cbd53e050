internal import Foundation

/// What the learned ranker knows of each of the best files of a search.
///
/// Values of signals are shares of the largest among the candidates, so that they compare between queries; a signal that
/// an index cannot give (no history, no vectors) is missing, not zero.
enum RankingFeatures {
    /// The best files by the fixed rule that are put into a new order.
    static let candidates = 50

    /// Signals that are missing when the index has none of their data.
    private static let history: Set<String> = ["messages", "cochange", "churn"]
    private static let signals = [
        "fields", "pieces", "pairs", "path", "size", "neighbours", "tests", "graph", "messages", "cochange", "churn",
        "feedback", "vectors",
    ]

    /// The features' names, in order.
    static let names: [String] =
        [
            "score", "rank", "gap",
        ] + signals.map { "\($0).share" } + signals.map { "\($0).rank" } + [
            "fields.reach", "pieces.reach", "path.reach", "isTest", "isDocument", "isForeign", "size.log", "pieces.log",
            "depth", "changes.log", "age.log", "sameFolder", "siblings", "tested", "terms.log", "matched.log",
        ]

    /// The features of the best files.
    ///
    /// - Parameters:
    ///   - scores: after all signals.
    ///   - places: the best files, best first.
    ///   - terms: how many terms the query has.
    /// - Returns: a row for each place; NaN where a feature is missing. Complexity: O(n) in files and features.
    static func rows(of scores: SearchScores, _ places: [Int], terms: Int) -> [[Float]] {
        guard let first = places.first else { return [] }
        let snapshot = scores.snapshot
        let top = max(scores.scores[first], 1e-6)
        let columns = signals.map { column($0, scores, places) }
        let matched = log(1 + Float(scores.isMatched.count { $0 }))
        return places.enumerated().map { rank, place in
            let score = scores.scores[place]
            let before = rank > 0 ? scores.scores[places[rank - 1]] : score
            var row = [score / top, log(1 + Float(rank)), (before - score) / top]
            row += columns.map { $0.shares[rank] } + columns.map { $0.ranks[rank] }
            for name in ["fields", "pieces", "path"] {
                row.append((scores.part(name)?[place] ?? 0) / max(1e-6, scores.reach))
            }
            let file = snapshot.files[place]
            row += [
                file.category == .test ? 1 : 0, file.category == .documentation ? 1 : 0,
                [.vendored, .generated, .data].contains(file.category) ? 1 : 0, snapshot.logSizes[place],
                log(Float(snapshot.pieceStarts[place + 1] - snapshot.pieceStarts[place]) + 1),
                Float(file.path.utf8.count { $0 == UInt8(ascii: "/") }),
            ]
            row += changes(of: place, scores.signals.contains(.history) ? snapshot.history : HistorySnapshot())
            row += [
                file.folder == snapshot.files[first].folder ? 1 : 0,
                Float(snapshot.siblings[file.stem]?.count ?? 1), Float(snapshot.tests[place]?.count ?? 0),
                log(1 + Float(terms)), matched,
            ]
            return row
        }
    }

    /// A signal's values as shares of the largest, and the logarithms of their ranks.
    private static func column(
        _ name: String, _ scores: SearchScores, _ places: [Int]
    ) -> (shares: [Float], ranks: [Float]) {
        let isMissing = history.contains(name) && scores.snapshot.history.isEmpty
        guard let values = scores.part(name), !isMissing else {
            let missing = [Float](repeating: .nan, count: places.count)
            return (missing, missing)
        }
        let own = places.map { values[$0] }
        let most = max(1e-6, own.max() ?? 0)
        var ranks = [Float](repeating: log(1 + Float(places.count)), count: places.count)
        let ordered = own.indices.filter { own[$0] > 0 }.sorted { (own[$1], $0) < (own[$0], $1) }
        for (rank, index) in ordered.enumerated() { ranks[index] = log(1 + Float(rank)) }
        return (own.map { $0 / most }, ranks)
    }

    /// How often a file changed, and how many commits ago it did.
    private static func changes(of place: Int, _ history: HistorySnapshot) -> [Float] {
        guard !history.isEmpty else { return [.nan, .nan] }
        let commits = history.commits[place]
        let last = commits.last.map { Float(history.numbers.count - 1 - Int($0)) } ?? Float(history.numbers.count)
        return [log(1 + Float(commits.count)), log(1 + last)]
    }
}
