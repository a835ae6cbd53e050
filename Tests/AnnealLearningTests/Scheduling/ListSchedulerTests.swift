import AnnealLearning
import Foundation
import Testing

@Suite("Schedules of workflows") struct ListSchedulerTests {
    private func makespan(_ graph: WorkGraph, _ rule: ListRule, workers: Int) throws -> Double {
        var random = RandomSource(seed: 0)
        return try ListScheduler.schedule(graph, workers: workers, rule: rule, random: &random).makespan
    }

    @Test("the critical path, upward ranks and bounds of a small graph are what a hand computes")
    func bounds() throws {
        let graph = try WorkGraph(durations: [1, 2, 3, 4], parents: [[], [0], [0], [1, 2]])
        #expect(graph.upwardRanks(durations: graph.durations) == [8, 6, 7, 4])
        #expect(graph.criticalPath == 8)
        #expect(graph.lowerBound(workers: 1) == 10)
        #expect(graph.lowerBound(workers: 2) == 8)
        #expect(graph.descendantCounts == [3, 1, 1, 0])
        #expect(try makespan(graph, .criticalPath, workers: 2) == 8)
        #expect(try makespan(graph, .firstInFirstOut, workers: 1) == 10)
    }

    @Test("rules differ as they should: the critical task first, or the longest, or the first")
    func rules() throws {
        // Task 3 begins a chain of length 6; one worker more would not need a rule.
        let graph = try WorkGraph(durations: [2, 2, 2, 1, 5], parents: [[], [], [], [], [3]])
        #expect(try makespan(graph, .criticalPath, workers: 2) == 6)
        #expect(try makespan(graph, .firstInFirstOut, workers: 2) == 8)
        #expect(try makespan(graph, .shortestFirst, workers: 2) == 8)
        let estimates = [9.0, 9, 9, 0, 0]
        var random = RandomSource(seed: 0)
        let misled = try ListScheduler.schedule(
            graph, workers: 2, rule: .criticalPath, estimates: estimates, random: &random)
        #expect(misled.makespan == 8)
    }

    @Test("schedules keep dependencies and workers apart, and Graham's bound", arguments: ListRule.allCases)
    func feasible(_ rule: ListRule) throws {
        var random = RandomSource(seed: 3)
        for seed in 0..<10 {
            let graph = try WorkGraphs.random(tasks: 60, seed: UInt64(seed))
            for workers in [1, 3, 100] {
                let schedule = try ListScheduler.schedule(graph, workers: workers, rule: rule, random: &random)
                #expect(schedule.isFeasible(for: graph, workerCount: workers))
                #expect(schedule.makespan >= graph.lowerBound(workers: workers))
                let graham = (2 - 1 / Double(workers)) * graph.lowerBound(workers: workers)
                #expect(schedule.makespan <= graham + 1e-9)
                if workers == 1 { #expect(schedule.makespan == graph.work) }
                if workers == 100 { #expect(schedule.makespan == graph.criticalPath) }
            }
        }
    }

    @Test("insertion uses a gap that a list leaves")
    func insertion() throws {
        for seed in 0..<10 {
            let graph = try WorkGraphs.random(tasks: 60, seed: UInt64(seed))
            for workers in [1, 3] {
                let schedule = try InsertionScheduler.schedule(graph, workers: workers)
                #expect(schedule.isFeasible(for: graph, workerCount: workers))
            }
        }
        // By rank 0, 3, 1, 2: the tasks without children fill the second worker.
        let graph = try WorkGraph(durations: [8, 2, 2, 3], parents: [[], [], [0], []])
        #expect(try InsertionScheduler.schedule(graph, workers: 2).makespan == 10)
    }

    @Test("circles, unknown parents and impossible numbers are errors")
    func refused() throws {
        #expect(throws: LearningError.self) { try WorkGraph(durations: [], parents: []) }
        #expect(throws: LearningError.self) { try WorkGraph(durations: [1], parents: [[], []]) }
        #expect(throws: LearningError.self) { try WorkGraph(durations: [1, 1], parents: [[1], [0]]) }
        #expect(throws: LearningError.self) { try WorkGraph(durations: [1], parents: [[0]]) }
        #expect(throws: LearningError.self) { try WorkGraph(durations: [1, 1], parents: [[], [0, 0]]) }
        #expect(throws: LearningError.self) { try WorkGraph(durations: [1], parents: [[-1]]) }
        #expect(throws: LearningError.self) { try WorkGraph(durations: [.nan], parents: [[]]) }
        #expect(throws: LearningError.self) { try WorkGraph(durations: [-1], parents: [[]]) }
        let graph = try WorkGraph(durations: [1], parents: [[]])
        #expect(throws: LearningError.self) { try makespan(graph, .firstInFirstOut, workers: 0) }
        var random = RandomSource(seed: 0)
        #expect(throws: LearningError.self) {
            try ListScheduler.schedule(graph, workers: 1, rule: .longestFirst, estimates: [], random: &random)
        }
        #expect(throws: LearningError.self) {
            try ListScheduler.schedule(graph, workers: 1, rule: .longestFirst, estimates: [.nan], random: &random)
        }
    }

    @Test("a graph that is not numbered in order is ordered, and survives being stored")
    func order() throws {
        let graph = try WorkGraph(name: "g", durations: [1, 2, 3], parents: [[1, 2], [2], []])
        #expect(graph.order == [2, 1, 0])
        #expect(graph.criticalPath == 6)
        #expect(try JSONDecoder().decode(WorkGraph.self, from: JSONEncoder().encode(graph)) == graph)
    }
}
