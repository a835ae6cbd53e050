import AnnealDecisions
import AnnealEvents
import AnnealExecution
import AnnealFoundation
import AnnealLearning
import AnnealPlanning
import AnnealSpecs
import AnnealTesting
import Foundation
import Testing

@testable import AnnealOrchestration

@Suite("A learned order of tasks")
struct TaskOrderingTests {
    private static let time = Date(timeIntervalSince1970: 1_700_000_000)

    private static let graph = TaskGraph(tasks: [
        PlanTask(id: "a", title: "a", writes: ["a"], effort: 2),
        PlanTask(id: "b", title: "b", writes: ["b"], effort: 3),
        PlanTask(id: "c", title: "c", writes: ["c"], dependsOn: ["b", "elsewhere"], effort: 4),
    ])

    private func ordering(choice: Int) throws -> TaskOrdering {
        let decision = Decision(
            id: "d", point: "orchestration.next", state: [:], candidates: ["fixed", "v1: learned-order"],
            choice: choice,
            probability: 0.5, policy: "v1", reason: "", time: Self.time)
        return try TaskOrdering(Self.graph, workers: 2, policy: SchedulePolicy.learned(), decision: decision)
    }

    @Test("it begins what the policy wants where it is followed, and what the rule wants where it is not")
    func followed() throws {
        let graph = try TaskOrdering.graph(of: Self.graph)
        #expect(graph.durations == [2, 3, 4] && graph.parents == [[], [], [1]])
        let place = try SchedulePolicy.learned().next(
            in: graph, workers: 2, noise: ScheduleComparison.usualNoise, at: WorkMoment(ready: [0: 0, 1: 0]))
        let ready = Array(Self.graph.tasks.prefix(2))
        let wanted = Self.graph.tasks[place]
        let other = try #require(ready.first { $0.id != wanted.id })
        for choice in [0, 1] {
            var ordering = try ordering(choice: choice)
            let now = ContinuousClock.Instant.now
            let task = try ordering.next(other, among: ready, finished: [], running: [], at: now)
            #expect(task.id == (choice == 1 ? wanted.id : other.id))
            #expect(ordering.choices == 0, "a choice counts when it is acted on")
            ordering.begin(task.id, at: now)
            #expect(ordering.choices == 1 && ordering.agreements == 0)
            // One ready task alone is no choice.
            let left = try #require(ready.first { $0.id != task.id })
            let next = try ordering.next(left, among: [left], finished: [], running: [task.id], at: now)
            #expect(next.id == left.id)
            ordering.begin(left.id, at: now)
            #expect(ordering.choices == 1)
        }
    }

    @Test("what came of it is the makespan beside the bound, once every task was worked on") func outcome() throws {
        var ordering = try ordering(choice: 0)
        let start = ContinuousClock.Instant.now
        func at(_ seconds: Int) -> ContinuousClock.Instant { start.advanced(by: .seconds(seconds)) }
        ordering.begin("a", at: start)
        ordering.begin("b", at: start)
        ordering.end("a", at: at(2))
        ordering.end("b", at: at(6))
        #expect(ordering.parts == nil, "a task is left")
        ordering.begin("c", at: at(6))
        #expect(ordering.parts == nil, "a task is being worked on")
        ordering.end("c", at: at(10))
        let parts = try #require(ordering.parts)
        #expect(parts["makespan"] == 10 && parts["bound"] == 10)
        #expect(SchedulingPoint().reward(of: parts) == 1)
    }

    /// A store with the order that the program brings along; in charge where recorded workflows speak for it.
    private func store(_ folder: URL, inCharge: Bool) throws -> PolicyStore {
        let lines = (0..<60).map {
            ScheduleComparison.Line(name: "w\($0)", tasks: 9, workers: 2, bound: 1, fixed: 2, learned: 1)
        }
        let store = PolicyStore(folder: folder)
        let policy = try PointPolicy(
            ordering: SchedulePolicy.learnedWeights(), comparison: ScheduleComparison(lines: inCharge ? lines : []),
            cases: [], seed: 1, codeVersion: "1", time: Self.time)
        let gate = try store.show(policy, weighing: true, at: Self.time)
        #expect((gate.charge == .fixed) != inCharge)
        return store
    }

