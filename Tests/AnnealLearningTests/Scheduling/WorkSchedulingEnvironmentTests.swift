import AnnealLearning
import Foundation
import Testing

@Suite("Scheduling as something to learn") struct WorkSchedulingEnvironmentTests {
    /// Plays an episode, choosing by the features of each candidate.
    private func play(
        _ environment: inout WorkSchedulingEnvironment, choosing score: ([Float]) -> Float
    ) throws -> Double {
        var sum = 0.0
        while true {
            let features = environment.features
            let size = environment.featureCount
            let best = (0..<environment.candidateCount).max {
                score(Array(features[$0 * size..<($0 + 1) * size]))
                    < score(Array(features[$1 * size..<($1 + 1) * size]))
            }
            let outcome = try environment.step(try #require(best))
            sum += Double(outcome.reward)
            if outcome.isOver { return sum }
        }
    }

    @Test("choosing the first gives the schedule of the rule FIFO, by rank that of the critical path")
    func rules() throws {
        var random = RandomSource(seed: 0)
        for seed in 0..<8 {
            let graph = try WorkGraphs.random(tasks: 40, seed: UInt64(seed))
            var environment = try WorkSchedulingEnvironment(graphs: [graph], workerCounts: [3])
            environment.reset()
            let first = try play(&environment) { -$0[6] }
            let fifo = try ListScheduler.schedule(graph, workers: 3, rule: .firstInFirstOut, random: &random)
            #expect(abs(environment.time - fifo.makespan) < 1e-9)
            #expect(abs(first + fifo.makespan / graph.lowerBound(workers: 3)) < 1e-4)
            environment.reset()
            _ = try play(&environment) { $0[1] }
            let path = try ListScheduler.schedule(graph, workers: 3, rule: .criticalPath, random: &random)
            // Ties of ranks may be broken in another order.
            #expect(abs(environment.time - path.makespan) < 0.05 * path.makespan)
        }
    }

    @Test("estimates are noisy, the durations are not")
    func noise() throws {
        let graph = try WorkGraph(durations: [4, 4, 4], parents: [[], [], []])
        var environment = try WorkSchedulingEnvironment(graphs: [graph], workerCounts: [1], noise: 0.5, seed: 1)
        environment.reset()
        let seen = [
            environment.features[0], environment.features[environment.featureCount],
            environment.features[2 * environment.featureCount],
        ]
        #expect(Set(seen).count == 3)
        #expect(try abs(play(&environment) { _ in 0 } + 1) < 1e-6)
        #expect(environment.time == 12)
    }

    @Test("episodes draw graphs and workers; a stored one goes on bit for bit")
    func stored() throws {
        let graphs = [try WorkGraphs.random(tasks: 30, seed: 1), try WorkGraphs.random(tasks: 20, seed: 2)]
        var environment = try WorkSchedulingEnvironment(graphs: graphs, workerCounts: [2, 4], noise: 0.3, seed: 5)
        var bounds: Set<Double> = []
        for _ in 0..<30 {
            environment.reset()
            bounds.insert(environment.lowerBound)
        }
        #expect(bounds.count >= 2)
        for _ in 0..<5 { _ = try environment.step(0) }
        var resumed = try JSONDecoder().decode(
            WorkSchedulingEnvironment.self, from: JSONEncoder().encode(environment))
        #expect(try play(&environment) { $0[0] } == play(&resumed) { $0[0] })
        environment.reset()
        resumed.reset()
        #expect(environment.features == resumed.features)
    }

    @Test("as an environment of fixed size, the mask tells which candidates there are")
    func padded() throws {
        let graph = try WorkGraph(durations: [1, 1, 1, 1], parents: [[], [], [0], [0]])
        let inner = try WorkSchedulingEnvironment(graphs: [graph], workerCounts: [1])
        var environment = try PaddedCandidates(inner, actionCount: 3)
        #expect(environment.observationSize == 48)
        let first = environment.reset()
        #expect(environment.mask == [true, true, false])
        #expect(first[32...].allSatisfy { $0 == 0 })
        #expect(throws: LearningError.self) { try environment.step(2) }
        #expect(try !environment.step(0).outcome.isOver)
        #expect(environment.mask == [true, true, true])
        for _ in 0..<2 { #expect(try !environment.step(0).outcome.isOver) }
        #expect(try environment.step(0).outcome.isTerminated)
        #expect(environment.mask == [false, false, false])
        #expect(throws: LearningError.self) { try environment.step(0) }
    }

    @Test("no graph, no worker and no episode are errors")
    func refused() throws {
        let graph = try WorkGraph(durations: [1], parents: [[]])
        #expect(throws: LearningError.self) { try WorkSchedulingEnvironment(graphs: [], workerCounts: [1]) }
        #expect(throws: LearningError.self) { try WorkSchedulingEnvironment(graphs: [graph], workerCounts: []) }
        #expect(throws: LearningError.self) { try WorkSchedulingEnvironment(graphs: [graph], workerCounts: [0]) }
        #expect(throws: LearningError.self) {
            try WorkSchedulingEnvironment(graphs: [graph], workerCounts: [1], noise: .nan)
        }
        var environment = try WorkSchedulingEnvironment(graphs: [graph], workerCounts: [1])
        #expect(environment.candidateCount == 0)
        #expect(throws: LearningError.self) { try environment.step(0) }
        #expect(throws: LearningError.self) { try PaddedCandidates(environment, actionCount: 0) }
    }
}
