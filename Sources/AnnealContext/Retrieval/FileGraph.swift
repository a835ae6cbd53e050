/// That a file uses what another one declares.
struct FileReference: Hashable {
    /// The index's number of the file that uses.
    var from: UInt32
    /// The index's number of the file that declares.
    var to: UInt32
    /// How strongly.
    var weight: Float
}

/// References between files, taken in both directions, with each file's weights summing to 1.
struct FileGraph {
    private var starts: [Int32] = [0]
    private var targets: [Int32] = []
    private var weights: [Float] = []

    init() {}

    /// Creates a graph.
    ///
    /// - Parameters:
    ///   - edges: places of files with a positive weight.
    ///   - count: how many files there are.
    init(edges: [(from: Int, to: Int, weight: Float)], count: Int) {
        var degrees = [Int32](repeating: 0, count: count + 1)
        var sums = [Float](repeating: 0, count: count)
        for edge in edges {
            degrees[edge.from] += 1
            degrees[edge.to] += 1
            sums[edge.from] += edge.weight
            sums[edge.to] += edge.weight
        }
        starts = [0]
        starts.reserveCapacity(count + 1)
        for file in 0..<count { starts.append(starts[file] + degrees[file]) }
        targets = [Int32](repeating: 0, count: edges.count * 2)
        weights = [Float](repeating: 0, count: edges.count * 2)
        var next = starts
        for edge in edges {
            for (from, to) in [(edge.from, edge.to), (edge.to, edge.from)] {
                targets[Int(next[from])] = Int32(to)
                weights[Int(next[from])] = edge.weight / sums[from]
                next[from] += 1
            }
        }
    }

    /// Whether there is no reference.
    var isEmpty: Bool { targets.isEmpty }

    /// Personalised PageRank: how often a walk is at each file that starts anew at the given files, again and again.
    ///
    /// Source: T. Haveliwala, "Topic-Sensitive PageRank" (2002).
    ///
    /// - Parameters:
    ///   - start: places with their shares, which sum to 1.
    ///   - count: how many files there are.
    ///   - restart: the share of steps that start anew.
    ///   - steps: how many steps are followed.
    /// - Returns: the shares by place. Complexity: O(steps · edges).
    func ranks(from start: [(place: Int, share: Float)], count: Int, restart: Float = 0.5, steps: Int = 5) -> [Float] {
        var origin = [Float](repeating: 0, count: count)
        for (place, share) in start { origin[place] += share }
        var ranks = origin
        var next = origin
        for _ in 0..<steps {
            for place in 0..<count { next[place] = origin[place] * restart }
            next.withUnsafeMutableBufferPointer { follow(ranks, restart, into: $0) }
            swap(&ranks, &next)
        }
        return ranks
    }

    /// Adds a step of the walk.
    private func follow(_ ranks: [Float], _ restart: Float, into next: UnsafeMutableBufferPointer<Float>) {
        starts.withUnsafeBufferPointer { starts in
            targets.withUnsafeBufferPointer { targets in
                weights.withUnsafeBufferPointer { weights in
                    for place in 0..<min(ranks.count, starts.count - 1) where ranks[place] > 1e-7 {
                        let share = ranks[place] * (1 - restart)
                        for edge in Int(starts[place])..<Int(starts[place + 1]) {
                            next[Int(targets[edge])] += share * weights[edge]
                        }
                    }
                }
            }
        }
    }
}
