internal import Synchronization

/// Search that looks at every vector: exact, and fast enough for up to some 1,000,000 of them.
///
/// A copy in bytes tells for nearly all vectors that they are none of the best; the others are compared in full (see
/// `VectorTable`). 2 kB of memory for a vector of 384 numbers.
public final class ExactIndex: VectorIndex {
    /// The index's name.
    public let name = "exact"
    /// Numbers of a vector.
    public let width: Int
    private let table: Mutex<VectorTable>

    /// Creates an empty index.
    ///
    /// - Parameter width: numbers of a vector.
    public init(width: Int) {
        self.width = width
        table = Mutex(VectorTable(width: width))
    }

    /// Stores vectors; see `VectorIndex`. Complexity: O(vectors · width).
    public func add(_ vectors: [(id: String, vector: [Float])]) async throws(ExperienceError) {
        for (id, vector) in vectors { try check(vector, id) }
        table.withLock { table in
            for (id, vector) in vectors { _ = table.set(id, vector) }
        }
    }

    /// Removes vectors; see `VectorIndex`. Complexity: O(identifiers · width).
    public func remove(_ ids: [String]) async throws(ExperienceError) {
        table.withLock { table in
            for id in ids { table.remove(id) }
        }
    }

    /// The vectors with the largest products; see `VectorIndex`. Complexity: O(count · width).
    public func search(_ query: [Float], count: Int) async throws(ExperienceError) -> [VectorMatch] {
        try check(query, "the query")
        return table.withLock { $0.search(query, count: count) }
    }

    /// How many vectors there are.
    public func count() async throws(ExperienceError) -> Int { table.withLock { $0.count } }
}
