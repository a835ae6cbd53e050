extension SearchScores {
    /// Adds how like the query the most similar piece of each file is: its cosine between the average of all files and the
    /// best one, as a share of the best score.
    ///
    /// - Parameters:
    ///   - table: vectors of the query's model.
    ///   - query: of length 1.
    mutating func addVectors(_ table: VectorTable, _ query: QueryVector) {
        let cosines = table.best(query.values, count: scores.count)
        let known = cosines.compactMap { $0 }
        guard let most = known.max() else { return }
        let average = known.reduce(0, +) / Float(known.count)
        let top = best(1).first.map { scores[$0] } ?? 1
        let range = max(1e-6, most - average)
        add(cosines.map { weights.vectors * top * max(0, (($0 ?? average) - average) / range) }, as: "vectors")
    }
}
