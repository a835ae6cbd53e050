/// Draws projects by the plan of the literature's test sets: a network of given complexity, demands for a share of the
/// resources, and capacities between the largest demand and what all need together at the earliest.
///
/// They serve training: what is learned on them can be judged on sets that others made.
///
/// Source: R. Kolisch, A. Sprecher, A. Drexl, "Characterization and Generation of a General Class of Resource-Constrained
/// Project Scheduling Problems", Management Science 41 (1995). Capacities come from the peak of the earliest schedule, as
/// there; the network is drawn in a simpler way.
public struct ProjectGenerator: Sendable, Hashable {
    /// How many activities a project has, apart from its source and sink.
    public var sizes: ClosedRange<Int>
    /// How many resources there are.
    public var resources = 4
    /// Dependencies over activities.
    public var complexities = [1.5, 1.8, 2.1]
    /// The share of the resources that an activity needs.
    public var factors = [0.25, 0.5, 0.75, 1]
    /// How plentiful resources are: 0 for the largest demand, 1 for what the earliest schedule needs.
    public var strengths = [0.1, 0.2, 0.3, 0.5, 0.7]

    /// Creates a generator.
    ///
    /// - Parameter sizes: how many activities a project has, apart from its source and sink.
    public init(sizes: ClosedRange<Int>) { self.sizes = sizes }

    /// Draws a project.
    ///
    /// - Parameter random: draws.
    /// - Returns: a project whose activity 0 is the source, whose last one is the sink.
    /// - Throws: never in practice; the project is checked as any other.
    public func project(random: inout RandomSource) throws(LearningError) -> ResourceProject {
        let count = max(1, sizes.lowerBound + random.index(below: sizes.count))
        let durations = [0] + (0..<count).map { _ in 1 + random.index(below: 10) } + [0]
        let factor = factors[random.index(below: factors.count)]
        let strength = strengths[random.index(below: strengths.count)]
        let successors = network(count, complexities[random.index(below: complexities.count)], &random)
        var demands = [[Int]](repeating: [Int](repeating: 0, count: resources), count: count + 2)
        for activity in 1...count {
            let used = max(1, Int((factor * Double(resources)).rounded()))
            for resource in random.permutation(resources).prefix(used) {
                demands[activity][resource] = 1 + random.index(below: 10)
            }
        }
        let loose = try ResourceProject(
            capacities: [Int](repeating: 10 * (count + 2), count: resources), durations: durations, demands: demands,
            successors: successors)
        let capacities = (0..<resources).map { resource in
            let least = demands.map { $0[resource] }.max() ?? 0
            let most = max(least, Self.peak(of: resource, in: loose))
            return least + Int((strength * Double(most - least)).rounded())
        }
        return try ResourceProject(
            capacities: capacities, durations: durations, demands: demands, successors: successors)
    }

    /// Each activity has a few that it waits for among those before it; there are no dependencies that others imply, or
    /// few. What waits for nothing follows the source, what nothing waits for precedes the sink.
    private func network(_ count: Int, _ complexity: Double, _ random: inout RandomSource) -> [[Int]] {
        var successors = [Set<Int>](repeating: [], count: count + 2)
        var hasPredecessor = [Bool](repeating: false, count: count + 2)
        let reach = max(3, count / 3)
        func connect(_ first: Int, _ second: Int) {
            successors[first].insert(second)
            hasPredecessor[second] = true
        }
        for activity in min(4, count + 1)..<count + 1 {
            connect(max(1, activity - 1 - random.index(below: min(reach, activity - 1))), activity)
        }
        var left = Int(complexity * Double(count + 2)) - count
        var attempts = 10 * count
        while left > 0, attempts > 0 {
            attempts -= 1
            let second = 2 + random.index(below: max(1, count - 1))
            guard second <= count else { continue }
            let first = max(1, second - 1 - random.index(below: min(reach, second - 1)))
            guard first != second, successors[first].count < 3, !successors[first].contains(second) else { continue }
            connect(first, second)
            left -= 1
        }
        for activity in 1...count {
            if !hasPredecessor[activity] { connect(0, activity) }
            if successors[activity].isEmpty { connect(activity, count + 1) }
        }
        return successors.map { $0.sorted() }
    }

    /// How much of a resource the earliest schedule needs at most.
    private static func peak(of resource: Int, in project: ResourceProject) -> Int {
        let starts = project.earliestStarts
        return starts.map { moment in
            (0..<project.count).reduce(0) { sum, activity in
                let runs = starts[activity] <= moment && moment < starts[activity] + project.durations[activity]
                return runs ? sum + project.demands[activity][resource] : sum
            }
        }.max() ?? 0
    }
}
