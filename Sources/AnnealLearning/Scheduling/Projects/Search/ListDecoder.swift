/// Turns orders of activities into schedules by the serial scheme, fast enough for searches that make a hundred thousand
/// of them a second.
///
/// What is free at a time is packed: each resource has a lane of a 64-bit word with a bit above it that is always set, so
/// that one subtraction tells of four resources (two, when capacities are large) whether a demand fits. Memory is taken
/// once. The words, orders and times are in memory that the decoder owns; an index is an activity, a time below the
/// horizon, or a place of those lists, all checked by `ResourceProject`.
///
/// A decoder belongs to one task at a time; it is no value that can be sent.
final class ListDecoder {
    let project: ResourceProject
    let count: Int
    /// Schedules that were made.
    private(set) var schedules = 0
    /// When each activity begins in the last schedule.
    let starts: UnsafeMutablePointer<Int32>
    /// The makespan of the last schedule.
    private(set) var makespan = 0

    let durations: UnsafeMutablePointer<Int32>
    private let words: Int
    private let guards: UInt64
    private let demands: UnsafeMutablePointer<UInt64>
    private let capacity: UnsafeMutablePointer<UInt64>
    private let free: UnsafeMutablePointer<UInt64>
    /// Times from this one on are as free as at the start.
    private var touched = 0
    let predecessors: Relation
    let successors: Relation
    /// The activities in an order of precedence, which decides between those of one time.
    private let order: UnsafeMutablePointer<Int32>
    private let sorted: UnsafeMutablePointer<Int32>
    private let buckets: UnsafeMutablePointer<Int32>

    init(_ project: ResourceProject) {
        self.project = project
        count = project.count
        let isSmall = project.capacities.allSatisfy { $0 < 1 << 15 }
        let (width, lanes) = isSmall ? (16, 4) : (32, 2)
        words = max(1, (project.capacities.count + lanes - 1) / lanes)
        guards = (0..<lanes).reduce(UInt64(0)) { $0 | 1 << UInt64(($1 + 1) * width - 1) }
        let words = words
        func pack(_ amounts: [Int], _ target: UnsafeMutablePointer<UInt64>) {
            for (resource, amount) in amounts.enumerated() {
                target[resource / lanes] |= UInt64(amount) << UInt64(resource % lanes * width)
            }
        }
        durations = Self.copy(project.durations.map { Int32($0) })
        order = Self.copy(project.order.map { Int32($0) })
        starts = Self.copy([Int32](repeating: 0, count: count))
        sorted = Self.copy([Int32](repeating: 0, count: count))
        buckets = Self.copy([Int32](repeating: 0, count: project.horizon + 2))
        demands = Self.copy([UInt64](repeating: 0, count: count * words))
        capacity = Self.copy([UInt64](repeating: guards, count: words))
        pack(project.capacities, capacity)
        for activity in 0..<count { pack(project.demands[activity], demands + activity * words) }
        free = .allocate(capacity: (project.horizon + 1) * words)
        predecessors = Relation(project.predecessors)
        successors = Relation(project.successors)
        touched = project.horizon
        clear()
    }

    deinit {
        for pointer in [durations, order, starts, sorted, buckets] { pointer.deallocate() }
        for pointer in [demands, capacity, free] { pointer.deallocate() }
    }

    static func copy<Element>(_ array: [Element]) -> UnsafeMutablePointer<Element> {
        let pointer = UnsafeMutablePointer<Element>.allocate(capacity: max(1, array.count))
        for index in array.indices { (pointer + index).initialize(to: array[index]) }
        return pointer
    }

    /// The schedule in an array of its own.
    var schedule: [Int] { (0..<count).map { Int(starts[$0]) } }

    /// Takes over a feasible schedule as the last one.
    func take(_ schedule: [Int]) {
        for activity in 0..<count { starts[activity] = Int32(truncatingIfNeeded: schedule[activity]) }
        makespan = project.makespan(of: schedule)
        touched = max(touched, makespan)
    }

    private func clear() {
        if words == 1 {
            free.update(repeating: capacity[0], count: touched + 1)
        } else {
            for time in 0...touched {
                for word in 0..<words { free[time * words + word] = capacity[word] }
            }
        }
        touched = 0
    }

