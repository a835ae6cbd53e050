/// Which ready task begins first when a worker is free.
public enum ListRule: String, Sendable, Codable, CaseIterable {
    /// The one that became ready first. Needs no durations.
    case firstInFirstOut
    /// The one that begins the longest chain: the critical path's tasks come first.
    case criticalPath
    /// The one that takes longest.
    case longestFirst
    /// The one that takes least.
    case shortestFirst
    /// The one that most others wait for, directly or not. Needs no durations.
    case mostDescendants
    /// Any.
    case random
}

/// Schedules of graphs on identical workers: whenever a worker is free and a task ready, one begins.
///
/// Such a schedule is at most 2 - 1/workers times as long as the best one, whatever the rule.
///
/// Source: R. L. Graham, "Bounds on Multiprocessing Timing Anomalies", SIAM J. Appl. Math. 17 (1969).
public enum ListScheduler {
    private struct Entry: Comparable {
        var key: Double
        var task: Int
        static func < (left: Entry, right: Entry) -> Bool { (left.key, left.task) < (right.key, right.task) }
    }

    /// Schedules a graph.
    ///
    /// - Parameters:
    ///   - graph: the tasks; their durations decide how long they take.
    ///   - workers: how many there are, at least one.
    ///   - rule: which ready task begins first.
    ///   - estimates: the durations that the rule sees; the true ones when left out.
    ///   - random: draws for the rule `random`.
    /// - Returns: the schedule.
    /// - Throws: `LearningError` of code `invalidArgument` without a worker, `shape` for another number of estimates.
    /// - Complexity: O(tasks · log tasks + dependencies).
    public static func schedule(
        _ graph: WorkGraph, workers: Int, rule: ListRule, estimates: [Double]? = nil, random: inout RandomSource
    ) throws(LearningError) -> WorkSchedule {
        let estimates = estimates ?? graph.durations
        try check(graph, workers: workers, estimates: estimates)
        var keys = keys(graph, rule, estimates)
        var waiting = graph.parents.map(\.count)
        var ready = BinaryHeap<Entry>()
        var running = BinaryHeap<Entry>()
        var free = BinaryHeap<Int>()
        for worker in 0..<workers { free.push(worker) }
        var starts = [Double](repeating: 0, count: graph.count)
        var placed = [Int](repeating: 0, count: graph.count)
        var arrivals = 0.0
        func makeReady(_ task: Int) {
            if rule == .firstInFirstOut { keys[task] = arrivals }
            if rule == .random { keys[task] = random.uniform() }
            arrivals += 1
            ready.push(Entry(key: keys[task], task: task))
        }
        for task in waiting.indices where waiting[task] == 0 { makeReady(task) }
        var time = 0.0
        repeat {
            while !free.isEmpty, let entry = ready.pop(), let worker = free.pop() {
                starts[entry.task] = time
                placed[entry.task] = worker
                running.push(Entry(key: time + graph.durations[entry.task], task: entry.task))
            }
            guard let end = running.first?.key else { break }
            time = end
            // Entries of one time come out by their index, so that ready tasks arrive in a fixed order.
            while let entry = running.first, entry.key <= time {
                _ = running.pop()
                free.push(placed[entry.task])
                for child in graph.children[entry.task] {
                    waiting[child] -= 1
                    if waiting[child] == 0 { makeReady(child) }
                }
            }
        } while true
        return WorkSchedule(starts: starts, workers: placed, durations: graph.durations)
    }

    static func check(_ graph: WorkGraph, workers: Int, estimates: [Double]) throws(LearningError) {
        guard workers > 0 else {
            throw LearningError(
                code: .invalidArgument, message: "there are \(workers) workers", place: "ListScheduler",
                remedy: "give at least one")
        }
        guard estimates.count == graph.count else {
            throw LearningError(
                code: .shape, message: "\(estimates.count) estimates for \(graph.count) tasks", place: "ListScheduler")
        }
        guard estimates.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            throw LearningError(
                code: .notFinite, message: "an estimate is negative or not finite", place: "ListScheduler")
        }
    }

    private static func keys(_ graph: WorkGraph, _ rule: ListRule, _ estimates: [Double]) -> [Double] {
        switch rule {
        case .firstInFirstOut, .random: [Double](repeating: 0, count: graph.count)
        case .criticalPath: graph.upwardRanks(durations: estimates).map { -$0 }
        case .longestFirst: estimates.map { -$0 }
        case .shortestFirst: estimates
        case .mostDescendants: graph.descendantCounts.map { -Double($0) }
        }
    }
}
