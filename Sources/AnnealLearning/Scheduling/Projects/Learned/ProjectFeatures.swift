/// What a graph network sees of a project: features of activities and of dependencies in both directions. They do not
/// depend on the order of the resources, and are of about size 1 whatever the units.
struct ProjectFeatures {
    /// Numbers that describe an activity.
    static let nodeCount = 18
    /// Numbers that describe a dependency: one for each direction.
    static let edgeCount = 2

    private(set) var nodes: [Float] = []
    private(set) var edges: [Float] = []
    private(set) var sources: [Int] = []
    private(set) var targets: [Int] = []

    init(_ project: ResourceProject) {
        let path = Double(max(1, project.criticalPath))
        let longest = Double(max(1, project.durations.max() ?? 1))
        let (starts, tails) = (project.earliestStarts, project.tails)
        let after = PriorityRule.mostSuccessors.keys(project).map { -$0 }
        let loads = Self.loads(project, path)
        let most = loads.indices.max { loads[$0] < loads[$1] }
        let mean = loads.reduce(0, +) / Double(max(1, loads.count))
        let count = Double(project.count)
        for activity in 0..<project.count {
            let duration = Double(project.durations[activity])
            let shares = project.capacities.indices.map { resource in
                Double(project.demands[activity][resource]) / Double(max(1, project.capacities[resource]))
            }
            let (start, tail) = (Double(starts[activity]), Double(tails[activity]))
            let need = zip(shares, loads).reduce(0) { $0 + $1.0 * $1.1 }
            let next = project.successors[activity].reduce(0) { $0 + project.durations[$1] }
            let values: [Double] = [
                duration / longest, duration / path, start / path, tail / path,
                (path - tail - duration - start) / path, Double(project.successors[activity].count) / 4,
                Double(project.predecessors[activity].count) / 4, after[activity] / count,
                shares.max() ?? 0, shares.reduce(0, +) / Double(max(1, shares.count)), need,
                most.map { shares[$0] } ?? 0, need * duration / longest, Double(next) / path,
                min(4, most.map { loads[$0] } ?? 0) / 2, min(4, mean) / 2, 20 / count, 1,
            ]
            nodes += values.map { Float($0) }
            for next in project.successors[activity] {
                connect(activity, next, [1, 0])
                connect(next, activity, [0, 1])
            }
        }
    }

    private mutating func connect(_ source: Int, _ target: Int, _ kind: [Float]) {
        sources.append(source)
        targets.append(target)
        edges += kind
    }

    /// Of each resource, its work over what it could do within the critical path.
    private static func loads(_ project: ResourceProject, _ path: Double) -> [Double] {
        project.capacities.enumerated().map { resource, capacity in
            let work = zip(project.durations, project.demands).reduce(0) { $0 + $1.0 * $1.1[resource] }
            return Double(work) / (Double(max(1, capacity)) * path)
        }
    }
}
