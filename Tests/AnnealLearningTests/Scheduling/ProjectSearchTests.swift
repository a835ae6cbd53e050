import AnnealLearning
import Testing

@Suite("Searching short schedules of projects") struct ProjectSearchTests {
    private func projects(_ sizes: ClosedRange<Int>, _ count: Int, seed: UInt64) throws -> [ResourceProject] {
        var random = RandomSource(seed: seed)
        return try (0..<count).map { _ in try ProjectGenerator(sizes: sizes).project(random: &random) }
    }

    /// The shortest makespan of all orders: each is an order of precedence, and one of them gives a best schedule.
    private func shortest(_ project: ResourceProject) throws -> Int {
        var generator = ScheduleGenerator(project)
        var best = Int.max
        func extend(_ order: [Int]) throws {
            guard order.count < project.count else {
                var keys = [Double](repeating: 0, count: project.count)
                for (place, activity) in order.enumerated() { keys[activity] = Double(place) }
                best = min(best, project.makespan(of: try generator.serial(keys: keys)))
                return
            }
            for activity in 0..<project.count
            where !order.contains(activity) && project.predecessors[activity].allSatisfy({ order.contains($0) }) {
                try extend(order + [activity])
            }
        }
        try extend([])
        return best
    }

    @Test("small projects get a schedule that is as short as any")
    func optimal() throws {
        for project in try projects(5...6, 8, seed: 3) {
            var random = RandomSource(seed: 1)
            let result = try ProjectSearch().schedule(project, schedules: 600, random: &random)
            #expect(project.isFeasible(result.starts))
            #expect(project.makespan(of: result.starts) == result.makespan)
            #expect(result.makespan == (try shortest(project)))
        }
    }

    @Test("schedules are feasible with one resource, six, large capacities and none")
    func capacities() throws {
        var random = RandomSource(seed: 2)
        for resources in [1, 4, 6] {
            var generator = ProjectGenerator(sizes: 25...30)
            generator.resources = resources
            let project = try generator.project(random: &random)
            for factor in [1, 1_000_000] {
                let scaled = try ResourceProject(
                    capacities: project.capacities.map { $0 * factor }, durations: project.durations,
                    demands: project.demands.map { $0.map { $0 * factor } }, successors: project.successors)
                var draws = RandomSource(seed: 5)
                let result = try ProjectSearch().schedule(scaled, schedules: 500, random: &draws)
                #expect(scaled.isFeasible(result.starts))
                var again = RandomSource(seed: 5)
                // The unit of a resource changes nothing.
                #expect(try ProjectSearch().schedule(project, schedules: 500, random: &again).starts == result.starts)
            }
        }
        let free = try ResourceProject(capacities: [], durations: [2, 3], demands: [[], []], successors: [[1], []])
        let result = try ProjectSearch().schedule(free, schedules: 5, random: &random)
        #expect(result.starts == [0, 2] && result.isOptimal && result.schedules < 5)
    }

    @Test("more schedules are not worse, and better than sampling")
    func improves() throws {
        var (few, many, sampled) = (0, 0, 0)
        for project in try projects(40...40, 8, seed: 8) {
            var random = RandomSource(seed: 1)
            few += try ProjectSearch().schedule(project, schedules: 100, random: &random).makespan
            random = RandomSource(seed: 1)
            many += try ProjectSearch().schedule(project, schedules: 1_500, random: &random).makespan
            random = RandomSource(seed: 1)
            let starts = try BiasedSampling(samples: 500, improves: true).schedule(project, random: &random)
            sampled += project.makespan(of: starts)
        }
        #expect(many < few)
        #expect(many < sampled)
    }

    @Test("it stops when it is told to, and not before the first schedule")
    func stops() throws {
        var random = RandomSource(seed: 1)
        var generator = ProjectGenerator(sizes: 40...40)
        (generator.factors, generator.strengths) = ([1], [0.1])
        let project = try generator.project(random: &random)
        let one = try ProjectSearch().schedule(project, random: &random) { _, _ in true }
        #expect(project.isFeasible(one.starts) && one.schedules < 20)
        var asked = 0
        let some = try ProjectSearch().schedule(project, random: &random) { schedules, makespan in
            asked += 1
            return schedules > 300 || makespan < 0
        }
        #expect(!some.isOptimal && some.schedules > 300 && asked > 30)
    }

