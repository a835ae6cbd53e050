/// A schedule of a project under way by the serial scheme: which activities are placed, and which may come next.
struct ProjectEpisode: Sendable {
    let project: ResourceProject
    /// Those whose predecessors are placed, in the order of becoming so.
    private(set) var eligible: [Int] = []
    /// Those that are placed, in their order.
    private(set) var placed: [Int] = []
    /// Of each activity that is placed, when it begins.
    private(set) var starts: [Int]
    /// When the last of them ends.
    private(set) var makespan = 0
    private var waiting: [Int]
    /// Of each activity, when the last of its predecessors that are placed ends.
    private var earliest: [Int]
    /// What is free of each resource at each time; times × resources.
    private var free: [Int32]
    private let resources: Int

    init(_ project: ResourceProject) {
        self.project = project
        resources = project.capacities.count
        starts = [Int](repeating: 0, count: project.count)
        earliest = starts
        waiting = project.predecessors.map(\.count)
        free = []
        free.reserveCapacity((project.horizon + 1) * resources)
        for _ in 0...project.horizon { for capacity in project.capacities { free.append(Int32(capacity)) } }
        eligible.reserveCapacity(project.count)
        placed.reserveCapacity(project.count)
        for activity in waiting.indices where waiting[activity] == 0 { eligible.append(activity) }
    }

    /// When an eligible activity can begin as far as its predecessors are concerned.
    func readyTime(of activity: Int) -> Int { earliest[activity] }

    /// When an eligible activity can begin first, resources counted.
    ///
    /// - Complexity: O(horizon · resources).
    func start(of activity: Int) -> Int {
        let duration = project.durations[activity]
        var start = earliest[activity]
        var time = start
        // The sum of all durations is time enough: there is always an end to this.
        while time < start + duration {
            if !fits(activity, at: time) { start = time + 1 }
            time += 1
        }
        return start
    }

    /// Puts an eligible activity where it can begin first.
    ///
    /// - Parameter index: of `eligible`.
    mutating func place(_ index: Int) {
        let activity = eligible.remove(at: index)
        let start = start(of: activity)
        let end = start + project.durations[activity]
        for time in start..<end {
            for resource in 0..<resources {
                free[time * resources + resource] -= Int32(truncatingIfNeeded: project.demands[activity][resource])
            }
        }
        starts[activity] = start
        placed.append(activity)
        makespan = max(makespan, end)
        for next in project.successors[activity] {
            earliest[next] = max(earliest[next], end)
            waiting[next] -= 1
            if waiting[next] == 0 { eligible.append(next) }
        }
    }

    private func fits(_ activity: Int, at time: Int) -> Bool {
        for resource in 0..<resources
        where Int(free[time * resources + resource]) < project.demands[activity][resource] { return false }
        return true
    }
}
