import AnnealLearning
import Testing

@Suite("Projects with resources") struct ResourceProjectTests {
    /// Two activities that need the resource alone, one beside them that does not, between a source and a sink.
    private func small() throws -> ResourceProject {
        try ResourceProject(
            capacities: [2], durations: [0, 3, 2, 4, 0], demands: [[0], [2], [1], [1], [0]],
            successors: [[1, 2, 3], [4], [4], [4], []])
    }

    private func random(activities: Int, seed: UInt64) throws -> ResourceProject {
        var random = RandomSource(seed: seed)
        let successors = (0..<activities).map { activity -> [Int] in
            let later = activities - activity - 1
            var successors: Set<Int> = []
            for _ in 0..<2 where later > 0 { successors.insert(activity + 1 + random.index(below: min(8, later))) }
            return successors.sorted()
        }
        return try ResourceProject(
            capacities: [8, 5, 0], durations: (0..<activities).map { _ in random.index(below: 10) },
            demands: (0..<activities).map { _ in [random.index(below: 7), random.index(below: 5), 0] },
            successors: successors)
    }

    @Test("bounds, tails and rules of a small project are what a hand computes")
    func byHand() throws {
        let project = try small()
        #expect(project.criticalPath == 4)
        #expect(project.lowerBound == 6)
        #expect(project.tails == [4, 0, 0, 0, 0])
        #expect(project.earliestStarts == [0, 0, 0, 0, 4])
        #expect(project.gapToCriticalPath(6) == 0.5)
        #expect(PriorityRule.latestFinish.keys(project) == [0, 4, 4, 4, 4])
        #expect(PriorityRule.latestStart.keys(project) == [0, 1, 2, 0, 4])
        #expect(PriorityRule.leastSlack.keys(project) == [0, 1, 2, 0, 0])
        #expect(PriorityRule.mostSuccessors.keys(project) == [-4, -1, -1, -1, 0])
        #expect(PriorityRule.greatestRankWeight.keys(project) == [-9, -3, -2, -4, 0])
        var generator = ScheduleGenerator(project)
        #expect(try generator.serial(keys: PriorityRule.index.keys(project)) == [0, 0, 3, 3, 7])
        #expect(try generator.serial(keys: PriorityRule.shortest.keys(project)) == [0, 2, 0, 5, 9])
        #expect(try generator.parallel(keys: PriorityRule.latestStart.keys(project)) == [0, 4, 0, 0, 7])
    }

    @Test("all schedules are feasible and not below the bound", arguments: PriorityRule.allCases)
    func feasible(_ rule: PriorityRule) throws {
        for seed in 0..<6 {
            let project = try random(activities: 30, seed: UInt64(seed))
            var generator = ScheduleGenerator(project)
            let keys = rule.keys(project)
            for starts in [try generator.serial(keys: keys), try generator.parallel(keys: keys)] {
                #expect(project.isFeasible(starts))
                #expect(project.makespan(of: starts) >= project.lowerBound)
                let better = generator.improved(starts)
                #expect(project.isFeasible(better))
                #expect(project.makespan(of: better) <= project.makespan(of: starts))
            }
        }
    }

    @Test("sampling is never worse than its best part, and improving helps")
    func sampling() throws {
        var plain = 0
        var improved = 0
        for seed in 0..<4 {
            let project = try random(activities: 40, seed: UInt64(10 + seed))
            var random = RandomSource(seed: 1)
            var starts = try BiasedSampling(samples: 20, improves: false).schedule(project, random: &random)
            #expect(project.isFeasible(starts))
            plain += project.makespan(of: starts)
            random = RandomSource(seed: 1)
            starts = try BiasedSampling(samples: 20, improves: true).schedule(project, random: &random)
            #expect(project.isFeasible(starts))
            improved += project.makespan(of: starts)
        }
        #expect(improved <= plain)
    }

    @Test("infeasible schedules are told apart, and are not improved")
    func infeasible() throws {
        let project = try small()
        var generator = ScheduleGenerator(project)
        for starts in [[0, 0, 0, 0, 3], [0, 0], [0, 0, 99, 0, 0], [-5, 0, 0, 0, 0]] {
            #expect(generator.improved(starts) == starts)
        }
        #expect(project.isFeasible([0, 0, 3, 3, 7]))
        #expect(!project.isFeasible([0, 0, 2, 3, 7]))
        #expect(!project.isFeasible([0, 0, 3, 3, 6]))
        #expect(!project.isFeasible([0, 0, 3]))
        #expect(!project.isFeasible([-1, 0, 3, 3, 7]))
    }

    @Test("a project without resources is as long as its critical path")
    func withoutResources() throws {
        let project = try ResourceProject(
            capacities: [], durations: [2, 3, 4], demands: [[], [], []], successors: [[2], [], []])
        var generator = ScheduleGenerator(project)
        #expect(project.makespan(of: try generator.serial(keys: [0, 0, 0])) == 6)
        #expect(project.makespan(of: try generator.parallel(keys: [0, 0, 0])) == 6)
    }

    @Test("projects that cannot be are errors")
    func refused() throws {
        func fails(_ capacities: [Int], _ durations: [Int], _ demands: [[Int]], _ successors: [[Int]]) {
            #expect(throws: LearningError.self) {
                try ResourceProject(
                    capacities: capacities, durations: durations, demands: demands, successors: successors)
            }
        }
        fails([], [], [], [])
        fails([1], [1], [[2]], [[]])
        fails([1], [1], [[-1]], [[]])
        fails([1], [-1], [[0]], [[]])
        fails([-1], [1], [[0]], [[]])
        fails([1], [1], [[]], [[]])
        fails([1], [1, 1], [[0], [0]], [[1], [0]])
        fails([1], [1], [[0]], [[5]])
        fails([1], [.max, .max], [[0], [0]], [[], []])
        var generator = ScheduleGenerator(try small())
        #expect(throws: LearningError.self) { try generator.serial(keys: []) }
        #expect(throws: LearningError.self) { try generator.parallel(keys: [1]) }
        var random = RandomSource(seed: 0)
        #expect(throws: LearningError.self) {
            try BiasedSampling(samples: 0).schedule(small(), random: &random)
        }
    }
}
