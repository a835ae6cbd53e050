/// Draws workflows as programs for data processing have them: a plan of kinds of tasks, each done once, for each sample
/// or for each piece of a sample, and durations that depend on the kind most.
///
/// They serve training: what is learned on them can be judged on real ones.
public struct WorkflowGenerator: Sendable, Hashable {
    /// How many tasks a workflow has at most, and about how many at least.
    public var sizes: ClosedRange<Int>

    /// Creates a generator.
    ///
    /// - Parameter sizes: how many tasks a workflow has.
    public init(sizes: ClosedRange<Int> = 10...120) { self.sizes = sizes }

    /// How often a kind of task is done.
    private enum Scope: Int {
        case once, sample, piece
    }

    private struct Kind {
        var scope: Scope
        var before: [Int]
        var scale: Double
        var spread: Double
    }

    /// Draws a workflow.
    ///
    /// - Parameter random: draws.
    /// - Returns: a workflow with at least one task.
    /// - Throws: never in practice; the graph is checked as any other.
    public func workflow(random: inout RandomSource) throws(LearningError) -> WorkGraph {
        while true {
            let kinds = plan(&random)
            let samples = 1 + Int(Elementary.exp(3 * random.uniform()))
            let pieces = 1 + random.index(below: 8)
            let counts = kinds.map { $0.scope == .once ? 1 : $0.scope == .sample ? samples : samples * pieces }
            guard sizes.contains(counts.reduce(0, +)) else { continue }
            return try graph(kinds, counts, samples: samples, pieces: pieces, &random)
        }
    }

    /// Kinds in an order in which each comes after those that it needs.
    private func plan(_ random: inout RandomSource) -> [Kind] {
        let count = 2 + random.index(below: 24)
        let mostScope = random.index(below: 3)
        let reach = 1 + random.index(below: 8)
        let variety = 0.3 + 1.5 * random.uniform()
        let usualSpread = [0.03, 0.15, 0.5][random.index(below: 3)]
        return (0..<count).map { index in
            let draw = random.uniform()
            let scope = draw < 0.6 ? mostScope : random.index(below: 3)
            var before: Set<Int> = []
            if index > 0, random.uniform() > 0.12 {
                let parents = 1 + (random.uniform() < 0.35 ? 1 : 0) + (random.uniform() < 0.1 ? 2 : 0)
                for _ in 0..<parents { before.insert(index - 1 - random.index(below: min(reach, index))) }
            }
            // Reports at the end gather from many kinds.
            if index > 4, random.uniform() < 0.06 {
                for other in 0..<index where random.uniform() < 0.5 { before.insert(other) }
            }
            return Kind(
                scope: Scope(rawValue: scope) ?? .once, before: before.sorted(),
                scale: Elementary.exp(variety * random.normal()),
                spread: usualSpread * (0.5 + random.uniform()))
        }
    }

    private func graph(
        _ kinds: [Kind], _ counts: [Int], samples: Int, pieces: Int, _ random: inout RandomSource
    ) throws(LearningError) -> WorkGraph {
        let sampleSizes = (0..<samples).map { _ in Elementary.exp(0.3 * random.normal()) }
        var firsts: [Int] = []
        var (names, durations): ([String], [Double]) = ([], [])
        var parents: [[Int]] = []
        for (index, kind) in kinds.enumerated() {
            firsts.append(durations.count)
            for copy in 0..<counts[index] {
                let sample = kind.scope == .sample ? copy : copy / pieces
                let size = kind.scope == .once ? 1 : sampleSizes[sample]
                names.append("kind\(index)")
                durations.append(kind.scale * size * Elementary.exp(kind.spread * random.normal()))
                parents.append(
                    kind.before.flatMap { other in
                        Self.copies(of: kinds[other].scope, for: kind.scope, copy, counts[other], pieces).map {
                            firsts[other] + $0
                        }
                    })
            }
        }
        return try WorkGraph(kinds: names, durations: durations, parents: parents)
    }

    /// Which copies of a kind that comes before a copy waits for: its own sample's or piece's, or all.
    private static func copies(
        of other: Scope, for scope: Scope, _ copy: Int, _ count: Int, _ pieces: Int
    ) -> Range<Int> {
        switch (other, scope) {
        case (.once, _): 0..<1
        case (_, .once): 0..<count
        case (.sample, .sample), (.piece, .piece): copy..<copy + 1
        case (.sample, .piece): copy / pieces..<copy / pieces + 1
        case (.piece, .sample): copy * pieces..<(copy + 1) * pieces
        }
    }
}
