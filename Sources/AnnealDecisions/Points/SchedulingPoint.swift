public import AnnealLearning

/// `orchestration.next`: which of the tasks that can begin does.
///
/// It is decided once for a run who orders its tasks, so that a run is one observation for the gate: what came of one task's
/// turn cannot be told from what came of the others.
public struct SchedulingPoint: LearnablePoint {
    /// The tasks of a run.
    public struct Subject: Sendable {
        /// What they wait for, and their effort for durations.
        public var graph: WorkGraph
        /// Tasks that can be worked on at the same time.
        public var workers: Int

        /// Creates a subject.
        ///
        /// - Parameters:
        ///   - graph: the tasks, with their effort for durations.
        ///   - workers: how many can be worked on at the same time.
        public init(graph: WorkGraph, workers: Int) {
            self.graph = graph
            self.workers = workers
        }
    }

    /// Names the point.
    public init() {}

    /// `orchestration.next`.
    public var name: String { "orchestration.next" }
    /// That of features and candidates.
    public var version: Int { 1 }
    /// What is decided.
    public var summary: String {
        "which of the tasks that can begin does, where several are worked on at the same time"
    }
    /// Sizes of the graph.
    public var features: [PointFeature] {
        [
            PointFeature("tasks", "tasks of the run"),
            PointFeature("dependencies", "how often a task waits for another"),
            PointFeature("workers", "tasks that can be worked on at the same time"),
            PointFeature("effort", "the effort of all tasks, where a small function is 1"),
            PointFeature("chain", "the effort of the longest chain, as a share of all", scale: .share),
            PointFeature("starts", "tasks that wait for no other, as a share of all", scale: .share),
        ]
    }
    /// The rule, or a policy that scores what is ready.
    public var candidates: [PointCandidate] {
        [
            PointCandidate("critical-path", "the task with the most effort behind it begins"),
            PointCandidate(
                "learned-order", "the task begins that a network gives the largest score, by what others took"),
        ]
    }
    /// The rule of the critical path.
    public var fixedRule: String { "critical path first, then the more urgent task, then the plan's order" }
    /// How near the run came to the bound.
    public var outcome: String {
        "the least time that the tasks could have taken together, by what each took, over the time that they took"
    }
    /// A fifth: another order costs little.
    public var exploration: Double { 0.2 }
    /// What a policy would have come to on a workflow can be reckoned.
    public var training: PointTraining { .recordedWorkflows }

    /// Looks at the tasks of a run.
    public func state(of subject: Subject) -> [String: Double] {
        let graph = subject.graph
        let count = Double(graph.count)
        return [
            "tasks": count, "dependencies": Double(graph.parents.reduce(0) { $0 + $1.count }),
            "workers": Double(subject.workers), "effort": graph.work,
            "chain": graph.work > 0 ? graph.criticalPath / graph.work : 1,
            "starts": Double(graph.parents.count { $0.isEmpty }) / count,
        ]
    }

    /// The rule of the critical path, whatever the tasks are.
    public func fixedChoice(for subject: Subject) -> Int { 0 }

    /// How near a run came to the bound.
    ///
    /// - Parameter parts: `bound`, the least seconds that its tasks could have taken, and `makespan`, what they took.
    /// - Returns: 0 to 1.
    public func reward(of parts: [String: Double]) -> Double {
        guard let bound = parts["bound"], let makespan = parts["makespan"], makespan > 0, bound >= 0 else { return 0 }
        return min(1, bound / makespan)
    }
}
