/// A population on its way.
struct Evolution {
    private let search: ProjectSearch
    private let decoder: ListDecoder
    private var maker: ActivityListMaker
    private let keys: [[Double]]
    /// The spread of each set of keys, which temperatures are shares of.
    private let spreads: [Double]
    private let bound: Int
    private let limit: Int?

    private var members: [Member] = []
    private var child: Member
    private var best: (starts: [Int], makespan: Int)?
    private var sinceBetter = 0
    private var size: Int

    /// An order and what came of it.
    private struct Member {
        var list: [Int32]
        var makespan: Int
        /// Tells schedules apart.
        var digest: UInt64
    }

    init(_ search: ProjectSearch, _ project: ResourceProject, _ keys: [[Double]], limit: Int?) {
        self.search = search
        decoder = ListDecoder(project)
        maker = ActivityListMaker(decoder)
        self.keys = keys
        spreads = keys.map { max(1e-9, ($0.max() ?? 0) - ($0.min() ?? 0)) }
        bound = project.lowerBound
        self.limit = limit
        child = Member(list: [Int32](repeating: 0, count: project.count), makespan: 0, digest: 0)
        size = search.population
        members.reserveCapacity(search.population)
    }

    private static let largestSize = 1_000

    private var isDone: Bool {
        decoder.schedules >= limit ?? .max || (best?.makespan ?? .max) <= bound
    }

    mutating func run(
        _ random: inout RandomSource, isOver: (_ schedules: Int, _ makespan: Int) -> Bool
    ) -> ProjectSearch.Result {
        var stopped = false
        while !stopped, !isDone {
            if members.count < size {
                drawChild(&random)
                if isNew { members.append(child) } else { sinceBetter += 1 }
            } else {
                breed(&random)
                replaceWorst()
            }
            stopped = isOver(decoder.schedules, best?.makespan ?? .max)
            if sinceBetter > search.patience * size { beginAnew() }
        }
        let makespan = best?.makespan ?? 0
        return ProjectSearch.Result(
            starts: best?.starts ?? [], makespan: makespan, schedules: decoder.schedules, isOptimal: makespan <= bound)
    }

    /// By keys, the first without randomness.
    private mutating func drawChild(_ random: inout RandomSource) {
        let turn = members.count
        let set = turn % keys.count
        let isFirst = best == nil || turn < keys.count && sinceBetter == 0
        let temperature = isFirst ? 0 : spreads[set] * Self.temperatures[random.index(below: Self.temperatures.count)]
        maker.draw(into: &child.list, keys: keys[set], temperature: temperature, random: &random)
        finishChild()
    }

    private static let temperatures = [0.02, 0.05, 0.1]

    private mutating func breed(_ random: inout RandomSource) {
        let (mother, father) = (parent(&random), parent(&random))
        let count = decoder.count
        let (a, b) = (random.index(below: count + 1), random.index(below: count + 1))
        maker.cross(
            members[mother].list, members[father].list, middle: min(a, b)..<max(a, b), into: &child.list)
        maker.mutate(&child.list, probability: search.mutation, random: &random)
        finishChild()
    }

    /// The better of two.
    private func parent(_ random: inout RandomSource) -> Int {
        let (a, b) = (random.index(below: members.count), random.index(below: members.count))
        return members[a].makespan <= members[b].makespan ? a : b
    }

    /// Makes a schedule of the child's order, improves it, and takes over the order of what came of it.
    private mutating func finishChild() {
        child.list.withUnsafeMutableBufferPointer { list in
            guard let base = list.baseAddress else { return }
            decoder.decode(base)
            decoder.improve(rounds: search.improvements)
            decoder.writeList(into: base)
        }
        child.makespan = decoder.makespan
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        for activity in 0..<decoder.count {
            digest = (digest ^ UInt64(UInt32(bitPattern: decoder.starts[activity]))) &* 0x0000_0100_0000_01B3
        }
        child.digest = digest
        sinceBetter += 1
        guard child.makespan < best?.makespan ?? .max else { return }
        best = (decoder.schedule, child.makespan)
        sinceBetter = 0
    }

    private var isNew: Bool {
        !members.contains { $0.makespan == child.makespan && $0.digest == child.digest }
    }

    private mutating func replaceWorst() {
        var worst = 0
        for index in members.indices where members[index].makespan > members[worst].makespan { worst = index }
        guard child.makespan <= members[worst].makespan, isNew else { return }
        swap(&members[worst], &child)
    }

    private mutating func beginAnew() {
        members.removeAll(keepingCapacity: true)
        size = min(2 * size, max(search.population, Self.largestSize))
        sinceBetter = 1
    }
}
