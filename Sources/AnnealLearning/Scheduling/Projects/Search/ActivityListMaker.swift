/// Draws and mixes orders of activities in which each comes after its predecessors.
struct ActivityListMaker {
    private let successors: Relation
    private let count: Int
    private let predecessorCounts: [Int32]
    private var waiting: [Int32]
    private var eligible: [Int32] = []
    private var weights: [Double] = []
    private var isTaken: [Bool]

    init(_ decoder: ListDecoder) {
        count = decoder.count
        successors = decoder.successors
        predecessorCounts = decoder.project.predecessors.map { Int32($0.count) }
        waiting = predecessorCounts
        isTaken = [Bool](repeating: false, count: count)
        eligible.reserveCapacity(count)
        weights.reserveCapacity(count)
    }

    /// An order drawn at random, activities with small keys likely to come early: the weight of one is
    /// exp((least key among those that may come next - its key) / temperature).
    ///
    /// - Parameters:
    ///   - list: filled.
    ///   - keys: of each activity.
    ///   - temperature: 0 takes the least key each time.
    ///   - random: draws.
    mutating func draw(
        into list: inout [Int32], keys: [Double], temperature: Double, random: inout RandomSource
    ) {
        begin()
        for place in 0..<count {
            let index = choose(keys, temperature, &random)
            let activity = eligible[index]
            eligible.swapAt(index, eligible.count - 1)
            eligible.removeLast()
            list[place] = activity
            release(activity)
        }
    }

    private mutating func begin() {
        eligible.removeAll(keepingCapacity: true)
        for activity in 0..<count {
            waiting[activity] = predecessorCounts[activity]
            if waiting[activity] == 0 { eligible.append(Int32(activity)) }
        }
    }

    private mutating func release(_ activity: Int32) {
        for index in successors.range(Int(activity)) {
            let next = successors.members[index]
            waiting[Int(next)] -= 1
            if waiting[Int(next)] == 0 { eligible.append(next) }
        }
    }

    private mutating func choose(_ keys: [Double], _ temperature: Double, _ random: inout RandomSource) -> Int {
        var best = 0
        for index in eligible.indices
        where (keys[Int(eligible[index])], eligible[index]) < (keys[Int(eligible[best])], eligible[best]) {
            best = index
        }
        guard temperature > 0, eligible.count > 1 else { return best }
        let least = keys[Int(eligible[best])]
        weights.removeAll(keepingCapacity: true)
        for activity in eligible { weights.append(Elementary.exp((least - keys[Int(activity)]) / temperature)) }
        return random.index(weighted: weights) ?? best
    }

    /// The first and last part of one order with the middle in the order of another.
    ///
    /// Source: S. Hartmann, "A Competitive Genetic Algorithm for Resource-Constrained Project Scheduling", Naval Research
    /// Logistics 45 (1998), two-point crossover.
    mutating func cross(
        _ mother: [Int32], _ father: [Int32], middle: Range<Int>, into child: inout [Int32]
    ) {
        for index in isTaken.indices { isTaken[index] = false }
        for place in 0..<middle.lowerBound {
            child[place] = mother[place]
            isTaken[Int(mother[place])] = true
        }
        var place = middle.lowerBound
        for activity in father where place < middle.upperBound && !isTaken[Int(activity)] {
            child[place] = activity
            isTaken[Int(activity)] = true
            place += 1
        }
        for activity in mother where place < count && !isTaken[Int(activity)] {
            child[place] = activity
            place += 1
        }
    }

    /// Swaps neighbours with a probability, where precedence allows it.
    func mutate(_ list: inout [Int32], probability: Double, random: inout RandomSource) {
        for place in 0..<count - 1 where random.uniform() < probability {
            let (first, second) = (list[place], list[place + 1])
            let isBound = successors.range(Int(first)).contains { successors.members[$0] == second }
            if !isBound { list.swapAt(place, place + 1) }
        }
    }
}
