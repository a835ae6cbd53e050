/// A schedule in the making: which tasks are ready, running and done.
struct WorkEpisode: Sendable, Codable {
    static let featureCount = 11

    let graph: WorkGraph
    let workers: Int
    let lowerBound: Double
    private(set) var time = 0.0
    /// Tasks that can begin now, in the order of becoming ready; empty when all are done.
    private(set) var ready: [Int] = []
    private let estimates: [Double]
    private let ranks: [Double]
    private let descendants: [Int]
    private let meanEstimate: Double
    private let largestRank: Double
    private var waiting: [Int]
    private var readySince: [Double]
    private var running: [Running] = []
    private var done = 0

    /// A task that runs, and when it ends.
    private struct Running: Sendable, Codable {
        var end: Double
        var task: Int
    }

    init(_ graph: WorkGraph, workers: Int, estimates: [Double]) {
        self.graph = graph
        self.workers = workers
        self.estimates = estimates
        lowerBound = graph.lowerBound(workers: workers)
        ranks = graph.upwardRanks(durations: estimates)
        descendants = graph.descendantCounts
        meanEstimate = max(estimates.reduce(0, +) / Double(graph.count), .leastNormalMagnitude)
        largestRank = max(ranks.max() ?? 0, .leastNormalMagnitude)
        waiting = graph.parents.map(\.count)
        readySince = [Double](repeating: 0, count: graph.count)
        ready.reserveCapacity(graph.count)
        running.reserveCapacity(min(workers, graph.count))
        for task in 0..<graph.count where waiting[task] == 0 { ready.append(task) }
    }

    /// Begins a ready task, and lets time go on until another one can begin or all are done.
    mutating func start(_ candidate: Int) {
        let task = ready.remove(at: candidate)
        running.append(Running(end: time + graph.durations[task], task: task))
        while !running.isEmpty, running.count == workers || ready.isEmpty { finishNext() }
    }

    private mutating func finishNext() {
        var end = Double.infinity
        for entry in running { end = min(end, entry.end) }
        time = end
        // By index, so that ready tasks arrive in the same order as in the list scheduler.
        while let position = nextEnded() {
            let task = running.remove(at: position).task
            done += 1
            for child in graph.children[task] {
                waiting[child] -= 1
                guard waiting[child] == 0 else { continue }
                ready.append(child)
                readySince[child] = time
            }
        }
    }

    private func nextEnded() -> Int? {
        var best: Int?
        for (position, entry) in running.enumerated() where entry.end <= time {
            if let other = best, running[other].task < entry.task { continue }
            best = position
        }
        return best
    }

    func writeFeatures(into features: UnsafeMutableBufferPointer<Float>) {
        let bound = max(lowerBound, .leastNormalMagnitude)
        let count = Double(graph.count)
        var largestReady = Double.leastNormalMagnitude
        for task in ready { largestReady = max(largestReady, ranks[task]) }
        var index = 0
        func write(_ value: Double) {
            features[index] = Float(value)
            index += 1
        }
        for (place, task) in ready.enumerated() {
            write(estimates[task] / meanEstimate)
            write(ranks[task] / largestRank)
            write(ranks[task] / largestReady)
            write(Double(descendants[task]) / count)
            write(Double(graph.children[task].count) / count)
            write((time - readySince[task]) / bound)
            write(Double(place) / Double(max(1, ready.count - 1)))
            write(Double(workers - running.count) / Double(workers))
            write(min(2, Double(ready.count) / Double(workers)))
            write(Double(done) / count)
            write(time / bound)
        }
    }
}