    /// Schedules the activities one after another, each as early as it fits.
    ///
    /// - Parameter list: all activities, each after its predecessors.
    func decode(_ list: UnsafePointer<Int32>) {
        clear()
        schedules += 1
        var end = 0
        for place in 0..<count {
            let activity = Int(list[place])
            var earliest = Int32(0)
            for index in predecessors.range(activity) {
                let other = Int(predecessors.members[index])
                earliest = max(earliest, starts[other] &+ durations[other])
            }
            let start = begin(activity, from: Int(earliest))
            starts[activity] = Int32(truncatingIfNeeded: start)
            end = max(end, start &+ Int(durations[activity]))
            touched = end
        }
        makespan = end
    }

    @inline(__always)
    private func begin(_ activity: Int, from earliest: Int) -> Int {
        let duration = Int(durations[activity])
        var start = earliest
        var time = start
        if words == 1 {
            let demand = demands[activity]
            while time < start &+ duration {
                if (free[time] &- demand) & guards != guards { start = time &+ 1 }
                time &+= 1
            }
            for time in start..<start &+ duration { free[time] &-= demand }
            return start
        }
        while time < start &+ duration {
            if !fits(activity, at: time) { start = time &+ 1 }
            time &+= 1
        }
        take(activity, from: start, to: start &+ duration)
        return start
    }

    private func fits(_ activity: Int, at time: Int) -> Bool {
        for word in 0..<words
        where (free[time &* words &+ word] &- demands[activity &* words &+ word]) & guards != guards { return false }
        return true
    }

    private func take(_ activity: Int, from start: Int, to end: Int) {
        for time in start..<end {
            for word in 0..<words { free[time &* words &+ word] &-= demands[activity &* words &+ word] }
        }
    }

    /// Improves the last schedule forwards and backwards until that does not make it shorter.
    ///
    /// - Parameter rounds: at most so often; each makes two schedules.
    ///
    /// Source: P. Tormos, A. Lova, Annals of Operations Research 102 (2001); V. Valls, F. Ballestín, S. Quintanilla,
    /// "Justification and RCPSP: A Technique That Pays", EJOR 165 (2005).
    func improve(rounds: Int = .max) {
        var round = 0
        var before = Int.max
        while makespan < before, round < rounds {
            before = makespan
            justifyRight()
            justifyLeft()
            round += 1
        }
    }

    /// As late as possible within the makespan, last ends first.
    func justifyRight() {
        sort(byEnd: true)
        clear()
        schedules += 1
        let end = makespan
        touched = end
        for place in stride(from: count - 1, through: 0, by: -1) {
            let activity = Int(sorted[place])
            let duration = Int(durations[activity])
            var latest = end
            for index in successors.range(activity) {
                latest = min(latest, Int(starts[Int(successors.members[index])]))
            }
            starts[activity] = Int32(truncatingIfNeeded: placeBefore(latest, activity, duration))
        }
    }

    @inline(__always)
    private func placeBefore(_ latest: Int, _ activity: Int, _ duration: Int) -> Int {
        var end = latest
        var time = end &- 1
        // What was feasible stays so: nothing is pushed before time 0.
        while time >= end &- duration, time >= 0 {
            let isFree =
                words == 1 ? (free[time] &- demands[activity]) & guards == guards : fits(activity, at: time)
            if !isFree { end = time }
            time &-= 1
        }
        let start = max(0, end &- duration)
        take(activity, from: start, to: start &+ duration)
        return start
    }

    /// As early as possible, first starts first.
    func justifyLeft() {
        sort(byEnd: false)
        decode(sorted)
    }

    /// Writes the activities by their start in the last schedule, each after its predecessors.
    func writeList(into list: UnsafeMutablePointer<Int32>) {
        sort(byEnd: false)
        list.update(from: sorted, count: count)
    }

    /// Sorts by start or end, those of one time by precedence.
    private func sort(byEnd: Bool) {
        buckets.update(repeating: 0, count: makespan + 2)
        func key(_ activity: Int) -> Int { Int(byEnd ? starts[activity] &+ durations[activity] : starts[activity]) }
        for activity in 0..<count { buckets[key(activity) &+ 1] &+= 1 }
        for time in 0...makespan { buckets[time &+ 1] &+= buckets[time] }
        for place in 0..<count {
            let activity = Int(order[place])
            let bucket = key(activity)
            sorted[Int(buckets[bucket])] = Int32(truncatingIfNeeded: activity)
            buckets[bucket] &+= 1
        }
    }
}
