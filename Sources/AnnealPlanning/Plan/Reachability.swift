/// Which tasks come before which, directly or not: one row of bits for each task.
///
/// Built for graphs without cycles. Complexity: O(n·(n + e)/64) time, O(n²/64) space.
struct Reachability {
    private let words: Int
    private var rows: [UInt64]

    /// Computes the ancestors of every node.
    ///
    /// - Parameters:
    ///   - parents: the nodes that each node waits for.
    ///   - order: all nodes, each after its parents.
    init(parents: [[Int]], order: [Int]) {
        words = (parents.count + 63) / 64
        rows = [UInt64](repeating: 0, count: words * parents.count)
        for node in order {
            for parent in parents[node] {
                for word in 0..<words { rows[node * words + word] |= rows[parent * words + word] }
                rows[node * words + parent / 64] |= 1 << UInt64(parent % 64)
            }
        }
    }

    /// Whether a node comes before another.
    func precedes(_ earlier: Int, _ later: Int) -> Bool {
        rows[later * words + earlier / 64] & (1 << UInt64(earlier % 64)) != 0
    }

    /// Whether one of two nodes comes before the other.
    func ordered(_ one: Int, _ other: Int) -> Bool { precedes(one, other) || precedes(other, one) }
}
