/// When each task of a graph begins, and on which worker.
public struct WorkSchedule: Sendable, Hashable, Codable {
    /// Of each task, when it begins.
    public let starts: [Double]
    /// Of each task, which worker runs it.
    public let workers: [Int]
    /// When the last task ends.
    public let makespan: Double

    init(starts: [Double], workers: [Int], durations: [Double]) {
        self.starts = starts
        self.workers = workers
        makespan = zip(starts, durations).reduce(0) { max($0, $1.0 + $1.1) }
    }

    /// Whether tasks begin after their parents end, and no worker runs two at once.
    ///
    /// - Parameters:
    ///   - graph: what is scheduled.
    ///   - workerCount: how many workers there are.
    /// - Returns: whether all of it holds, up to rounding.
    public func isFeasible(for graph: WorkGraph, workerCount: Int) -> Bool {
        guard starts.count == graph.count, workers.allSatisfy({ (0..<workerCount).contains($0) }) else { return false }
        let slack = 1e-9 * max(1, makespan)
        for task in 0..<graph.count {
            for parent in graph.parents[task]
            where starts[task] < starts[parent] + graph.durations[parent] - slack { return false }
        }
        var ends = [Double](repeating: 0, count: workerCount)
        // A task without duration may begin where another one does; it comes first.
        let order = starts.indices.sorted {
            (starts[$0], graph.durations[$0], $0) < (starts[$1], graph.durations[$1], $1)
        }
        for task in order {
            guard starts[task] >= ends[workers[task]] - slack else { return false }
            ends[workers[task]] = starts[task] + graph.durations[task]
        }
        return true
    }
}
