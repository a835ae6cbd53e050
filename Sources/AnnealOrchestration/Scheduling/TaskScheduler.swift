public import AnnealFoundation
public import AnnealPlanning
internal import AnnealSpecs

/// Chooses which task comes next: of those whose turn it can be, the one with the most work behind it.
///
/// Source: critical path scheduling; T. C. Hu, "Parallel sequencing and assembly line problems", 1961: with equal
/// tasks on a forest, highest level first is optimal.
public struct TaskScheduler: Sendable {
    private let tasks: [PlanTask]
    private let weights: [TaskID: Double]
    /// The effort of the longest chain of tasks that begins with a task, itself included.
    public let chain: [TaskID: Double]

    /// Prepares a plan's tasks. Complexity: O(tasks + dependencies).
    ///
    /// - Parameters:
    ///   - graph: a graph that was validated.
    ///   - weights: by what the effort of a task is multiplied; 1 where there is none.
    public init(_ graph: TaskGraph, weights: [TaskID: Double] = [:]) {
        tasks = graph.tasks
        self.weights = weights
        var followers: [TaskID: [TaskID]] = [:]
        for task in graph.tasks {
            for needed in task.dependsOn { followers[needed, default: []].append(task.id) }
        }
        var chain: [TaskID: Double] = [:]
        for task in graph.tasks.reversed() {
            let behind = followers[task.id, default: []].compactMap { chain[$0] }.max() ?? 0
            chain[task.id] = Self.effort(task) * (weights[task.id] ?? 1) + behind
        }
        self.chain = chain
    }

    /// The weighted effort of a task.
    ///
    /// - Parameter task: one of the plan's tasks.
    /// - Returns: its effort times its weight.
    public func effort(of task: PlanTask) -> Double { Self.effort(task) * (weights[task.id] ?? 1) }

    /// What a try at a task is worth beside others: more where checks tell right from wrong answers, since without them a
    /// second answer helps little, and where other tasks build on it.
    ///
    /// - Parameters:
    ///   - graph: the plan's tasks.
    ///   - checked: tasks that have checks.
    /// - Returns: a weight for each task, about 1.
    public static func weights(_ graph: TaskGraph, checked: Set<TaskID>) -> [TaskID: Double] {
        var followers: [TaskID: Set<TaskID>] = [:]
        for task in graph.tasks.reversed() {
            let behind = followers[task.id, default: []]
            for needed in task.dependsOn { followers[needed, default: []].formUnion(behind.union([task.id])) }
        }
        let pairs = graph.tasks.map { task in
            let built = min(0.5, 0.1 * Double(followers[task.id, default: []].count))
            return (task.id, (checked.contains(task.id) ? 1.4 : 0.8) * (1 + built))
        }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
    }

    /// The effort of a task as it counts for time: never nothing, and next to nothing where nothing is written.
    public static func effort(_ task: PlanTask) -> Double {
        task.writes.isEmpty ? 0.1 : max(task.effort.isFinite ? task.effort : 1, 0.1)
    }

    /// The task to start next.
    ///
    /// - Parameters:
    ///   - finished: tasks that are committed or abandoned; a dependency that was abandoned does not hold others back.
    ///   - running: tasks that are being worked on, or wait to be put on the branch.
    /// - Returns: the task; `nil` when none can be started now.
    public func next(finished: Set<TaskID>, running: Set<TaskID>) -> PlanTask? {
        ready(finished: finished, running: running).enumerated().min { left, right in
            let (a, b) = (chain[left.element.id] ?? 0, chain[right.element.id] ?? 0)
            if a != b { return a > b }
            if left.element.priority != right.element.priority { return left.element.priority < right.element.priority }
            return left.offset < right.offset
        }?.element
    }

    /// The tasks that can be started now, in the plan's order.
    ///
    /// - Parameters:
    ///   - finished: tasks that are committed or abandoned.
    ///   - running: tasks that are being worked on, or wait to be put on the branch.
    /// - Returns: tasks whose dependencies are finished and that write no file of a running one.
    public func ready(finished: Set<TaskID>, running: Set<TaskID>) -> [PlanTask] {
        let known = Set(tasks.map(\.id))
        let busy = Set(tasks.filter { running.contains($0.id) }.flatMap(\.writes))
        return tasks.filter { task in
            !finished.contains(task.id) && !running.contains(task.id)
                && task.dependsOn.allSatisfy { finished.contains($0) || !known.contains($0) }
                && busy.isDisjoint(with: task.writes)
        }
    }

    /// Tasks with an example of one of their criteria.
    ///
    /// - Parameters:
    ///   - graph: the plan's tasks.
    ///   - specification: what the examples are in.
    /// - Returns: their identifiers.
    static func checked(_ graph: TaskGraph, by specification: SpecDocument) -> Set<TaskID> {
        let criteria = specification.requirements.flatMap(\.criteria)
        let shown = Set(criteria.filter { !$0.examples.isEmpty }.map(\.id))
        return Set(graph.tasks.filter { !shown.isDisjoint(with: $0.criteria) }.map(\.id))
    }
}
