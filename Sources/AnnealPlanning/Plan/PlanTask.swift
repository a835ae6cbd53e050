public import AnnealFoundation
public import AnnealSpecs

/// One piece of work: what to make, for which criteria, in which files, after which other tasks.
public struct PlanTask: Sendable, Hashable, Codable {
    /// What kind of work.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// New code.
        case create
        /// A change of code that exists.
        case modify
        /// Files and signatures that other tasks fill.
        case interfaces
        /// A check of the whole at the end.
        case integrate
    }

    /// Identifies the task: `T001`.
    public var id: TaskID
    /// What to make, in a few words.
    public var title: String
    /// What kind of work.
    public var kind: Kind
    /// The requirements that it serves.
    public var requirements: [RequirementID]
    /// The criteria that it serves.
    public var criteria: [CriterionID]
    /// Files that it writes, relative to the repository's root.
    public var writes: [String]
    /// Files that it has to see, relative to the repository's root.
    public var reads: [String]
    /// Interfaces that it provides.
    public var interfaces: [Interface]
    /// Tasks that have to be done before.
    public var dependsOn: [TaskID]
    /// 1 is the most urgent.
    public var priority: Int
    /// How much work, on a scale where a small function is 1.
    public var effort: Double
    /// Why the task is as it is: where its files and dependencies come from.
    public var reasons: [String]

    /// Creates a task.
    public init(
        id: TaskID, title: String, kind: Kind = .create, requirements: [RequirementID] = [],
        criteria: [CriterionID] = [], writes: [String] = [], reads: [String] = [], interfaces: [Interface] = [],
        dependsOn: [TaskID] = [], priority: Int = 2, effort: Double = 1, reasons: [String] = []
    ) {
        self.id = id
        self.title = title
        self.kind = kind
        self.requirements = requirements
        self.criteria = criteria
        self.writes = writes
        self.reads = reads
        self.interfaces = interfaces
        self.dependsOn = dependsOn
        self.priority = priority
        self.effort = effort
        self.reasons = reasons
    }
}

/// Tasks and their order.
///
/// Invariants, checked by `validate()`: identifiers are unique, dependencies exist, there is no cycle, two tasks that
/// write the same file are ordered.
public struct TaskGraph: Sendable, Hashable, Codable {
    /// The tasks in an order that respects the dependencies.
    public var tasks: [PlanTask]

    /// Creates a graph; call `validate()` before relying on it.
    public init(tasks: [PlanTask] = []) { self.tasks = tasks }

    /// The task with this identifier. Complexity: O(n).
    public subscript(id: TaskID) -> PlanTask? { tasks.first { $0.id == id } }
}
