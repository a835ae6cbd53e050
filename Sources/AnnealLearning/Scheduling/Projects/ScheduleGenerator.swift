/// Makes schedules of a project from priorities; its memory is used again for each.
///
/// Source: J. E. Kelley, "The Critical-Path Method: Resources Planning and Scheduling" (1963); R. Kolisch, "Serial and
/// Parallel Resource-Constrained Project Scheduling Methods Revisited", EJOR 90 (1996).
public struct ScheduleGenerator: Sendable {
    /// The project.
    public let project: ResourceProject
    private let resourceCount: Int
    private let demands: [Int32]
    private let capacities: [Int32]
    /// What is free of each resource at each time; times × resources.
    private var free: [Int32]
    private var waiting: [Int]
    /// Where each activity stands in the order of precedence, which decides between those without duration.
    private let positions: [Int]
    private var eligible: [Int] = []

    /// Creates a generator.
    ///
    /// - Parameter project: what is to be scheduled.
    public init(_ project: ResourceProject) {
        self.project = project
        // A resource more, of which nothing is needed, spares the case of none.
        resourceCount = max(1, project.capacities.count)
        capacities = project.capacities.isEmpty ? [0] : project.capacities.map { Int32($0) }
        demands =
            project.capacities.isEmpty
            ? [Int32](repeating: 0, count: project.count) : project.demands.flatMap { $0.map { Int32($0) } }
        free = [Int32](repeating: 0, count: (project.horizon + 1) * resourceCount)
        waiting = [Int](repeating: 0, count: project.count)
        var positions = waiting
        for (place, activity) in project.order.enumerated() { positions[activity] = place }
        self.positions = positions
    }

    /// The serial scheme: one activity after another is put where it can begin first.
    ///
    /// - Parameter choose: given the activities whose predecessors are scheduled, gives the index among them of the one
    ///   to schedule next; an index that is none counts as the first.
    /// - Returns: of each activity, when it begins. Such schedules are active: nothing can begin earlier with all else
    ///   unchanged, and one of them is best.
    /// - Complexity: O(activities · horizon · resources).
    public mutating func serial(choose: (_ eligible: [Int]) -> Int) -> [Int] {
        begin()
        var starts = [Int](repeating: 0, count: project.count)
        while !eligible.isEmpty {
            let chosen = choose(eligible)
            let activity = eligible.remove(at: eligible.indices.contains(chosen) ? chosen : 0)
            var earliest = 0
            for other in project.predecessors[activity] {
                earliest = max(earliest, starts[other] + project.durations[other])
            }
            starts[activity] = place(activity, from: earliest)
            release(after: activity)
        }
        return starts
    }

    /// The serial scheme by keys.
    ///
    /// - Parameter keys: of each activity; the least comes first, of equals the one with the least index.
    /// - Returns: of each activity, when it begins.
    /// - Throws: `LearningError` of code `shape` for another number of keys.
    public mutating func serial(keys: [Double]) throws(LearningError) -> [Int] {
        try check(keys)
        return serial { eligible in Self.least(of: eligible, keys) }
    }

    /// The parallel scheme: time goes on, and whenever something ends, what fits begins in the order of its keys.
    ///
    /// - Parameter keys: of each activity; the least comes first, of equals the one with the least index.
    /// - Returns: of each activity, when it begins. Such schedules leave nothing idle that could work; the best one may
    ///   not be among them.
    /// - Throws: `LearningError` of code `shape` for another number of keys.
    public mutating func parallel(keys: [Double]) throws(LearningError) -> [Int] {
        try check(keys)
        begin()
        var left = capacities
        var starts = [Int](repeating: 0, count: project.count)
        var running: [(end: Int, activity: Int)] = []
        var time = 0
        while !eligible.isEmpty || !running.isEmpty {
            for activity in eligible.sorted(by: { (keys[$0], $0) < (keys[$1], $1) }) {
                let needs = demands[activity * resourceCount..<(activity + 1) * resourceCount]
                guard zip(needs, left).allSatisfy({ $0 <= $1 }) else { continue }
                for (resource, need) in needs.enumerated() { left[resource] -= need }
                starts[activity] = time
                running.append((time + project.durations[activity], activity))
                eligible.removeAll { $0 == activity }
            }
            guard let end = running.map(\.end).min() else { break }
            time = end
            for (_, activity) in running where starts[activity] + project.durations[activity] == time {
                for resource in 0..<resourceCount { left[resource] += demands[activity * resourceCount + resource] }
                release(after: activity)
            }
            running.removeAll { $0.end == time }
        }
        return starts
    }

