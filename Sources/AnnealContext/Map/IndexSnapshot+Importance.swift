internal import Foundation
internal import GRDB

extension IndexSnapshot {
    /// How much other files rely on each file: PageRank along references, from the user to what is used.
    ///
    /// Tests, documents and data weigh as little as they do in a search.
    ///
    /// Source: L. Page et al., "The PageRank Citation Ranking" (1999), damping 0.85, 20 steps.
    ///
    /// - Parameter database: the index that this is a snapshot of.
    /// - Returns: the shares by place.
    /// - Throws: `DatabaseError`. Complexity: O(edges).
    func importance(_ database: Database) throws -> [Float] {
        var edges: [(from: Int, to: Int, weight: Float)] = []
        var sums = [Float](repeating: 0, count: files.count)
        let rows = try Row.fetchCursor(database, sql: "SELECT file, targets FROM edge ORDER BY file")
        while let row = try rows.next() {
            guard let from = place(of: UInt32(truncatingIfNeeded: row[0] as Int64)) else { continue }
            let targets = try row.withUnsafeData(atIndex: 1) { data in
                (data ?? Data()).withUnsafeBytes { Numbers.values($0) }
            }
            for index in stride(from: 0, to: targets.count - 1, by: 2) {
                guard let to = place(of: targets[index]) else { continue }
                let weight = Float(bitPattern: targets[index + 1])
                edges.append((from, to, weight))
                sums[from] += weight
            }
        }
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
