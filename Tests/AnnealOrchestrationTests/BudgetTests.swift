import AnnealExecution
import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealPlanning
import AnnealTesting
import Foundation
import Testing

@Suite("A run with a budget")
struct BudgetTests {
    private static let spent = ModelError(code: .budgetSpent, message: "no tokens are left")

    /// Writes the task's file, and finds the budget spent at the second task.
    private static func spending() -> ScriptedExecutor {
        ScriptedExecutor { task, workspace, _ in
            try Data("x".utf8).write(to: URL(fileURLWithPath: workspace.root + "/" + task.writes[0]))
            if task.id == "T002" { throw spent }
        }
    }

    @Test("stops when it is spent, and can be resumed")
    func stops() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let plan = Plan.writing(["a.txt", "b.txt", "c.txt"])
            let result = try await fixture.run(plan: plan, executor: Self.spending())
            #expect(result.exitCode == .budgetSpent)
            #expect(result.summary.phase == .interrupted)
            #expect(result.summary.tasks.map(\.phase) == [.committed, .running, .waiting])
            let executor = ScriptedExecutor()
            let parts = try await fixture.parts(run: "run-1", executor: executor)
            let resumed = try await Orchestrator.resume("run-1", parts: parts).work()
            #expect(resumed.exitCode == .verified)
            #expect(executor.executions == ["T002": 1, "T003": 1])
        }
    }

    @Test("that is accepted in any case ends with what is there, and says that the budget was spent")
    func accepts() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let result = try await fixture.run(
                plan: .writing(["a.txt", "b.txt", "c.txt"]), executor: Self.spending(),
                verifier: ScriptedVerifier(files: ["c.txt"]), accept: true)
            #expect(result.exitCode == .budgetSpent)
            #expect(result.summary.phase == .accepted)
            #expect(result.summary.tasks.map(\.phase) == [.committed, .committed, .abandoned])
            #expect(fixture.read("b.txt") == "x")
        }
    }

    @Test("of time cuts short a task that does not end, and keeps what it left")
    func cutsShort() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let executor = ScriptedExecutor { task, workspace, _ in
                try Data("x".utf8).write(to: URL(fileURLWithPath: workspace.root + "/" + task.writes[0]))
                if task.id == "T001" { try await Task.sleep(for: .seconds(600)) }
            }
            let start = ContinuousClock.now
            let result = try await fixture.run(
                plan: .writing(["a.txt", "b.txt"]), executor: executor, budget: Budget(time: .seconds(60)),
                accept: true)
            #expect(start.duration(to: .now) < .seconds(300))
            #expect(result.summary.phase == .accepted)
            #expect(fixture.read("a.txt") == "x")
            #expect(result.summary.tasks.first?.attempt?.notes.contains { $0.contains("cut short") } == true)
        }
    }

    @Test("of time gives each task its share by effort, and the rest of a quick one to the others")
    func shares() {
        func share(_ remaining: Int, _ effort: Double, chain: Double, waiting: Double, parallel: Int = 1) -> Duration {
            TimeBudget.share(
                of: .seconds(remaining), effort: effort, chain: chain, waiting: waiting, parallel: parallel)
        }
        // Its part of a quarter and half of that more.
        #expect(share(1000, 1, chain: 4, waiting: 4) == .seconds(375))
        // Three quarters, and half of what is left for the other.
        #expect(share(1000, 3, chain: 4, waiting: 4) == .seconds(875))
        // The first took nothing: the second of two gets more than a half of the whole.
        #expect(share(1000, 1, chain: 1, waiting: 1) == .seconds(1000))
        // Two at a time: each may take twice as long, but a chain is a chain.
        #expect(share(1000, 1, chain: 1, waiting: 4, parallel: 2) == .seconds(750))
        #expect(share(1000, 1, chain: 4, waiting: 4, parallel: 2) == .seconds(375))
        // A first answer takes a minute on a slow machine; where time is short, half of it.
        #expect(share(400, 1, chain: 40, waiting: 40) == .seconds(60))
        #expect(share(80, 1, chain: 40, waiting: 40) == .seconds(40))
    }

    @Test("of time keeps some for verifying and merging")
    func reserve() throws {
        var time = TimeBudget(limit: .seconds(600))
        #expect(time.reserve == .seconds(30))
        time.keepFree(forTestsOf: .seconds(60))
        #expect(time.reserve == .seconds(125))
        time.keepFree(forTestsOf: .seconds(6000))
        #expect(time.reserve == .seconds(300))
        let worked = TimeBudget(limit: .seconds(600), worked: .seconds(600))
        #expect(worked.remaining == .zero)
        #expect(TimeBudget(limit: nil).remainingForTasks == nil)
    }

    @Test("tells executors how long they may take")
    func tellsExecutors() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let executor = ScriptedExecutor()
            _ = try await fixture.run(
                plan: .writing(["a.txt", "b.txt"], effort: [1, 3]), executor: executor,
                budget: Budget(time: .seconds(1000)))
            let limits = executor.timeLimits.compactMap { $0?.seconds }
            #expect(limits.count == 2)
            // A quarter of 950 s, a tenth more because the other builds on it, and half of that more.
            #expect(limits[0] > 370 && limits[0] < 390)
            #expect(limits[1] > 700 && limits[1] <= 950)
        }
    }

    @Test("stops when the model cannot be reached, and resumes with the tasks that are left")
    func modelFails() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let broken = ScriptedExecutor { _, _, _ in
                throw ModelError(code: .unreachable, message: "no connection", remedy: "start it")
            }
            let result = try await fixture.run(plan: .writing(["a.txt"]), executor: broken)
            #expect(result.exitCode == .modelFailed)
            #expect(result.failure?.remedy == "start it")
            #expect(try await fixture.leftovers() == [])
            let parts = try await fixture.parts(run: "run-1", executor: ScriptedExecutor())
            #expect(try await Orchestrator.resume("run-1", parts: parts).work().exitCode == .verified)
        }
    }

    @Test("stops cleanly when it is cancelled, and can be resumed")
    func cancellation() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let gate = Gate(count: 2)
            let executor = ScriptedExecutor { _, _, _ in
                try await gate.meet()
                try await Task.sleep(for: .seconds(600))
            }
            let work = Task { try await fixture.run(plan: .writing(["a.txt"]), executor: executor) }
            try await gate.meet()
            work.cancel()
            let result = try await work.value
            #expect(result.exitCode == .interrupted)
            #expect(result.summary.phase == .interrupted)
            #expect(try await fixture.leftovers() == [])
            let parts = try await fixture.parts(run: "run-1", executor: ScriptedExecutor())
            #expect(try await Orchestrator.resume("run-1", parts: parts).work().exitCode == .verified)
        }
    }
}
