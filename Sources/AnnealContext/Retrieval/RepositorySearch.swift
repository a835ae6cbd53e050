internal import Foundation
internal import GRDB
internal import Synchronization

/// Searches an index: the files that a task, an error or a question is about, each with the reason.
///
/// Its files, pieces and references are kept in memory; of those only what has changed in the index is read again. Calls
/// from several tasks may overlap.
public final class RepositorySearch: Sendable {
    private let index: RepositoryIndex
    private let weights: SearchWeights
    private let kept = Mutex<IndexSnapshot?>(nil)
    private let keptVectors = Mutex<(marks: IndexMarks, table: VectorTable)?>(nil)

    /// Creates a search.
    ///
    /// - Parameter index: is read as it is; `RepositoryIndex.update` brings it up to date.
    public convenience init(index: RepositoryIndex) {
        self.init(index: index, weights: .standard)
    }

    init(index: RepositoryIndex, weights: SearchWeights) {
        self.index = index
        self.weights = weights
    }

    /// The best files for a query.
    ///
    /// - Parameters:
    ///   - query: any text; its first line counts most.
    ///   - limit: the most files.
    ///   - signals: what counts.
    ///   - vector: of the query, by the model whose vectors the index has; without it words alone count.
    ///   - inPlay: paths of files that are worked on already: what they use and what uses them counts for more.
    /// - Returns: the files, best first; those that match nothing are left out.
    /// - Throws: `IndexError`. Complexity: O(n) in the occurrences of the query's terms and in the files.
    public func search(
        _ query: String, limit: Int, signals: SearchSignals = .all, vector: QueryVector? = nil, inPlay: [String] = []
    ) throws -> [SearchResult] {
        guard limit > 0 else {
            throw IndexError(
                code: .query, message: "a search for \(limit) files finds nothing", place: "--limit",
                remedy: "ask for one file at least")
        }
        return try scored(query, signals: signals, vector: vector, inPlay: inPlay) { scores, terms, postings in
            scores.best(limit).map { result($0, scores, terms, postings) }
        } ?? []
    }

    /// Adds up all signals for a query.
    ///
    /// - Returns: what the body makes of the scores; `nil` when nothing of the query is in the index.
    func scored<Value>(
        _ query: String, signals: SearchSignals, vector: QueryVector?, inPlay: [String] = [],
        _ body: (SearchScores, [QueryTerms.Term], [TermPostings]) throws -> Value
    ) throws -> Value? {
        try index.read { database in
            let snapshot = try snapshot(database)
            var query = QueryTerms(query)
            if signals.contains(.families) {
                try query.expand(weight: weights.family, segments: snapshot.segments, database: database)
            }
            let postings = try query.terms.map { try TermPostings($0.text, snapshot: snapshot, database: database) }
            var scores = SearchScores(snapshot: snapshot, weights: weights, signals: signals, inPlay: inPlay)
            scores.addTerms(query.terms, postings)
            let vectors =
                try signals.contains(.vectors) ? vector.map { try table($0.model, snapshot, database) } : nil
            guard scores.reach > 0 || vectors?.isEmpty == false else { return nil }
            let positions = try postings.map {
                try TermPositions(of: $0, in: scores.isCandidate, database: database)
            }
            scores.addPieces(query.terms, postings, positions)
            if signals.contains(.pairs) { scores.addPairs(query.pairs, positions) }
            if let vectors, let vector { scores.addVectors(vectors, vector) }
            try addRelations(&scores, query, database)
            // The trees have seen no vectors, and are certainly better than the fixed rule only where there is history.
            if signals.isSuperset(of: [.ranking, .history]), vector == nil, !snapshot.history.isEmpty,
                let ranking = LearnedRanking.shared
            {
                scores.rank(by: ranking, terms: query.terms.count)
            }
            return try body(scores, query.terms, postings)
        }
    }

    /// Adds the signals that go from the best files by words to others.
    private func addRelations(_ scores: inout SearchScores, _ query: QueryTerms, _ database: Database) throws {
        let signals = scores.signals
        if signals.contains(.size) { scores.addSize() }
        if signals.contains(.neighbours) { scores.addNeighbours() }
        if signals.contains(.tests) { scores.addTests() }
        if signals.contains(.category) { scores.scale(by: factors(query, scores.snapshot)) }
        if signals.contains(.graph) { scores.addGraph() }
        if signals.contains(.history) { try scores.addHistory(query.terms, database) }
        if signals.contains(.feedback) { try scores.addFeedback(database) }
    }

    private func snapshot(_ database: Database) throws -> IndexSnapshot {
        let marks = try IndexMarks(database)
        let known = kept.withLock { $0 }
        if let known, known.marks.hasSameFiles(as: marks) { return known }
        let snapshot = try known.flatMap { try IndexSnapshot(database, since: $0) } ?? IndexSnapshot(database)
        kept.withLock { $0 = snapshot }
        return snapshot
    }

    private func table(_ model: String, _ snapshot: IndexSnapshot, _ database: Database) throws -> VectorTable {
        let marks = try IndexMarks(database)
        if let known = keptVectors.withLock({ $0 }), known.marks == marks, known.table.model == model {
            return known.table
        }
        let table = try VectorTable(model: model, snapshot: snapshot, database: database)
        keptVectors.withLock { $0 = (marks, table) }
        return table
    }

    /// The factor of each file's category, 1 where the query asks for the kind.
    private func factors(_ query: QueryTerms, _ snapshot: IndexSnapshot) -> [Float] {
        let asked: [(FileCategory, [String])] = [
            (.test, ["test", "spec", "fixtur"]),
            (.documentation, ["doc", "document", "documentation", "readm", "changelog", "exampl"]),
            (.vendored, ["vendor"]), (.data, ["json", "xml", "data"]),
        ]
        let wanted = Set(asked.filter { !query.stems.isDisjoint(with: $0.1) }.map(\.0))
        return snapshot.categories.map { wanted.contains($0) ? 1 : $0.factor }
    }

    private func result(
        _ place: Int, _ scores: SearchScores, _ terms: [QueryTerms.Term], _ postings: [TermPostings]
    ) -> SearchResult {
        let snapshot = scores.snapshot
        let file = snapshot.files[place]
        let pieces = Int(snapshot.pieceStarts[place])..<Int(snapshot.pieceStarts[place + 1])
        let piece = pieces.max { scores.pieceScores[$0] < scores.pieceScores[$1] } ?? pieces.lowerBound
        let line = Int(snapshot.pieceLines[piece])
        let end =
            pieces.contains(piece + 1) ? Int(snapshot.pieceLines[piece + 1]) - 1 : line + FileReader.pieceLines.most - 1
        var matches: [SearchResult.Match] = []
        for (term, postings) in zip(terms, postings) {
            guard let index = postings.index(of: place) else { continue }
            let frequency = postings.frequencies[index]
            let score = scores.value(of: term, postings) * frequency / (frequency + weights.fileSaturation)
            let fields = IndexField.allCases.filter { postings.fields[index] & $0.bit != 0 }.map { "\($0)" }
            matches.append(
                SearchResult.Match(word: term.isWhole ? term.word : term.text, score: Double(score), fields: fields))
        }
        matches.sort { ($1.score, $0.word) < ($0.score, $1.word) }
        let parts = scores.parts.map { ($0.name, Double($0.values[place])) }.filter { $0.1 != 0 }
        return SearchResult(
            path: file.path, score: Double(scores.scores[place]), line: line, lastLine: end,
            matches: Array(matches.prefix(8)), signals: Dictionary(parts, uniquingKeysWith: +), category: file.category)
    }
}
