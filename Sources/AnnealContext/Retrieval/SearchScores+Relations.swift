internal import GRDB

extension SearchScores {
    /// Lets a file gain from the best file of its folder and from its siblings, such as a header from its source.
    mutating func addNeighbours() {
        var values = [Float](repeating: 0, count: scores.count)
        for group in snapshot.siblings.values {
            let best = group.map { scores[$0] }.max() ?? 0
            for place in group where isMatched[place] { values[place] = weights.sibling * (best - scores[place]) }
        }
        var bests = [Float](repeating: 0, count: snapshot.folderCount)
        for (place, folder) in snapshot.folders.enumerated() {
            bests[Int(folder)] = max(bests[Int(folder)], scores[place] + values[place])
        }
        for (place, folder) in snapshot.folders.enumerated() where isMatched[place] {
            values[place] += weights.folder * bests[Int(folder)]
        }
        add(values, as: "neighbours")
    }

    /// Lets a file gain from the best of its tests, where that has more of the query's words than the file itself.
    mutating func addTests() {
        guard !snapshot.tests.isEmpty else { return }
        var values = [Float](repeating: 0, count: scores.count)
        for (place, tests) in snapshot.tests {
            let best = tests.reduce(Float(0)) { max($0, scores[$1]) }
            if best > scores[place] { values[place] = weights.tests * (best - scores[place]) }
        }
        add(values, as: "tests")
    }

    /// The places of the best files that match at all, best first; equal scores in the order of their paths.
    func best(_ count: Int) -> [Int] {
        var best: [Int] = []
        for place in scores.indices where scores[place] > 0 {
            if best.count >= count, let last = best.last, !precedes(place, last) { continue }
            if best.count >= count { best.removeLast() }
            // Few are asked for: a sorted list is as fast as a heap.
            var low = 0
            var high = best.count
            while low < high {
                let middle = (low + high) / 2
                if precedes(best[middle], place) { low = middle + 1 } else { high = middle }
            }
            best.insert(place, at: low)
        }
        return best
    }

    private func precedes(_ first: Int, _ second: Int) -> Bool {
        scores[first] != scores[second]
            ? scores[first] > scores[second] : snapshot.files[first].path < snapshot.files[second].path
    }

    /// Adds what references to and from the best files and those in play tell; a file in play counts as much as the best.
    mutating func addGraph() {
        guard !snapshot.graph.isEmpty else { return }
        let seeds = best(weights.graphSeeds)
        guard let first = seeds.first else { return }
        let top = scores[first]
        let known = Set(inPlay)
        let shares =
            inPlay.map { (place: $0, share: Float(1)) }
            + seeds.filter { !known.contains($0) }.map { (place: $0, share: scores[$0] / top * scores[$0] / top) }
        let sum = shares.reduce(0) { $0 + $1.share }
        let ranks = snapshot.graph.ranks(
            from: shares.map { ($0.place, $0.share / sum) }, count: scores.count)
        let most = max(ranks.max() ?? 0, 1e-9)
        add(ranks.map { weights.graph * top * ($0 / most).squareRoot() }, as: "graph")
    }

    /// Adds the scores of the terms that tell the best files from others.
    ///
    /// Source: N. Abdul-Jaleel et al., "UMass at TREC 2004" (RM3), with the terms of the files' signatures.
    mutating func addFeedback(_ database: Database) throws {
        let files = best(weights.feedbackFiles)
        guard let first = files.first else { return }
        let top = scores[first]
        let sum = files.reduce(Float(0)) { $0 + scores[$1] }
        var values: [String: Float] = [:]
        for place in files {
            let id = Int64(snapshot.files[place].id)
            let row = try Row.fetchOne(
                database.cachedStatement(sql: "SELECT signature FROM file WHERE id = ?"), arguments: [id])
            let bytes = try row?.withUnsafeData(atIndex: 0) { $0.map { Array($0) } } ?? []
            guard let signature = FileSignature(bytes: bytes) else { throw IndexError.corrupt("a file's signature") }
            for term in signature.terms {
                values[term.text, default: 0] += scores[place] / sum * term.weight * term.rarity
            }
        }
        let terms = values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(weights.feedbackTerms)
        let all = max(1e-9, terms.reduce(0) { $0 + $1.value })
        var gains = [Float](repeating: 0, count: scores.count)
        for (text, value) in terms {
            let postings = try TermPostings(text, discounts: false, snapshot: snapshot, database: database)
            let share = value / all * Rarity.of(postings.files.count, among: snapshot.files.count)
            for index in postings.files.indices {
                let place = Int(postings.files[index])
                let length = snapshot.files[place].length / snapshot.averageLength
                let frequency = postings.frequencies[index] / (0.5 + 0.5 * length)
                gains[place] += share * frequency * 3.5 / (frequency + 2.5)
            }
        }
        let most = max(1e-9, gains.max() ?? 0)
        // What the query itself puts first stays first.
        for place in files.prefix(weights.feedbackHeld) { gains[place] = most }
        add(gains.map { weights.feedback * top * $0 / most }, as: "feedback")
    }
}
