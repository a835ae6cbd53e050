/// Where a workflow stands that runs for real: what a scheduling policy may know when it chooses what begins next.
public struct WorkMoment: Sendable, Hashable {
    /// Time since the workflow began, in the unit of the graph's durations.
    public var time: Double
    /// What the tasks took that are done, by task.
    public var durations: [Int: Double]
    /// Tasks that are running.
    public var running: Set<Int>
    /// Tasks that can begin now, each with the time at which it became ready.
    public var ready: [Int: Double]

    /// Creates a moment.
    ///
    /// - Parameters:
    ///   - time: since the workflow began.
    ///   - durations: of tasks that are done.
    ///   - running: tasks that are running.
    ///   - ready: tasks that can begin, with the time at which each became ready.
    public init(
        time: Double = 0, durations: [Int: Double] = [:], running: Set<Int> = [], ready: [Int: Double] = [:]
    ) {
        self.time = time
        self.durations = durations
        self.running = running
        self.ready = ready
    }

    /// The ready tasks in the order of becoming ready.
    var order: [Int] { ready.keys.sorted { (ready[$0] ?? 0, $0) < (ready[$1] ?? 0, $1) } }

    /// Makes sure that the tasks are those of a graph, and that each is in one state.
    func check(_ graph: WorkGraph) throws(LearningError) {
        let tasks = Array(durations.keys) + Array(running) + Array(ready.keys)
        guard tasks.allSatisfy({ (0..<graph.count).contains($0) }), Set(tasks).count == tasks.count, !ready.isEmpty
        else {
            throw LearningError(
                code: .invalidArgument,
                message:
                    "\(durations.count) tasks done, \(running.count) running and \(ready.count) ready are no moment of "
                    + "\(graph.count) tasks",
                place: "SchedulePolicy.next", remedy: "give each task once, and at least one that is ready")
        }
        let numbers = [time] + Array(durations.values) + Array(ready.values)
        guard numbers.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw LearningError(
                code: .notFinite, message: "a time is negative or not finite", place: "SchedulePolicy.next")
        }
    }
}
