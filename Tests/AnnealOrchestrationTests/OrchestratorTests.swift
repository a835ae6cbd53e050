import AnnealDecisions
import AnnealEvents
import AnnealExecution
import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealPlanning
import AnnealTesting
import Foundation
import Testing

@Suite("A run")
struct OrchestratorTests {
    @Test("ends with one commit a task on a branch of its own, and leaves the checkout alone")
    func wholeRun() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            try fixture.write("README.md", "# Being edited\n")
            let heard = Heard()
            let result = try await fixture.run(
                plan: .writing(["a.txt", "b.txt"]), executor: ScriptedExecutor(),
                verifier: ScriptedVerifier(files: ["a.txt", "b.txt"]), heard: heard)
            #expect(result.exitCode == .verified)
            #expect(result.summary.phase == .completed)
            #expect(fixture.read("README.md") == "# Being edited\n")
            #expect(fixture.read("a.txt") == nil)
            let log = try await fixture.git(
                "log", "--reverse", "--format=%(trailers:key=Anneal-Task,valueonly,separator=%x2C)",
                "main..anneal/run-1")
            #expect(log == "T001\nT002")
            #expect(try await fixture.git("show", "anneal/run-1:b.txt") == "T002")
            #expect(try await fixture.leftovers() == [])
            #expect(heard.types.first == "run.started")
            #expect(heard.types.last == "run.completed")
            #expect(heard.all.last?.data["exitCode"] == 0)
            #expect(heard.all.last?.data["commits"]?.arrayValue?.count == 2)
            #expect(result.summary.notes.contains { $0.contains("uncommitted") })
        }
    }

    @Test("commits as Anneal when the user has no name set, and never runs the user's hooks")
    func identityAndHooks() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let hook = fixture.repository + "/.git/hooks/post-checkout"
            try fixture.write(".git/hooks/post-checkout", "#!/bin/sh\ntouch \(folder.path)/hooked\n")
            try fixture.write(".git/hooks/pre-merge-commit", "#!/bin/sh\nexit 1\n")
            for path in [hook, fixture.repository + "/.git/hooks/pre-merge-commit"] {
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            }
            let result = try await fixture.run(plan: .writing(["a.txt"]), executor: ScriptedExecutor(), accept: true)
            #expect(result.summary.phase == .accepted)
            #expect(try await fixture.git("log", "-1", "--format=%an <%ae>") == "Anneal <anneal@localhost>")
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/hooked"))
        }
    }

    @Test("that was accepted at its end moves the checked-out branch, also when not all is verified")
    func acceptUnverified() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let result = try await fixture.run(
                plan: .writing(["a.txt"]), executor: ScriptedExecutor(), verifier: ScriptedVerifier(files: ["no.txt"]),
                accept: true)
            #expect(result.exitCode == .criteriaNotMet)
            #expect(fixture.read("a.txt") == "T001\n")
            #expect(try await fixture.git("branch", "--format=%(refname:short)") == "main")
        }
    }

    @Test("with a regression is not verified")
    func regression() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let result = try await fixture.run(
                plan: .writing(["a.txt"]), executor: ScriptedExecutor(),
                verifier: ScriptedVerifier(regressions: ["old": "broken"]))
            #expect(result.exitCode == .criteriaNotMet)
        }
    }

    @Test("keeps build products out of its commits, but not the files that the plan names")
    func buildProducts() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository(["README.md": "x\n", ".gitignore": "*.log\n"])
            let executor = ScriptedExecutor { task, workspace, _ in
                let cache = workspace.root + "/__pycache__"
                try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
                for path in ["/__pycache__/a.pyc", "/wanted.log", "/other.log", "/extra.txt"] {
                    try Data("x".utf8).write(to: URL(fileURLWithPath: workspace.root + path))
                }
            }
            _ = try await fixture.run(plan: .writing(["wanted.log"]), executor: executor)
            let files = try await fixture.git("diff", "--name-only", "main", "anneal/run-1")
            #expect(files == "extra.txt\nwanted.log")
        }
    }

    @Test("works once more on what did not come to all that it should, with the time that is left")
    func secondTry() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let executor = ScriptedExecutor(unmet: "T001", ScriptedExecutor.improving)
            let result = try await fixture.run(
                plan: .writing(["a.txt", "b.txt"]), executor: executor, budget: Budget(time: .seconds(3600)))
            #expect(executor.executions == ["T001": 2, "T002": 1])
            #expect(try await fixture.git("show", "anneal/run-1:a.txt") == "T001\nagain")
            let first = result.summary.tasks[0]
            #expect(first.phase == .committed)
            #expect(first.attempt?.candidates == 2)
            #expect(first.attempt?.unmet == 0)
        }
    }

    @Test("keeps what the first try came to when the second changes nothing, and has none without a limit of time")
    func fruitlessSecondTry() async throws {
        for budget in [Budget(time: .seconds(3600)), .unlimited] {
            try await withTemporaryFolder { folder in
                let fixture = RunFixture(folder: folder)
                try await fixture.makeRepository()
                let executor = ScriptedExecutor(unmet: "T001")
                let result = try await fixture.run(
                    plan: .writing(["a.txt"]), executor: executor, budget: budget)
                #expect(executor.executions == ["T001": budget == .unlimited ? 1 : 2])
                #expect(result.summary.tasks.map(\.phase) == [.committed])
                #expect(result.summary.notes.allSatisfy { !$0.contains("nothing was changed") })
                #expect(try await fixture.git("show", "anneal/run-1:a.txt") == "T001")
            }
        }
    }

    @Test("works on tasks at the same time and puts them on the branch in the plan's order")
    func parallel() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let gate = Gate(count: 2)
            let executor = ScriptedExecutor { task, workspace, _ in
                try Data("\(task.id)".utf8).write(to: URL(fileURLWithPath: workspace.root + "/" + task.writes[0]))
                try await gate.meet()
                // The first task ends last.
                if task.id == "T001" { try await Task.sleep(for: .milliseconds(200)) }
            }
            let result = try await fixture.run(
                plan: .writing(["a.txt", "b.txt"], chained: false), executor: executor, parallel: 2)
            #expect(result.summary.tasks.allSatisfy { $0.phase == .committed })
            let log = try await fixture.git("log", "--reverse", "--format=%s", "main..anneal/run-1")
            #expect(log == "Write a.txt\nWrite b.txt")
        }
    }

    @Test("does a task again that conflicts with another, on top of it")
    func conflict() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository(["shared.txt": "start\n"])
            let gate = Gate(count: 2)
            let executor = ScriptedExecutor { task, workspace, _ in
                let file = URL(fileURLWithPath: workspace.root + "/shared.txt")
                let before = try String(contentsOf: file, encoding: .utf8)
                try Data((before + "\(task.id)\n").utf8).write(to: file)
                try await gate.meet()
            }
            // The plan does not say that both write the same file.
            var plan = Plan.writing(["a.txt", "b.txt"], chained: false)
            for index in plan.graph.tasks.indices { plan.graph.tasks[index].writes = [] }
            let result = try await fixture.run(plan: plan, executor: executor, parallel: 2)
            #expect(result.summary.tasks.allSatisfy { $0.phase == .committed })
            #expect(executor.executions == ["T001": 1, "T002": 2])
            #expect(try await fixture.git("show", "anneal/run-1:shared.txt") == "start\nT001\nT002")
        }
    }

    @Test("a check of the whole that changes nothing is no warning")
    func quietCheck() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let executor = ScriptedExecutor { task, workspace, _ in
                guard task.id != "T002" else { return }
                try Data("x".utf8).write(to: URL(fileURLWithPath: workspace.root + "/a.txt"))
            }
            var plan = Plan.writing(["a.txt", "b.txt"])
            plan.graph.tasks[1].kind = .integrate
            let result = try await fixture.run(plan: plan, executor: executor)
            #expect(result.summary.tasks.map(\.phase) == [.committed, .abandoned])
            #expect(result.summary.notes.isEmpty)
        }
    }

    @Test("goes on when a task makes nothing, and says so")
    func nothingMade() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let executor = ScriptedExecutor { task, workspace, _ in
                guard task.id != "T001" else { return }
                try Data("x".utf8).write(to: URL(fileURLWithPath: workspace.root + "/b.txt"))
            }
            let result = try await fixture.run(plan: .writing(["a.txt", "b.txt"]), executor: executor)
            #expect(result.summary.tasks.map(\.phase) == [.abandoned, .committed])
            #expect(result.summary.notes.contains { $0.contains("nothing was changed") })
        }
    }

    @Test("chooses the executor by rule and logs the choice with its probability")
    func executorDecision() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let decisions = MemoryDecisions()
            let parts = try await fixture.parts(run: "run-1", executor: ScriptedExecutor(), decisions: decisions)
            let request = RunRequest(specification: .sample)
            let result = try await Orchestrator.begin("run-1", request: request, parts: parts).work()
            let logged = try await decisions.decisions(of: "run-1")
            #expect(logged.map(\.0.point) == ["selection.executor"])
            #expect(logged.first?.0.candidates == ["workflow"])
            #expect(logged.first?.0.probability == 1)
            #expect(result.summary.decisions.count == 1)
            #expect(result.summary.decisions.first?.outcome?.reward == 1)
        }
    }

    @Test("tells a decision on the shape of the plan what it was worth at its point, and others the share verified")
    func shapeDecision() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let decisions = MemoryDecisions()
            var parts = try await fixture.parts(
                run: "run-1", executor: ScriptedExecutor(), verifier: ScriptedVerifier(regressions: ["old": "broke"]),
                decisions: decisions)
            let planning = parts.planning
            parts.planning = { environment in
                try await environment.decisions.record(
                    Decision(
                        id: "run-1/planning.shape", point: "planning.shape", run: environment.run, state: [:],
                        candidates: ["fine/balanced", "coarse/balanced"], choice: 0, probability: 1, policy: "fixed/1",
                        reason: "", time: Date(timeIntervalSince1970: 0)))
                return try await planning(environment)
            }
            let request = RunRequest(specification: .sample)
            _ = try await Orchestrator.begin("run-1", request: request, parts: parts).work()
            let logged = try await decisions.decisions(of: "run-1")
            let shape = try #require(logged.first { $0.0.point == "planning.shape" }?.1)
            #expect(shape.reward == 0 && shape.parts["requirements"] == 1 && shape.parts["regressions"] == 1)
            #expect(shape.parts["tokens"] != nil && shape.parts["seconds"] != nil)
            let executor = try #require(logged.first { $0.0.point == "selection.executor" }?.1)
            #expect(executor.reward == 0, "all verified, less 1 for a regression")
        }
    }

    @Test("bills every answer to its task")
    func bill() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let executor = ScriptedExecutor { task, workspace, environment in
                _ = try await environment.model.respond(to: ChatRequest(messages: [ChatMessage(.user, "hi")]))
                try Data("x".utf8).write(to: URL(fileURLWithPath: workspace.root + "/" + task.writes[0]))
            }
            let heard = Heard()
            let result = try await fixture.run(
                plan: .writing(["a.txt", "b.txt"]), executor: executor, heard: heard)
            #expect(result.summary.usage.prompt == 20)
            #expect(result.summary.usage.cached == 8)
            #expect(result.summary.tasks.first?.attempt?.usage.generated == 2)
            #expect(heard.types.filter { $0 == "usage" }.count == 2)
            #expect(heard.all.last?.data["tokens"]?["generated"] == 4)
        }
    }
}

/// Lets tasks go on when a number of them has come; later ones pass.
actor Gate {
    private let count: Int
    private var arrived = 0

    init(count: Int) { self.count = count }

    func meet() async throws {
        arrived += 1
        let end = ContinuousClock.now + .seconds(30)
        while arrived < count {
            guard ContinuousClock.now < end else { throw FixtureError(text: "the other task never came") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
