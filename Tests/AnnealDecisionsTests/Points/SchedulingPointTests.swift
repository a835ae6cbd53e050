import AnnealFoundation
import AnnealLearning
import AnnealTesting
import Foundation
import Testing

@testable import AnnealDecisions

@Suite("The point orchestration.next", .tags(.unit))
struct SchedulingPointTests {
    private static let time = Date(timeIntervalSince1970: 1_700_000_000)

    /// A comparison in which the policy's schedules are shorter by a share, as often as told, and longer by it otherwise.
    private func comparison(_ count: Int, gain: Double, shorter: Int, name: (Int) -> String) -> ScheduleComparison {
        ScheduleComparison(
            lines: (0..<count).map { number in
                ScheduleComparison.Line(
                    name: name(number), tasks: 9, workers: 2, bound: 50, fixed: 100,
                    learned: number % 10 < shorter ? 100 * (1 - gain) : 100 * (1 + gain))
            })
    }

    private func gate(_ comparison: ScheduleComparison, weighing: Bool = true) async throws -> PolicyGate {
        try await withTemporaryFolder { (folder: URL) async throws -> PolicyGate in
            let store = PolicyStore(folder: folder)
            let policy = try PointPolicy(
                ordering: SchedulePolicy.learnedWeights(), comparison: comparison, cases: [], seed: 1, codeVersion: "1",
                time: Self.time)
            let gate = try store.show(policy, weighing: weighing, at: Self.time)
            #expect(try store.gate(of: "orchestration.next") == gate)
            let read = try store.pointPolicy(policy.version, point: "orchestration.next")
            #expect(read == policy)
            try read.check()
            #expect(try store.provenance(of: policy.version, point: policy.point).recorded == comparison.evidence)
            return gate
        }
    }

    @Test("what is known are sizes of the graph, and the reward is how near the run came to the bound") func point()
        throws
    {
        let point = SchedulingPoint()
        let graph = try WorkGraph(durations: [1, 2, 3, 4], parents: [[], [], [0, 1], [2]])
        let subject = SchedulingPoint.Subject(graph: graph, workers: 3)
        let state = point.state(of: subject)
        #expect(Set(state.keys) == Set(point.features.map(\.name)))
        #expect(state["tasks"] == 4 && state["dependencies"] == 3 && state["workers"] == 3 && state["effort"] == 10)
        #expect(state["chain"] == 0.9 && state["starts"] == 0.5)
        #expect(point.candidates[point.fixedChoice(for: subject)].name == "critical-path")
        #expect(point.reward(of: ["bound": 30, "makespan": 40]) == 0.75)
        #expect(point.reward(of: ["bound": 30, "makespan": 20]) == 1 && point.reward(of: ["makespan": 0]) == 0)
    }

    @Test("shorter schedules on many recorded workflows let an order in at once") func better() async throws {
        let shorter = comparison(60, gain: 0.2, shorter: 9) { "w\($0)" }
        #expect(shorter.evidence.differences.count == 60 && shorter.evidence.keepsSolving)
        let gate = try await gate(shorter)
        #expect(gate.charge == .learned(gate.version ?? ""))
        // Where nothing else is ever tried, nobody would watch it.
        #expect(try await self.gate(shorter, weighing: false).charge == .fixed)
    }

    @Test("few workflows, one workflow many times, or schedules that are as often longer let nothing in")
    func kept() async throws {
        let comparisons = [
            comparison(15, gain: 0.4, shorter: 10) { "w\($0)" }, comparison(200, gain: 0.4, shorter: 10) { _ in "w" },
            comparison(100, gain: 0.2, shorter: 5) { "w\($0)" },
        ]
        for comparison in comparisons {
            let gate = try await gate(comparison)
            #expect(gate.charge == .fixed && gate.version != nil)
        }
    }

    @Test("both ways see the same estimates, and the rule is the critical path on what it weighs tasks by")
    func compared() throws {
        var random = RandomSource(seed: 7)
        let graphs = try (0..<12).map { _ in try WorkflowGenerator(sizes: 10...40).workflow(random: &random) }
        let cases = graphs.map { ScheduleComparison.Case($0, estimates: $0.durations) }
        let policy = try SchedulePolicy.learned()
        let made = try ScheduleComparison(of: policy, on: cases, workers: [2, 3], seed: 1)
        #expect(made.lines.count == 24 && made.gains.count == 12)
        for (number, line) in made.lines.enumerated() {
            let graph = graphs[number / 2]
            let rule = try ListScheduler.schedule(
                graph, workers: line.workers, rule: .criticalPath, random: &random)
            #expect(line.fixed == rule.makespan && line.bound == graph.lowerBound(workers: line.workers))
            #expect(line.learned >= line.bound - 1e-9)
        }
        // What the rule weighs tasks by alone changes what it does.
        let reversed = graphs.map { graph in
            ScheduleComparison.Case(
                graph, estimates: graph.durations, fixedEstimates: graph.durations.map { 1 / max($0, 1e-3) })
        }
        let other = try ScheduleComparison(of: policy, on: reversed, workers: [2, 3], seed: 1)
        #expect(other.lines.map(\.learned) == made.lines.map(\.learned))
        #expect(other.lines.map(\.fixed) != made.lines.map(\.fixed))
        #expect(try ScheduleComparison(of: policy, on: cases, workers: [2, 3], seed: 1) == made)
    }

    @Test("a policy of other features is refused with what to do") func refused() throws {
        var policy = try PointPolicy(
            ordering: SchedulePolicy.learnedWeights(), comparison: ScheduleComparison(lines: []), cases: [], seed: 1,
            codeVersion: "1", time: Self.time)
        policy.pointVersion += 1
        let error = try #require(throws: SuiteError.self) { try policy.check() }
        #expect(error.remedy?.contains("--point orchestration.next") == true)
        #expect(throws: LearningError.self) {
            try PointPolicy(
                ordering: [:], comparison: ScheduleComparison(lines: []), cases: [], seed: 1, codeVersion: "1",
                time: Self.time)
        }
    }

    @Test("who decides is drawn by the gate; a decision of another version counts for nothing") func drawn()
        async throws
    {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = PolicyStore(folder: folder)
            func draw(_ number: Int) -> PolicyStore.PointDraw {
                PolicyStore.PointDraw(
                    id: "r\(number)/orchestration.next", point: "orchestration.next", run: RunID("r\(number)"),
                    state: ["tasks": 4], learned: "learned-order", exploration: 0.1)
            }
            #expect(try store.decision(draw(0), before: nil, at: Self.time) == nil)
            var gate = try store.gate(of: "orchestration.next")
            _ = gate.consider("v1", at: Self.time)
            try store.store(gate)
            var tried = 0
            for number in 0..<300 {
                let decision = try #require(try store.decision(draw(number), before: nil, at: Self.time))
                #expect(decision.candidates == ["fixed", "v1: learned-order"] && decision.state["tasks"] == 4)
                #expect(abs(decision.probability - (decision.choice == 1 ? 0.1 : 0.9)) < 1e-9)
                tried += decision.choice
            }
            #expect((8...60).contains(tried), "\(tried)")
            let before = try #require(try store.decision(draw(1), before: nil, at: Self.time))
            _ = gate.consider("v2", at: Self.time)
            try store.store(gate)
            #expect(try store.decision(draw(1), before: before, at: Self.time) == nil)
        }
    }
}
