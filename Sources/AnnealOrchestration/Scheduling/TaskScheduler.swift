public import AnnealFoundation
public import AnnealPlanning

/// Chooses which task comes next: of those whose turn it can be, the one with the most work behind it.
///
/// Source: critical path scheduling; T. C. Hu, "Parallel sequencing and assembly line problems", 1961: with equal
/// tasks on a forest, highest level first is optimal.
public struct TaskScheduler: Sendable {
    private let tasks: [PlanTask]
    /// The effort of the longest chain of tasks that begins with a task, itself included.
    public let chain: [TaskID: Double]

    /// Prepares a plan's tasks. Complexity: O(tasks + dependencies).
    ///
    /// - Parameter graph: a graph that was validated.
    public init(_ graph: TaskGraph) {
        tasks = graph.tasks
        var followers: [TaskID: [TaskID]] = [:]
        for task in graph.tasks {
            for needed in task.dependsOn { followers[needed, default: []].append(task.id) }
        }
        var chain: [TaskID: Double] = [:]
        for task in graph.tasks.reversed() {
            let behind = followers[task.id, default: []].compactMap { chain[$0] }.max() ?? 0
            chain[task.id] = Self.effort(task) + behind
        }
        self.chain = chain
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
        let known = Set(tasks.map(\.id))
        let busy = Set(tasks.filter { running.contains($0.id) }.flatMap(\.writes))
        let ready = tasks.filter { task in
            !finished.contains(task.id) && !running.contains(task.id)
                && task.dependsOn.allSatisfy { finished.contains($0) || !known.contains($0) }
                && busy.isDisjoint(with: task.writes)
        }
        return ready.enumerated().min { left, right in
            let (a, b) = (chain[left.element.id] ?? 0, chain[right.element.id] ?? 0)
            if a != b { return a > b }
            if left.element.priority != right.element.priority { return left.element.priority < right.element.priority }
            return left.offset < right.offset
        }?.element
    }
}
