/// Schedules of graphs that put each task, in the order of upward ranks, where it ends first, gaps between earlier tasks
/// included.
///
/// Source: H. Topcuoglu, S. Hariri, M.-Y. Wu, "Performance-Effective and Low-Complexity Task Scheduling for
/// Heterogeneous Computing", IEEE TPDS 13 (2002), on workers of equal speed.
public enum InsertionScheduler {
    private struct Gap {
        var start: Double
        var end: Double
    }

    /// Schedules a graph whose durations are known.
    ///
    /// - Parameters:
    ///   - graph: the tasks.
    ///   - workers: how many there are, at least one.
    /// - Returns: the schedule.
    /// - Throws: `LearningError` of code `invalidArgument` without a worker.
    /// - Complexity: O(tasks² ) in the worst case.
    public static func schedule(_ graph: WorkGraph, workers: Int) throws(LearningError) -> WorkSchedule {
        try ListScheduler.check(graph, workers: workers, estimates: graph.durations)
        var place = [Int](repeating: 0, count: graph.count)
        for (index, task) in graph.order.enumerated() { place[task] = index }
        let ranks = graph.upwardRanks(durations: graph.durations)
        // Tasks without duration have the rank of a child: the order of precedence decides between equals.
        let order = place.indices.sorted { (-ranks[$0], place[$0]) < (-ranks[$1], place[$1]) }
        var gaps = [[Gap]](repeating: [Gap(start: 0, end: .infinity)], count: workers)
        var starts = [Double](repeating: 0, count: graph.count)
        var placed = [Int](repeating: 0, count: graph.count)
        for task in order {
            let duration = graph.durations[task]
            let earliest = graph.parents[task].reduce(0) { max($0, starts[$1] + graph.durations[$1]) }
            var best: (start: Double, worker: Int, gap: Int)?
            for worker in 0..<workers {
                guard let gap = gaps[worker].firstIndex(where: { max($0.start, earliest) + duration <= $0.end }) else {
                    continue
                }
                let start = max(gaps[worker][gap].start, earliest)
                if start < best?.start ?? .infinity { best = (start, worker, gap) }
            }
            guard let best else { continue }
            let gap = gaps[best.worker].remove(at: best.gap)
            let rest = [Gap(start: gap.start, end: best.start), Gap(start: best.start + duration, end: gap.end)]
            gaps[best.worker].insert(contentsOf: rest.filter { $0.end > $0.start }, at: best.gap)
            starts[task] = best.start
            placed[task] = best.worker
        }
        return WorkSchedule(starts: starts, workers: placed, durations: graph.durations)
    }
}
