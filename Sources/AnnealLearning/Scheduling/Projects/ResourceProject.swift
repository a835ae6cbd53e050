/// A project whose activities need resources of limited capacity while they run, and wait for each other: the
/// resource-constrained project scheduling problem.
public struct ResourceProject: Sendable, Hashable {
    /// What it is called.
    public let name: String
    /// Of each resource, how much of it there is at any time.
    public let capacities: [Int]
    /// Of each activity, how long it takes (time units).
    public let durations: [Int]
    /// Of each activity, how much of each resource it needs while it runs.
    public let demands: [[Int]]
    /// Of each activity, those that wait for it.
    public let successors: [[Int]]
    /// Of each activity, those it waits for.
    public let predecessors: [[Int]]
    /// The activities in an order in which each comes after its predecessors.
    public let order: [Int]
    /// The best makespan that is known to be possible, where somebody has looked.
    public let bestKnown: Int?
    /// What is known to be a lower bound of the makespan.
    public let knownLowerBound: Int?

    /// The sum of durations may be at most this, and that times the number of resources, too.
    static let largestHorizon = 10_000_000

    /// Creates a project.
    ///
    /// - Parameters:
    ///   - name: what it is called.
    ///   - capacities: of each resource, not negative.
    ///   - durations: of each activity, not negative.
    ///   - demands: of each activity, how much of each resource it needs.
    ///   - successors: of each activity, those that wait for it.
    ///   - bestKnown: the best makespan known.
    ///   - knownLowerBound: a lower bound of the makespan.
    /// - Throws: `LearningError` of code `shape` when lengths differ; `invalidArgument` without an activity, for negative
    ///   numbers, a demand above the capacity, an unknown successor or a circle; `unsupported` when durations are so
    ///   long that they should be given in larger units.
    public init(
        name: String = "", capacities: [Int], durations: [Int], demands: [[Int]], successors: [[Int]],
        bestKnown: Int? = nil, knownLowerBound: Int? = nil
    ) throws(LearningError) {
        let place = name.isEmpty ? "ResourceProject" : "project \(name)"
        guard demands.count == durations.count, successors.count == durations.count,
            demands.allSatisfy({ $0.count == capacities.count })
        else {
            throw LearningError(
                code: .shape,
                message: """
                    \(durations.count) durations, \(demands.count) demands of \(capacities.count) resources and \
                    \(successors.count) lists of successors do not fit together
                    """, place: place)
        }
        guard !durations.isEmpty else {
            throw LearningError(code: .invalidArgument, message: "there is no activity", place: place)
        }
        try Self.check(durations, capacities, demands, place: place)
        // The relation is given from front to back here: what it yields is the order from back to front.
        let (backward, predecessors) = try PrecedenceOrder.of(successors, place: place)
        order = backward.reversed()
        self.predecessors = predecessors
        self.name = name
        self.capacities = capacities
        self.durations = durations
        self.demands = demands
        self.successors = successors
        self.bestKnown = bestKnown
        self.knownLowerBound = knownLowerBound
    }

    private static func check(
        _ durations: [Int], _ capacities: [Int], _ demands: [[Int]], place: String
    ) throws(LearningError) {
        guard (durations + capacities).allSatisfy({ $0 >= 0 }) else {
            throw LearningError(code: .invalidArgument, message: "a duration or capacity is negative", place: place)
        }
        for (activity, demand) in demands.enumerated() {
            for (resource, amount) in demand.enumerated() where amount < 0 || amount > capacities[resource] {
                throw LearningError(
                    code: .invalidArgument,
                    message: """
                        activity \(activity) needs \(amount) of resource \(resource), of which there are \
                        \(capacities[resource])
                        """, place: place)
            }
        }
        var horizon = 0
        for duration in durations {
            let (sum, overflow) = horizon.addingReportingOverflow(duration)
            guard !overflow, sum <= largestHorizon / max(1, capacities.count),
                capacities.allSatisfy({ $0 <= Int(Int32.max) })
            else {
                throw LearningError(
                    code: .unsupported, message: "the durations have a sum above \(largestHorizon), or capacities do",
                    place: place, remedy: "use a larger unit of time or of the resource")
            }
            horizon = sum
        }
    }

    /// How many activities there are.
    public var count: Int { durations.count }
    /// The sum of all durations: no sensible schedule is longer.
    public var horizon: Int { durations.reduce(0, +) }

    /// Of each activity, when it can begin at the earliest, resources aside.
    public var earliestStarts: [Int] {
        var starts = [Int](repeating: 0, count: count)
        for activity in order {
            for next in successors[activity] {
                starts[next] = max(starts[next], starts[activity] + durations[activity])
            }
        }
        return starts
    }

    /// Of each activity, the length of the longest chain after it.
    public var tails: [Int] {
        var tails = [Int](repeating: 0, count: count)
        for activity in order.reversed() {
            for next in successors[activity] { tails[activity] = max(tails[activity], tails[next] + durations[next]) }
        }
        return tails
    }

    /// The length of the longest chain of activities, a lower bound of the makespan.
    public var criticalPath: Int {
        zip(tails, durations).reduce(0) { max($0, $1.0 + $1.1) }
    }

    /// The larger of the critical path and, for each resource, the work it has to do over its capacity.
    public var lowerBound: Int {
        var bound = criticalPath
        for (resource, capacity) in capacities.enumerated() where capacity > 0 {
            let work = zip(durations, demands).reduce(0) { $0 + $1.0 * $1.1[resource] }
            bound = max(bound, (work + capacity - 1) / capacity)
        }
        return bound
    }

    /// Whether activities begin after their predecessors end, and no resource is overdrawn.
    ///
    /// - Parameter starts: of each activity, when it begins.
    /// - Returns: whether all of it holds.
    public func isFeasible(_ starts: [Int]) -> Bool {
        guard starts.count == count, starts.allSatisfy({ $0 >= 0 }) else { return false }
        for activity in 0..<count {
            for next in successors[activity] where starts[next] < starts[activity] + durations[activity] {
                return false
            }
        }
        // Use is largest where some activity begins.
        for moment in Set(starts) {
            var used = [Int](repeating: 0, count: capacities.count)
            for activity in 0..<count
            where starts[activity] <= moment && moment < starts[activity] + durations[activity] {
                for resource in used.indices { used[resource] += demands[activity][resource] }
            }
            if zip(used, capacities).contains(where: { $0 > $1 }) { return false }
        }
        return true
    }

    /// When the last activity ends.
    ///
    /// - Parameter starts: of each activity, when it begins.
    /// - Returns: the makespan.
    public func makespan(of starts: [Int]) -> Int { zip(starts, durations).reduce(0) { max($0, $1.0 + $1.1) } }

    /// How much longer a makespan is than the critical path, as a share of it; 0 when there is none.
    ///
    /// - Parameter makespan: of a schedule.
    /// - Returns: such as 0.1 for ten per cent.
    public func gapToCriticalPath(_ makespan: Int) -> Double {
        let path = criticalPath
        return path > 0 ? Double(makespan - path) / Double(path) : 0
    }
}
