/// Weights of a fixed number of slots, with their sum and the slot at any point of it in logarithmic time.
///
/// Invariant: node `i` is the sum of nodes `2i` and `2i + 1`; the leaves are the second half of `nodes`.
public struct SumTree: Sendable, Hashable {
    /// How many slots there are.
    public let count: Int
    private let leafCount: Int
    private var nodes: [Double]

    /// Creates a tree of weights 0.
    ///
    /// - Parameter count: how many slots; at least one.
    public init(count: Int) {
        self.count = max(1, count)
        var leaves = 1
        while leaves < self.count { leaves *= 2 }
        leafCount = leaves
        nodes = [Double](repeating: 0, count: 2 * leaves)
    }

    /// The sum of all weights.
    public var total: Double { nodes[1] }

    /// The weight of a slot. Setting one costs O(log n).
    ///
    /// - Parameter slot: in 0 ..< `count`.
    public subscript(slot: Int) -> Double {
        get { nodes[leafCount + slot] }
        set {
            var node = leafCount + slot
            nodes[node] = newValue
            while node > 1 {
                node /= 2
                // Summed anew instead of adding the difference, so that errors do not build up.
                nodes[node] = nodes[2 * node] + nodes[2 * node + 1]
            }
        }
    }

    /// The slot at a point of the sum: weights are laid side by side in the order of their slots.
    ///
    /// - Parameter point: in 0 ..< `total`.
    /// - Returns: a slot of weight above 0, as long as there is one.
    /// - Complexity: O(log n).
    public func slot(at point: Double) -> Int {
        var point = point
        var node = 1
        while node < leafCount {
            let left = 2 * node
            // Rounding may leave a point a little beyond the sum: never into a half without weight.
            if point < nodes[left] || nodes[left + 1] <= 0 {
                node = left
            } else {
                point -= nodes[left]
                node = left + 1
            }
        }
        return min(node - leafCount, count - 1)
    }
}
