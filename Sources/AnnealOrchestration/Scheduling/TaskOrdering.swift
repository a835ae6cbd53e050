internal import AnnealDecisions
internal import AnnealFoundation
internal import AnnealLearning
internal import AnnealPlanning

/// A learned order on the tasks of a run: what it would begin next, whether that is done, and what came of the run.
///
/// The policy knows efforts, where runs have no estimates in seconds; what tasks took is brought to that scale by the seconds
/// for each unit of effort so far. It belongs to the run's loop.
struct TaskOrdering {
    /// Seconds for a unit of effort as long as no task is done.
    static let usualSeconds = 60.0

    /// The decision who orders this run's tasks.
    let decision: Decision
    /// Whether the learned order is followed; where not, it only tells what it would do.
    var isFollowed: Bool { decision.choice == 1 }
    /// Choices between several tasks, and those in which the policy and the rule wanted the same one.
    private(set) var choices = 0
    /// See `choices`.
    private(set) var agreements = 0

    private let policy: SchedulePolicy
    private let graph: WorkGraph
    private let places: [TaskID: Int]
    private let tasks: [PlanTask]
    private let workers: Int
    private var began: ContinuousClock.Instant?
    private var ended: ContinuousClock.Instant?
    private var starts: [TaskID: ContinuousClock.Instant] = [:]
    private var seconds: [TaskID: Double] = [:]
    /// When each task was first seen to be ready, in units of effort.
    private var since: [Int: Double] = [:]
    /// The task that was chosen last, and whether both wanted it; `nil` where there was nothing to choose.
    private var last: (task: TaskID, isAgreed: Bool)?

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - tasks: the plan's tasks.
    ///   - workers: how many can be worked on at the same time.
    ///   - policy: the learned order.
    ///   - decision: who orders the tasks.
    /// - Throws: `LearningError` for tasks that are no graph.
    init(_ tasks: TaskGraph, workers: Int, policy: SchedulePolicy, decision: Decision) throws {
        self.decision = decision
        self.policy = policy
        self.workers = workers
        self.tasks = tasks.tasks
        graph = try Self.graph(of: tasks)
        places = Self.places(of: tasks)
    }

    /// The tasks of a plan with their effort for durations.
    ///
    /// - Parameters:
    ///   - tasks: the plan's tasks.
    ///   - name: what the graph is called.
    ///   - durations: of each task; its effort where left out.
    /// - Returns: the graph.
    /// - Throws: `LearningError` for tasks that are no graph.
    static func graph(of tasks: TaskGraph, name: String = "", durations: [Double]? = nil) throws -> WorkGraph {
        let places = places(of: tasks)
        return try WorkGraph(
            name: name, kinds: tasks.tasks.map(\.kind.rawValue),
            durations: durations ?? tasks.tasks.map { TaskScheduler.effort($0) },
            parents: tasks.tasks.map { task in Set(task.dependsOn.compactMap { places[$0] }).sorted() })
    }

    private static func places(of tasks: TaskGraph) -> [TaskID: Int] {
        Dictionary(tasks.tasks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The task to begin.
    ///
    /// - Parameters:
    ///   - usual: the task that the fixed rule begins.
    ///   - ready: tasks that can begin.
    ///   - finished: tasks that are done.
    ///   - running: tasks that are being worked on.
    ///   - now: the time.
    /// - Returns: one of the ready tasks.
    /// - Throws: `LearningError` when the policy cannot be asked.
    mutating func next(
        _ usual: PlanTask, among ready: [PlanTask], finished: Set<TaskID>, running: Set<TaskID>,
        at now: ContinuousClock.Instant
    ) throws -> PlanTask {
        let scale = secondsPerEffort
        let time = began.map { Self.elapsed(from: $0, to: now) / scale } ?? 0
        let places = ready.compactMap { self.places[$0.id] }
        for place in places where since[place] == nil { since[place] = time }
        last = nil
        guard places.count > 1 else { return usual }
        var durations: [Int: Double] = [:]
        for task in finished {
            // What was given up without a try took nothing and tells nothing: it counts as it was estimated.
            guard let place = self.places[task] else { continue }
            durations[place] = seconds[task].map { $0 / scale } ?? graph.durations[place]
        }
        let moment = WorkMoment(
            time: time, durations: durations, running: Set(running.compactMap { self.places[$0] }),
            ready: Dictionary(places.map { ($0, since[$0] ?? time) }, uniquingKeysWith: { first, _ in first }))
        let place = try policy.next(in: graph, workers: workers, noise: ScheduleComparison.usualNoise, at: moment)
        let learned = tasks[place]
        let chosen = isFollowed ? learned : usual
        last = (chosen.id, learned.id == usual.id)
        return chosen
    }

    /// Takes over that a task begins.
    mutating func begin(_ task: TaskID, at now: ContinuousClock.Instant) {
        if began == nil { began = now }
        starts[task] = now
        // A choice counts when it is acted on: where there is no room, it is made again later.
        guard let last, last.task == task else { return }
        choices += 1
        if last.isAgreed { agreements += 1 }
        self.last = nil
    }

    /// Takes over that a try at a task has ended.
    mutating func end(_ task: TaskID, at now: ContinuousClock.Instant) {
        guard let start = starts.removeValue(forKey: task) else { return }
        seconds[task, default: 0] += Self.elapsed(from: start, to: now)
        ended = now
    }

    /// What came of the run, by name, for the log; `nil` where not every task was worked on to its end.
    var parts: [String: Double]? {
        guard let began, let ended, starts.isEmpty, tasks.allSatisfy({ (seconds[$0.id] ?? 0) > 0 }),
            let graph = try? WorkGraph(
                durations: tasks.map { seconds[$0.id] ?? 0 }, parents: self.graph.parents)
        else { return nil }
        return [
            "makespan": Self.elapsed(from: began, to: ended), "bound": graph.lowerBound(workers: workers),
            "choices": Double(choices), "agreements": Double(agreements),
        ]
    }

    private var secondsPerEffort: Double {
        var (spent, effort) = (0.0, 0.0)
        for (task, seconds) in seconds where starts[task] == nil {
            guard let place = places[task] else { continue }
            spent += seconds
            effort += graph.durations[place]
        }
        return spent > 0 && effort > 0 ? spent / effort : Self.usualSeconds
    }

    private static func elapsed(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> Double {
        max(0, start.duration(to: end).seconds)
    }
}
