/// Which of some points no other one dominates.
enum ParetoFront {
    /// For each point whether it is on the front; more is better in each number.
    ///
    /// - Complexity: O(n² × numbers of a point).
    static func members(_ points: [[Double]]) -> [Bool] {
        points.map { point in
            !points.contains { other in
                var isBetter = false
                for (left, right) in zip(other, point) {
                    if left < right - 1e-12 { return false }
                    if left > right + 1e-12 { isBetter = true }
                }
                return isBetter
            }
        }
    }
}