    @Test("as late as possible: the same makespan, nothing earlier")
    func late() throws {
        for project in try projects(20...30, 5, seed: 11) {
            var generator = ScheduleGenerator(project)
            let starts = try generator.serial(keys: PriorityRule.latestFinish.keys(project))
            let late = ProjectSearch.latestStarts(project, within: starts)
            #expect(project.isFeasible(late))
            #expect(project.makespan(of: late) == project.makespan(of: starts))
            #expect(late.reduce(0, +) >= starts.reduce(0, +))
        }
    }

    @Test("no schedules, no population and keys of another number are errors")
    func refused() throws {
        let project = try ResourceProject(capacities: [1], durations: [1], demands: [[1]], successors: [[]])
        var random = RandomSource(seed: 1)
        #expect(throws: LearningError.self) { try ProjectSearch().schedule(project, schedules: 0, random: &random) }
        #expect(throws: LearningError.self) {
            try ProjectSearch().schedule(project, schedules: 1, keys: [[1, 2]], random: &random)
        }
        var search = ProjectSearch()
        search.population = 1
        #expect(throws: LearningError.self) { try search.schedule(project, schedules: 1, random: &random) }
    }
}

@Suite("Learned priorities of activities") struct PriorityNetworkTests {
    @Test(
        "the learned order makes shorter single schedules than the index, and about as short ones as the latest finish")
    func learned() throws {
        let network = try PriorityNetwork.learned()
        var random = RandomSource(seed: 77)
        let generator = ProjectGenerator(sizes: 30...60)
        var (learned, finish, index) = (0, 0, 0)
        for _ in 0..<40 {
            let project = try generator.project(random: &random)
            var schedules = ScheduleGenerator(project)
            learned += project.makespan(of: try schedules.serial(keys: network.keys(project)))
            finish += project.makespan(of: try schedules.serial(keys: PriorityRule.latestFinish.keys(project)))
            index += project.makespan(of: try schedules.serial(keys: PriorityRule.index.keys(project)))
        }
        #expect(learned < index)
        #expect(Double(learned) < 1.02 * Double(finish))
    }

    @Test("keys do not depend on the order of resources nor on units")
    func invariant() throws {
        let network = try PriorityNetwork.learned()
        var random = RandomSource(seed: 5)
        let project = try ProjectGenerator(sizes: 20...20).project(random: &random)
        let turned = try ResourceProject(
            capacities: project.capacities.reversed().map { $0 * 3 }, durations: project.durations.map { $0 * 7 },
            demands: project.demands.map { $0.reversed().map { $0 * 3 } }, successors: project.successors)
        for (one, other) in zip(try network.keys(project), try network.keys(turned)) {
            #expect(abs(one - other) < 1e-4)
        }
    }

    @Test("it learns the times of a schedule that it is shown; one with weights does not learn")
    func learns() throws {
        var random = RandomSource(seed: 6)
        let project = try ProjectGenerator(sizes: 15...15).project(random: &random)
        var schedules = ScheduleGenerator(project)
        let starts = try schedules.serial(keys: PriorityRule.latestFinish.keys(project))
        let times = starts.map { Float($0) / Float(project.makespan(of: starts)) }
        let network = try PriorityNetwork(seed: 1)
        var optimiser = Adam(rate: 3e-3)
        for _ in 0..<300 { try network.learn(project, times: times, optimiser: &optimiser) }
        let error = zip(try network.keys(project), times).reduce(0) { max($0, abs($1.0 - Double($1.1))) }
        #expect(error < 0.1)
        #expect(throws: LearningError.self) {
            try PriorityNetwork.learned().learn(project, times: times, optimiser: &optimiser)
        }
        #expect(throws: LearningError.self) { try PriorityNetwork(weights: [:]) }
    }
}
