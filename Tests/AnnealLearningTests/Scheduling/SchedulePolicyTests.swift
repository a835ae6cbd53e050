import AnnealLearning
import Testing

@Suite("The learned schedule policy") struct SchedulePolicyTests {
    private func workflows(_ count: Int, seed: UInt64) throws -> [WorkGraph] {
        var random = RandomSource(seed: seed)
        let generator = WorkflowGenerator(sizes: 10...80)
        return try (0..<count).map { _ in try generator.workflow(random: &random) }
    }

    @Test("on workflows it never saw it is better than FIFO, and as good as the critical path on the same estimates")
    func better() throws {
        let policy = try SchedulePolicy.learned()
        var (learned, fifo, path) = (0.0, 0.0, 0.0)
        var random = RandomSource(seed: 12)
        for graph in try workflows(60, seed: 4_711) {
            for workers in [2, 4, 8] {
                let bound = graph.lowerBound(workers: workers)
                let estimates = graph.estimates(deviation: 0.5, random: &random)
                let schedule = try policy.schedule(graph, workers: workers, estimates: estimates, noise: 0.5)
                #expect(schedule.isFeasible(for: graph, workerCount: workers))
                learned += schedule.makespan / bound
                fifo +=
                    try ListScheduler.schedule(graph, workers: workers, rule: .firstInFirstOut, random: &random)
                    .makespan / bound
                path +=
                    try ListScheduler.schedule(
                        graph, workers: workers, rule: .criticalPath, estimates: estimates, random: &random
                    ).makespan / bound
            }
        }
        #expect(learned < fifo - 0.5 * (fifo - path))
        #expect(learned < 1.005 * path)
    }

    @Test("it sees nothing of a duration before the task is done")
    func blind() throws {
        let policy = try SchedulePolicy.learned()
        // Two ready tasks of one estimate: which comes first cannot depend on what they will take.
        for seconds in [1.0, 50] {
            let graph = try WorkGraph(
                kinds: ["a", "b", "c"], durations: [seconds, 51 - seconds, 5], parents: [[], [], [0]])
            let schedule = try policy.schedule(graph, workers: 1, estimates: [9, 9, 9], noise: 0.5)
            #expect(schedule.starts[0] == 0)
        }
    }

    @Test("what tasks of a kind took changes what is believed of the others")
    func beliefs() throws {
        // The chain of kind "b" is estimated as short; once one of its kind has taken long, it comes first.
        let graph = try WorkGraph(
            kinds: ["b", "a", "b", "a"], durations: [100, 4, 100, 4], parents: [[], [0], [0], [0]])
        let estimates = [2.0, 4, 2, 4]
        let schedule = try ListScheduler.scheduleByBeliefs(graph, workers: 1, estimates: estimates, noise: 1)
        #expect(schedule.starts[2] == 100)
        var random = RandomSource(seed: 0)
        let plain = try ListScheduler.schedule(
            graph, workers: 1, rule: .criticalPath, estimates: estimates, random: &random)
        #expect(plain.starts[2] > 100)
    }

    @Test("no worker, wrong estimates and missing weights are errors")
    func refused() throws {
        let graph = try WorkGraph(durations: [1, 2], parents: [[], []])
        let policy = try SchedulePolicy.learned()
        #expect(throws: LearningError.self) { try policy.schedule(graph, workers: 0) }
        #expect(throws: LearningError.self) { try policy.schedule(graph, workers: 1, estimates: [1]) }
        #expect(throws: LearningError.self) { try policy.schedule(graph, workers: 1, estimates: [1, .nan]) }
        #expect(throws: LearningError.self) { try policy.schedule(graph, workers: 1, noise: -1) }
        #expect(throws: LearningError.self) { try SchedulePolicy(weights: [:]) }
        let idle = try WorkGraph(durations: [0, 0], parents: [[], [0]])
        #expect(try policy.schedule(idle, workers: 2).makespan == 0)
    }

    @Test("generated workflows have the wanted sizes, kinds and dependencies, and are the same for a seed")
    func generated() throws {
        let graphs = try workflows(30, seed: 2)
        #expect(graphs.allSatisfy { (10...80).contains($0.count) })
        #expect(graphs.contains { Set($0.kinds).count < $0.count / 2 })
        #expect(graphs.contains { $0.parents.contains { $0.count > 3 } })
        #expect(try workflows(30, seed: 2) == graphs)
    }

    @Test("compared with the critical path, following it earns nothing, and the sum is how much shorter a schedule is")
    func comparison() throws {
        let graphs = try workflows(8, seed: 6)
        var environment = try WorkSchedulingEnvironment(
            graphs: graphs, workerCounts: [2], noise: 0.5, reward: .comparison(factor: 1), seed: 3)
        for graph in graphs.indices {
            var follower = environment
            environment.begin(graph: graph, workers: 2)
            follower.begin(graph: graph, workers: 2)
            var sums = (0.0, 0.0)
            while environment.candidateCount > 0 {
                sums.0 += Double(try environment.step(environment.candidateCount - 1).reward)
            }
            while follower.candidateCount > 0 {
                let size = follower.featureCount
                let features = follower.features
                let best = (0..<follower.candidateCount).reduce(0) {
                    features[$1 * size + 2] > features[$0 * size + 2] ? $1 : $0
                }
                sums.1 += Double(try follower.step(best).reward)
            }
            #expect(abs(sums.1) < 1e-3)
            let shorter = (follower.time - environment.time) / environment.lowerBound
            #expect(abs(sums.0 - shorter) < 1e-3)
        }
    }
}
