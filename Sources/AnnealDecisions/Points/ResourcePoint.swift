/// `resources.prediction`: how it is predicted what the tasks of a run will use.
public struct ResourcePoint: LearnablePoint {
    /// The error, as a factor of two to this power, from which on a prediction is worth nothing.
    static let worthless = 4.0

    /// Names the point.
    public init() {}

    /// `resources.prediction`.
    public var name: String { "resources.prediction" }
    /// That of features and candidates.
    public var version: Int { 1 }
    /// What is decided.
    public var summary: String { "how it is predicted what tasks use of processor, memory, network and storage" }
    /// What is known of each task; a decision has their means over the tasks of the run.
    public var features: [PointFeature] {
        [
            PointFeature("effort", "effort, where a small function is 1"),
            PointFeature("writes", "files that it writes"),
            PointFeature("reads", "files that it sees"), PointFeature("requirements", "requirements that it serves"),
            PointFeature("criteria", "criteria that it serves"),
            PointFeature("interfaces", "interfaces that it provides"),
            PointFeature("dependencies", "tasks that it waits for"), PointFeature("priority", "priority, from 1"),
            PointFeature("create", "whether it makes new code", scale: .share),
            PointFeature("modify", "whether it changes code that is there", scale: .share),
            PointFeature("interfacesOnly", "whether it makes files that others fill", scale: .share),
            PointFeature("integrate", "whether it checks the whole", scale: .share),
        ]
    }
    /// Means, or a network over the graph of tasks.
    public var candidates: [PointCandidate] {
        [
            PointCandidate("mean-of-kind", "as much as tasks of the kind used in the mean, by logarithms"),
            PointCandidate(
                "graph-network", "what a network makes of that by the task, those before it and those behind it"),
        ]
    }
    /// Means by kind.
    public var fixedRule: String { "the mean of tasks of the kind; nothing where nothing was measured" }
    /// How near predictions came.
    public var outcome: String {
        "1 less a quarter of the mean error in powers of two, over all that was measured; 0 from a factor of 16 on"
    }
    /// A fifth.
    public var exploration: Double { 0.2 }
    /// Measured tasks of runs.
    public var training: PointTraining { .measuredRuns }

    /// The means over the tasks of a run.
    public func state(of subject: ResourceGraph) -> [String: Double] {
        let count = Double(max(1, subject.tasks.count))
        let pairs = features.map { feature in
            (feature.name, subject.tasks.reduce(0) { $0 + ($1.state[feature.name] ?? 0) } / count)
        }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
    }

    /// Means by kind, whatever the tasks are.
    public func fixedChoice(for subject: ResourceGraph) -> Int { 0 }

    /// How near predictions came.
    ///
    /// - Parameter parts: `error`, the mean of |log(1 + predicted) − log(1 + measured)|.
    /// - Returns: 0 to 1.
    public func reward(of parts: [String: Double]) -> Double {
        guard let error = parts["error"], error >= 0 else { return 0 }
        return 1 - min(1, error / (Self.worthless * 0.6931471805599453))
    }
}
