/// Which activity is scheduled first among those whose predecessors are.
///
/// Source: R. Kolisch, "Efficient Priority Rules for the Resource-Constrained Project Scheduling Problem", J. Operations
/// Management 14 (1996).
public enum PriorityRule: String, Sendable, Codable, CaseIterable {
    /// The least latest finish time: what has the longest chain after it.
    case latestFinish
    /// The least latest start time.
    case latestStart
    /// The least time between latest and earliest start.
    case leastSlack
    /// The most activities after it, directly or not.
    case mostSuccessors
    /// The largest duration together with that of the direct successors.
    case greatestRankWeight
    /// The least duration.
    case shortest
    /// The least index.
    case index

    /// Of each activity a number; the least comes first, of equals the one with the least index.
    ///
    /// - Parameter project: the project.
    /// - Returns: by activity.
    public func keys(_ project: ResourceProject) -> [Double] {
        let end = project.criticalPath
        let durations = project.durations
        switch self {
        case .latestFinish: return project.tails.map { Double(end - $0) }
        case .latestStart: return zip(project.tails, durations).map { Double(end - $0 - $1) }
        case .leastSlack:
            let starts = project.earliestStarts
            return zip(zip(project.tails, durations), starts).map { Double(end - $0.0 - $0.1 - $1) }
        case .mostSuccessors: return Self.successorCounts(project).map { -Double($0) }
        case .greatestRankWeight:
            return (0..<project.count).map { activity in
                -Double(project.successors[activity].reduce(durations[activity]) { $0 + durations[$1] })
            }
        case .shortest: return durations.map(Double.init)
        case .index: return (0..<project.count).map(Double.init)
        }
    }

    private static func successorCounts(_ project: ResourceProject) -> [Int] {
        var reached = [Set<Int>](repeating: [], count: project.count)
        for activity in project.order.reversed() {
            for next in project.successors[activity] {
                reached[activity].insert(next)
                reached[activity].formUnion(reached[next])
            }
        }
        return reached.map(\.count)
    }
}
