internal import Foundation
internal import GRDB
internal import Synchronization

/// Searches an index: the files that a task, an error or a question is about, each with the reason.
///
/// Its files, pieces and references are kept in memory and read again when the index has changed. Calls from several
/// tasks may overlap.
public final class RepositorySearch: Sendable {
    private let index: RepositoryIndex
    private let weights: SearchWeights
    private let kept = Mutex<IndexSnapshot?>(nil)

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
    /// - Returns: the files, best first; those that match nothing are left out.
    /// - Throws: `IndexError`. Complexity: O(n) in the occurrences of the query's terms and in the files.
    public func search(_ query: String, limit: Int, signals: SearchSignals = .all) throws -> [SearchResult] {
        guard limit > 0 else {
            throw IndexError(
                code: .query, message: "a search for \(limit) files finds nothing", place: "--limit",
                remedy: "ask for one file at least")
        }
        return try index.read { database in
            let snapshot = try snapshot(database)
            var query = QueryTerms(query)
            if signals.contains(.families) {
                try query.expand(weight: weights.family, segments: snapshot.segments, database: database)
            }
            let postings = try query.terms.map { try TermPostings($0.text, snapshot: snapshot, database: database) }
            var scores = SearchScores(snapshot: snapshot, weights: weights, signals: signals)
            scores.addTerms(query.terms, postings)
            guard scores.reach > 0 else { return [] }
            if signals.contains(.pairs) { scores.addPairs(query.pairs, postings) }
            if signals.contains(.size) { scores.addSize() }
            if signals.contains(.neighbours) { scores.addNeighbours() }
            let factors = signals.contains(.category) ? factors(query, snapshot) : []
            if !factors.isEmpty { scores.scale(by: factors) }
            if signals.contains(.graph) { scores.addGraph() }
            if signals.contains(.feedback) { try scores.addFeedback(database) }
            return scores.best(limit).map { place in
                result(place, scores, query.terms, postings)
            }
        }
    }

    private func snapshot(_ database: Database) throws -> IndexSnapshot {
        let generation = try Int.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'generation'") ?? 0
        if let known = kept.withLock({ $0 }), known.generation == generation { return known }
        let snapshot = try IndexSnapshot(database)
        kept.withLock { $0 = snapshot }
        return snapshot
    }

    /// The factor of each file's category, 1 where the query asks for the kind.
    private func factors(_ query: QueryTerms, _ snapshot: IndexSnapshot) -> [Float] {
        let asked: [(FileCategory, [String])] = [
            (.test, ["test", "spec", "fixtur"]),
            (.documentation, ["doc", "document", "documentation", "readm", "changelog", "exampl"]),
            (.vendored, ["vendor"]), (.data, ["json", "xml", "data"]),
        ]
        let wanted = Set(asked.filter { !query.stems.isDisjoint(with: $0.1) }.map(\.0))
        return snapshot.files.map { wanted.contains($0.category) ? 1 : $0.category.factor }
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
            var counts = SIMD8<Float>()
            for occurrence in postings.occurrences[postings.range(index)] { counts[Int(occurrence & 7)] += 1 }
            let frequency = scores.weighted(counts, place)
            let score = scores.value(of: term, postings) * frequency / (frequency + weights.fileSaturation)
            let fields = IndexField.allCases.filter { counts[Int($0.rawValue)] > 0 }.map { "\($0)" }
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