    /// Forward-backward improvement: all activities are pushed as late as they go, last ones first, and then as early as
    /// they go; again while that shortens the schedule.
    ///
    /// - Parameter starts: a feasible schedule.
    /// - Returns: one that is not longer; what was given when it is no schedule of the project.
    ///
    /// Source: P. Tormos, A. Lova, "A Competitive Heuristic Solution Technique for Resource-Constrained Project
    /// Scheduling", Annals of Operations Research 102 (2001).
    public mutating func improved(_ starts: [Int]) -> [Int] {
        let horizon = project.horizon
        guard starts.count == project.count, starts.allSatisfy({ (0...horizon).contains($0) }) else { return starts }
        var best = starts
        while true {
            let makespan = project.makespan(of: best)
            guard makespan <= horizon, let late = justified(best, makespan: makespan) else { return best }
            let first = late.min() ?? 0
            let early = pulled(late.map { $0 - first })
            guard project.makespan(of: early) < makespan else { return best }
            best = early
        }
    }

    private func check(_ keys: [Double]) throws(LearningError) {
        guard keys.count == project.count else {
            throw LearningError(
                code: .shape, message: "\(keys.count) keys for \(project.count) activities", place: "ScheduleGenerator")
        }
    }

    private static func least(of eligible: [Int], _ keys: [Double]) -> Int {
        var best = 0
        for index in eligible.indices.dropFirst()
        where (keys[eligible[index]], eligible[index]) < (keys[eligible[best]], eligible[best]) { best = index }
        return best
    }

    /// Everything free, and the activities without predecessors eligible.
    private mutating func begin() {
        clear()
        eligible.removeAll(keepingCapacity: true)
        for activity in 0..<project.count {
            waiting[activity] = project.predecessors[activity].count
            if waiting[activity] == 0 { eligible.append(activity) }
        }
    }

    private mutating func clear() {
        for time in 0...project.horizon {
            for resource in 0..<resourceCount { free[time * resourceCount + resource] = capacities[resource] }
        }
    }

    private mutating func release(after activity: Int) {
        for next in project.successors[activity] {
            waiting[next] -= 1
            if waiting[next] == 0 { eligible.append(next) }
        }
    }

    private func fits(_ activity: Int, at time: Int) -> Bool {
        for resource in 0..<resourceCount
        where free[time * resourceCount + resource] < demands[activity * resourceCount + resource] { return false }
        return true
    }

    /// Puts an activity at the first time from one on at which it fits all along.
    private mutating func place(_ activity: Int, from earliest: Int) -> Int {
        let duration = project.durations[activity]
        var start = earliest
        var time = start
        // The sum of all durations is time enough: there is always an end to this.
        while time < start + duration {
            if !fits(activity, at: time) { start = time + 1 }
            time += 1
        }
        take(activity, at: start)
        return start
    }

    private mutating func take(_ activity: Int, at start: Int) {
        for time in start..<start + project.durations[activity] {
            for resource in 0..<resourceCount {
                free[time * resourceCount + resource] -= demands[activity * resourceCount + resource]
            }
        }
    }

    /// As late as possible without a longer makespan, last ends first; `nil` when something would begin before time 0,
    /// which a feasible schedule rules out.
    private mutating func justified(_ starts: [Int], makespan: Int) -> [Int]? {
        clear()
        var late = [Int](repeating: 0, count: project.count)
        let order = starts.indices.sorted {
            (-(starts[$0] + project.durations[$0]), -starts[$0], -positions[$0])
                < (-(starts[$1] + project.durations[$1]), -starts[$1], -positions[$1])
        }
        for activity in order {
            let duration = project.durations[activity]
            var end = makespan
            for next in project.successors[activity] { end = min(end, late[next]) }
            var time = end - 1
            while time >= end - duration, time >= 0 {
                if !fits(activity, at: time) { end = time }
                time -= 1
            }
            guard end >= duration else { return nil }
            late[activity] = end - duration
            take(activity, at: late[activity])
        }
        return late
    }

    /// As early as possible, first starts first.
    private mutating func pulled(_ starts: [Int]) -> [Int] {
        clear()
        var early = [Int](repeating: 0, count: project.count)
        let order = starts.indices.sorted {
            (starts[$0], starts[$0] + project.durations[$0], positions[$0])
                < (starts[$1], starts[$1] + project.durations[$1], positions[$1])
        }
        for activity in order {
            var earliest = 0
            for other in project.predecessors[activity] {
                earliest = max(earliest, early[other] + project.durations[other])
            }
            early[activity] = place(activity, from: earliest)
        }
        return early
    }
}