    /// A run of three tasks that do not wait for each other.
    private func run(
        _ run: RunID, store: PolicyStore, parallel: Int, in folder: URL
    ) async throws -> (decisions: [(Decision, Outcome?)], result: Orchestrator.Result, heard: Heard) {
        let fixture = RunFixture(folder: folder)
        try await fixture.makeRepository()
        let (decisions, heard) = (MemoryDecisions(), Heard())
        var parts = try await fixture.parts(
            run: run, executor: ScriptedExecutor(), decisions: decisions, heard: heard)
        parts.selection = TaskSelection(store: store, exploration: 0.2)
        let request = RunRequest(
            specification: .sample, plan: .writing(["a.txt", "b.txt", "c.txt"], chained: false), parallel: parallel)
        let result = try await Orchestrator.begin(run, request: request, parts: parts).work()
        let logged = try await decisions.decisions(of: run)
        return (logged.filter { $0.0.point == "orchestration.next" }, result, heard)
    }

    @Test("a run is ordered by whom the draw names, does all its tasks, and is one observation for the gate")
    func runs() async throws {
        for isLearned in [false, true] {
            try await withTemporaryFolder { (folder: URL) async throws -> Void in
                let store = try store(folder.appending(path: "learning"), inCharge: true)
                let charge = try store.gate(of: "orchestration.next").charge
                let number = try #require(
                    (0..<500).first {
                        PolicyDraw(key: "run-\($0)/orchestration.next", charge: charge, exploration: 0.2).isLearned
                            == isLearned
                    })
                let (decisions, result, heard) = try await run(
                    RunID("run-\(number)"), store: store, parallel: 2, in: folder)
                #expect(result.summary.tasks.allSatisfy { $0.phase == .committed })
                #expect(decisions.count == 1)
                let (decision, outcome) = try #require(decisions.first)
                #expect(decision.choice == (isLearned ? 1 : 0))
                #expect(abs(decision.probability - (isLearned ? 0.8 : 0.2)) < 1e-9)
                let reward = try #require(outcome?.reward)
                #expect(reward > 0 && reward <= 1)
                #expect((outcome?.parts["choices"] ?? 0) >= 1)
                #expect(heard.all.contains { $0.type == "decision.made" && $0.data["point"] == "orchestration.next" })
                #expect(try store.gate(of: "orchestration.next").evidence.samples == 1)
            }
        }
    }

    @Test("one task at a time, or an order that cannot be read, leaves it to the rule") func left() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let store = try store(folder.appending(path: "learning"), inCharge: false)
            let alone = try await run("run-1", store: store, parallel: 1, in: folder.appending(path: "one"))
            #expect(alone.decisions.isEmpty)
            let version = try #require(store.versions(of: "orchestration.next").first)
            let file = store.folder.appending(path: "models/orchestration.next/\(version).json")
            try Data("{".utf8).write(to: file)
            let broken = try await run("run-2", store: store, parallel: 2, in: folder.appending(path: "two"))
            #expect(broken.decisions.isEmpty)
            #expect(broken.result.summary.tasks.allSatisfy { $0.phase == .committed })
            #expect(
                broken.heard.all.contains {
                    $0.data["text"]?.stringValue?.contains("learned order is not used") == true
                })
        }
    }

    @Test("a run that worked on all its tasks is a workflow with what each took, by the specification's name")
    func recorded() throws {
        var summary = RunSummary(
            run: "r", phase: .completed, repository: "/r", branch: "b", base: "0", specification: .sample, model: "m",
            sandbox: "s", started: Self.time)
        var plan = Plan.writing(["a", "b", "c"], chained: false)
        plan.graph = Self.graph
        summary.plan = plan
        summary.tasks = Self.graph.tasks.enumerated().map { number, task in
            RunSummary.TaskResult(
                task: task, phase: .committed, attempt: Attempt(executor: "w", duration: .seconds(10 * (number + 1))))
        }
        let workflow = try #require(summary.workflow)
        #expect(workflow.graph.durations == [10, 20, 30] && workflow.graph.parents == [[], [], [1]])
        #expect(workflow.graph.name == SpecDocument.sample.digest.hex && workflow.time == Self.time)
        let estimates = try #require(workflow.estimates)
        #expect(abs(estimates.reduce(0, +) - 60) < 1e-9 && abs(estimates[1] / estimates[0] - 1.5) < 1e-9)
        // The rule weighs tasks that others build on more.
        let weighed = try #require(workflow.fixedEstimates)
        #expect(weighed[1] / estimates[1] > weighed[0] / estimates[0])
        summary.tasks[1].attempt = nil
        #expect(summary.workflow == nil)
        summary.tasks[1].attempt = Attempt(executor: "w", duration: .seconds(1))
        summary.phase = .interrupted
        #expect(summary.workflow == nil)
    }
}
