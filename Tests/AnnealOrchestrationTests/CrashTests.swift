import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealPlanning
import AnnealTesting
import Foundation
import Testing

@Suite("A run that was killed")
struct CrashTests {
    private struct Killed: Error {}

    @Test("at any step of its journal goes on where it was, and comes to the same result", arguments: [false, true])
    func everyStep(hasSecondTry: Bool) async throws {
        var step = 0
        while true {
            let crashed = try await withTemporaryFolder { folder in
                try await killAndResume(at: step, hasSecondTry: hasSecondTry, in: RunFixture(folder: folder))
            }
            guard crashed else { break }
            step += 1
        }
        #expect(step > 30, "a run of two tasks that is accepted has more steps than \(step)")
    }

    /// Kills a run at a step and resumes it until it is done.
    ///
    /// - Returns: whether the run was so long that it was killed.
    private func killAndResume(at step: Int, hasSecondTry: Bool, in fixture: RunFixture) async throws -> Bool {
        try await fixture.makeRepository()
        let executor = hasSecondTry ? ScriptedExecutor(unmet: "T001", ScriptedExecutor.improving) : ScriptedExecutor()
        let tries = hasSecondTry ? 1 : 0
        let files = ["a.txt", "b.txt"]
        let verifier = ScriptedVerifier(files: files, checks: "checks.txt")
        let plan = Plan.writing(files)
        let heard = Heard()
        let crash = CrashPoint(step: step) { throw Killed() }
        var isKilled = false
        do {
            let parts = try await fixture.parts(
                run: "run-1", executor: executor, verifier: verifier, plan: plan, heard: heard, crash: crash)
            let budget = hasSecondTry ? Budget(time: .seconds(3600)) : .unlimited
            let request = RunRequest(specification: .sample, budget: budget, acceptsAtEnd: true)
            _ = try await Orchestrator.begin("run-1", request: request, parts: parts).work()
        } catch is Killed {
            isKilled = true
        }
        let known = try fixture.journal().runs()
        guard !known.isEmpty else {
            // Killed before anything was written: nothing was done either.
            #expect(try await fixture.leftovers() == [])
            return true
        }
        let atDeath = executor.executions
        let phase = try RunCatalogue(journal: fixture.journal(), directories: fixture.directories)
            .summary(of: "run-1").phase
        if phase != .accepted {
            let parts = try await fixture.parts(
                run: "run-1", executor: executor, verifier: verifier, plan: plan, heard: heard)
            let result = try await Orchestrator.resume("run-1", parts: parts).work()
            #expect(result.exitCode == .verified, "step \(step)")
            #expect(result.summary.phase == .accepted, "step \(step)")
        }
        // At most the task that was being worked on is done twice.
        #expect(executor.executions.values.reduce(0, +) <= 3 + tries, "step \(step)")
        #expect(executor.executions.values.filter { $0 > 1 }.count <= 1 + tries, "step \(step): \(atDeath)")
        #expect(heard.planCount <= 2, "step \(step)")
        let tasks = try await fixture.git(
            "log", "--reverse", "--format=%(trailers:key=Anneal-Task,valueonly,separator=%x2C)")
        #expect(tasks == "T001\nT002\n\(hasSecondTry ? "T001\n" : "")checks", "step \(step)")
        let first = hasSecondTry ? "T001\nagain\n" : "T001\n"
        #expect(files.compactMap { fixture.read($0) } == [first, "T002\n"], "step \(step)")
        #expect(try await fixture.leftovers() == [], "step \(step)")
        #expect(try await fixture.git("branch", "--format=%(refname:short)") == "main", "step \(step)")
        return isKilled
    }

    @Test("is shown as interrupted, and what it left behind is tidied up")
    func abandoned() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let crash = CrashPoint(step: 14) { throw Killed() }
            let parts = try await fixture.parts(run: "run-1", executor: ScriptedExecutor(), crash: crash)
            await #expect(throws: Killed.self) {
                let request = RunRequest(specification: .sample)
                _ = try await Orchestrator.begin("run-1", request: request, parts: parts).work()
            }
            let worktrees = fixture.directories.folder(of: "run-1").appending(path: "worktrees").path
            let sleeper = Process()
            sleeper.executableURL = URL(fileURLWithPath: "/bin/sleep")
            sleeper.arguments = ["300"]
            sleeper.currentDirectoryURL = URL(fileURLWithPath: worktrees)
            try sleeper.run()
            let catalogue = RunCatalogue(journal: try fixture.journal(), directories: fixture.directories)
            #expect(try catalogue.summary(of: "run-1").phase == .interrupted)
            #expect(try await fixture.leftovers() != [])
            try await fixture.control().tidyAbandoned { _ in try? await fixture.open() }
            #expect(try await fixture.leftovers() == [])
            #if os(Linux)
                sleeper.waitUntilExit()
                #expect(sleeper.terminationReason == .uncaughtSignal)
            #else
                sleeper.terminate()
            #endif
        }
    }

    @Test("is not worked on by two processes")
    func locked() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let run = fixture.directories.folder(of: "run-1")
            let lock = try RunLock.take(in: run)
            #expect(lock != nil)
            #expect(RunLock.holder(in: run) == ProcessInfo.processInfo.processIdentifier)
            let error = await #expect(throws: RunError.self) {
                try await fixture.run(plan: .writing(["a.txt"]), executor: ScriptedExecutor())
            }
            #expect(error?.code == .wrongState)
            withExtendedLifetime(lock) {}
        }
    }
}
