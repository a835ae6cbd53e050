import AnnealLearning

/// Graphs that tests schedule.
enum WorkGraphs {
    /// A graph drawn at random: each task has up to three parents among the ten before it.
    static func random(tasks: Int, seed: UInt64) throws -> WorkGraph {
        var random = RandomSource(seed: seed)
        let durations = (0..<tasks).map { _ in Double(random.index(below: 20)) }
        let parents = (0..<tasks).map { task -> [Int] in
            var parents: Set<Int> = []
            for _ in 0..<random.index(below: 4) where task > 0 {
                parents.insert(task - 1 - random.index(below: min(10, task)))
            }
            return parents.sorted()
        }
        return try WorkGraph(durations: durations, parents: parents)
    }
}
