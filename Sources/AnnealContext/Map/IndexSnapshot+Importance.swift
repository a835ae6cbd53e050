extension IndexSnapshot {
    /// How much other files rely on each file: PageRank along references, from the user to what is used.
    ///
    /// Tests, documents and data weigh as little as they do in a search.
    ///
    /// Source: L. Page et al., "The PageRank Citation Ranking" (1999), damping 0.85, 20 steps.
    ///
    /// - Returns: the shares by place. Complexity: O(edges).
    func importance() -> [Float] {
        let edges = references.compactMap { reference -> (from: Int, to: Int, weight: Float)? in
            guard let from = place(of: reference.from), let to = place(of: reference.to) else { return nil }
            return (from, to, reference.weight)
        }
        var sums = [Float](repeating: 0, count: files.count)
        for edge in edges { sums[edge.from] += edge.weight }
        let factors = files.map(\.category.factor)
        let all = max(1, factors.reduce(0, +))
        let start = factors.map { $0 / all }
        var ranks = start
        for _ in 0..<20 {
            // A file that uses nothing gives its share to all.
            let idle = ranks.indices.reduce(Float(0)) { sums[$1] > 0 ? $0 : $0 + ranks[$1] }
            var next = start.map { $0 * (0.15 + 0.85 * idle) }
            for edge in edges { next[edge.to] += 0.85 * ranks[edge.from] * edge.weight / sums[edge.from] }
            ranks = next
        }
        return ranks.indices.map { ranks[$0] * factors[$0] }
    }
}
