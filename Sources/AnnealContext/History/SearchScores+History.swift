internal import Foundation
internal import GRDB

extension SearchScores {
    /// Adds what git's history tells: files of commits whose message is like the query, files that changed together with
    /// the best ones, and how often a file changes.
    ///
    /// - Parameters:
    ///   - terms: of the query.
    ///   - database: the index.
    /// - Throws: `DatabaseError`. Complexity: O(n) in the commits that have the terms.
    mutating func addHistory(_ terms: [QueryTerms.Term], _ database: Database) throws {
        guard !snapshot.history.isEmpty, let first = best(1).first else { return }
        let top = scores[first]
        addScaled(try messages(terms, database), weights.messages * top, as: "messages")
        addScaled(changedTogether(), weights.cochange * top, as: "cochange")
        let changes = snapshot.history.commits.map { log(1 + Float($0.count)) }
        let most = max(1, changes.max() ?? 1)
        add(
            changes.indices.map { isMatched[$0] ? weights.churn * reach * changes[$0] / most : 0 }, as: "churn")
    }

    private mutating func addScaled(_ values: [Float], _ weight: Float, as name: String) {
        let most = max(values.max() ?? 0, 1e-9)
        add(values.map { weight * ($0 / most).squareRoot() }, as: name)
    }

    /// By place, how like the query the messages of the commits are that changed the file; of each commit its share of
    /// files counts.
    private func messages(_ terms: [QueryTerms.Term], _ database: Database) throws -> [Float] {
        let history = snapshot.history
        var similarities = [Float](repeating: 0, count: history.numbers.count)
        let statement = try database.cachedStatement(sql: "SELECT number, weight FROM historyTerm WHERE term = ?")
        for term in terms {
            let rows = try Row.fetchAll(statement, arguments: [term.text])
            let value = term.weight * Rarity.of(rows.count, among: history.numbers.count)
            for row in rows {
                guard let commit = history.index(of: row[0]) else { continue }
                let frequency = Float(row[1] as Int) / 10
                let discount = 0.4 + 0.6 * history.lengths[commit]
                similarities[commit] += value * frequency * 2.2 / (frequency + 1.2 * discount)
            }
        }
        let found = similarities.indices.filter { similarities[$0] > 0 }
            .sorted { (similarities[$1], $1) < (similarities[$0], $0) }.prefix(weights.likeCommits)
        var values = [Float](repeating: 0, count: scores.count)
        for commit in found {
            let files = history.files(of: commit)
            let share = similarities[commit] * similarities[commit] / Float(max(1, files.count)).squareRoot()
            for place in files { values[Int(place)] += share }
        }
        return values
    }

    /// By place, how often the file changed together with the best files, those of large commits and of files that change
    /// with everything counting less.
    private func changedTogether() -> [Float] {
        let history = snapshot.history
        var values = [Float](repeating: 0, count: scores.count)
        let seeds = best(weights.cochangeSeeds)
        let sum = max(1e-9, seeds.reduce(Float(0)) { $0 + scores[$1] * scores[$1] })
        for seed in seeds {
            let share = scores[seed] * scores[seed] / sum
            // The last changes of a file tell most of what it belongs to now.
            for commit in history.commits[seed].suffix(weights.lastChanges) {
                let files = history.files(of: Int(commit))
                guard files.count > 1 else { continue }
                for place in files where Int(place) != seed { values[Int(place)] += share / Float(files.count - 1) }
            }
        }
        for place in values.indices where values[place] > 0 {
            values[place] /= Float(1 + history.commits[place].count).squareRoot()
        }
        return values
    }
}
