/// A schedule in the making: which tasks are ready, running and done, and what is believed of those that are not.
struct WorkEpisode: Sendable, Codable {
    let graph: WorkGraph
    let workers: Int
    private(set) var time = 0.0
    /// Tasks that can begin now, in the order of becoming ready; empty when all are done.
    private(set) var ready: [Int] = []
    /// Of each task, how many it still waits for.
    private(set) var waiting: [Int]
    /// Of each task, when it became ready.
    private(set) var readySince: [Double]
    /// How many tasks are done.
    private(set) var done = 0
    private(set) var beliefs: DurationBeliefs
    /// Of each task that is not done, the duration of the longest chain that begins with it, as believed now.
    private(set) var ranks: [Double]
    /// The durations of all that is neither done nor running, as believed now.
    private(set) var waitingWork: Double
    private var running: [Running] = []
    private var free: BinaryHeap<Int>
    private var starts: [Double]
    private var placed: [Int]

    /// A task that runs, and when it ends.
    private struct Running: Sendable, Codable {
        var end: Double
        var task: Int
    }

    /// - Parameters:
    ///   - graph: what is scheduled.
    ///   - workers: how many there are.
    ///   - estimates: of durations.
    ///   - noise: the deviation of the logarithm of estimate over truth; 0 when estimates are the truth.
    init(_ graph: WorkGraph, workers: Int, estimates: [Double], noise: Double) {
        self.graph = graph
        self.workers = workers
        beliefs = DurationBeliefs(graph, estimates: estimates, noise: noise)
        ranks = graph.upwardRanks(durations: beliefs.durations)
        waitingWork = beliefs.durations.reduce(0, +)
        waiting = graph.parents.map(\.count)
        let zeros = [Double](repeating: 0, count: graph.count)
        (readySince, starts) = (zeros, zeros)
        placed = [Int](repeating: 0, count: graph.count)
        free = BinaryHeap()
        for worker in 0..<min(workers, graph.count) { free.push(worker) }
        ready.reserveCapacity(graph.count)
        running.reserveCapacity(min(workers, graph.count))
        for task in 0..<graph.count where waiting[task] == 0 { ready.append(task) }
    }

    /// A schedule that others make, at a moment.
    ///
    /// - Parameters:
    ///   - graph: what is scheduled; its durations are estimates.
    ///   - workers: how many there are.
    ///   - noise: the deviation of the logarithm of estimate over truth.
    ///   - moment: of this graph.
    init(_ graph: WorkGraph, workers: Int, noise: Double, at moment: WorkMoment) {
        self.init(graph, workers: workers, estimates: graph.durations, noise: noise)
        time = moment.time
        for (task, duration) in moment.durations.sorted(by: { $0.key < $1.key }) {
            done += 1
            _ = beliefs.observe(task, duration: duration)
            for child in graph.children[task] { waiting[child] -= 1 }
        }
        running = moment.running.sorted().map { Running(end: .infinity, task: $0) }
        ready = moment.order
        for (task, since) in moment.ready { readySince[task] = since }
        believeAnew()
    }

    /// How many workers have nothing to do.
    var freeWorkers: Int { workers - running.count }
    /// What came of it, once nothing is ready any more.
    var schedule: WorkSchedule { WorkSchedule(starts: starts, workers: placed, durations: graph.durations) }

    /// The ready task that begins the longest chain, as believed now: the rule of the critical path.
    var longestChain: Int {
        var best = 0
        for index in ready.indices where ranks[ready[index]] > ranks[ready[best]] { best = index }
        return best
    }

    /// Begins a ready task, and lets time go on until another one can begin or all are done.
    mutating func start(_ candidate: Int) {
        let task = ready.remove(at: candidate)
        starts[task] = time
        placed[task] = free.pop() ?? 0
        waitingWork = max(0, waitingWork - beliefs.durations[task])
        running.append(Running(end: time + graph.durations[task], task: task))
        while !running.isEmpty, running.count == workers || ready.isEmpty { finishNext() }
    }

    private mutating func finishNext() {
        var end = Double.infinity
        for entry in running { end = min(end, entry.end) }
        time = end
        var changed = false
        // By index, so that ready tasks arrive in the same order as in the list scheduler.
        while let position = nextEnded() {
            let task = running.remove(at: position).task
            free.push(placed[task])
            done += 1
            if beliefs.observe(task, duration: graph.durations[task]) { changed = true }
            for child in graph.children[task] {
                waiting[child] -= 1
                guard waiting[child] == 0 else { continue }
                ready.append(child)
                readySince[child] = time
            }
        }
        if changed { believeAnew() }
    }

    private mutating func believeAnew() {
        ranks = graph.upwardRanks(durations: beliefs.durations)
        waitingWork = 0
        for task in ready { waitingWork += beliefs.durations[task] }
        for task in 0..<graph.count where waiting[task] > 0 { waitingWork += beliefs.durations[task] }
    }

    private func nextEnded() -> Int? {
        var best: Int?
        for (position, entry) in running.enumerated() where entry.end <= time {
            if let other = best, running[other].task < entry.task { continue }
            best = position
        }
        return best
    }
}
