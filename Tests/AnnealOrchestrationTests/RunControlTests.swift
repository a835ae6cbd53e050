import AnnealExecution
import AnnealFoundation
import AnnealModels
import AnnealOrchestration
import AnnealPlanning
import AnnealTesting
import Foundation
import Testing

@Suite("A person")
struct RunControlTests {
    /// A repository with a run that is done and not accepted.
    private func withFinishedRun(
        files: [String: String] = ["README.md": "# Test\n"], _ body: (RunFixture, RunControl, Git) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository(files)
            let executor = ScriptedExecutor { task, workspace, _ in
                let file = URL(fileURLWithPath: workspace.root + "/" + task.writes[0])
                try Data("from the run\n".utf8).write(to: file)
            }
            _ = try await fixture.run(plan: .writing(["a.txt", "README.md"]), executor: executor)
            try await body(fixture, fixture.control(), fixture.open())
        }
    }

    @Test("accepts a run by moving the branch forward, and takes it back again")
    func forwardAndBack() async throws {
        try await withFinishedRun { fixture, control, git in
            let before = try await fixture.git("rev-parse", "HEAD")
            let accepted = try await control.accept("run-1", git: git)
            #expect(accepted.acceptance?.way == .fastForward)
            #expect(fixture.read("a.txt") == "from the run\n")
            #expect(try await control.accept("run-1", git: git).acceptance == accepted.acceptance)
            let undone = try await control.undo("run-1", git: git)
            #expect(undone.summary.phase == .undone)
            #expect(try await fixture.git("rev-parse", "HEAD") == before)
            #expect(fixture.read("a.txt") == nil)
            #expect(fixture.read("README.md") == "# Test\n")
            #expect(try await control.undo("run-1", git: git).summary.phase == .undone)
        }
    }

    @Test("accepts a run onto commits of their own with a merge, and a later undo keeps those")
    func mergeAndRevert() async throws {
        try await withFinishedRun { fixture, control, git in
            try fixture.write("mine.txt", "mine\n")
            try await fixture.commitAll("Mine")
            let accepted = try await control.accept("run-1", git: git)
            #expect(accepted.acceptance?.way == .merge)
            try fixture.write("later.txt", "later\n")
            try await fixture.commitAll("Later")
            _ = try await control.undo("run-1", git: git)
            #expect(fixture.read("a.txt") == nil)
            #expect(fixture.read("mine.txt") == "mine\n")
            #expect(fixture.read("later.txt") == "later\n")
            #expect(try await fixture.git("log", "--format=%s", "-2") == "Undo run run-1: Sample\nLater")
        }
    }

    @Test("undoes a run that moved the branch forward, after commits of their own, by a commit")
    func revertForward() async throws {
        try await withFinishedRun { fixture, control, git in
            _ = try await control.accept("run-1", git: git)
            try fixture.write("later.txt", "later\n")
            try await fixture.commitAll("Later")
            _ = try await control.undo("run-1", git: git)
            #expect(fixture.read("a.txt") == nil)
            #expect(fixture.read("README.md") == "# Test\n")
            #expect(fixture.read("later.txt") == "later\n")
        }
    }

    @Test("loses no uncommitted work when a run is accepted")
    func dirtyCheckout() async throws {
        try await withFinishedRun { fixture, control, git in
            try fixture.write("README.md", "# Being edited\n")
            let error = await #expect(throws: GitError.self) { try await control.accept("run-1", git: git) }
            #expect(error?.code == .wouldOverwrite)
            #expect(error?.message.contains("README.md") == true)
            #expect(fixture.read("README.md") == "# Being edited\n")
            try await fixture.git("checkout", "-q", "README.md")
            try fixture.write("a.txt", "mine, untracked\n")
            await #expect(throws: GitError.self) { try await control.accept("run-1", git: git) }
            #expect(fixture.read("a.txt") == "mine, untracked\n")
            try FileManager.default.removeItem(atPath: fixture.repository + "/a.txt")
            try fixture.write("other.txt", "does not matter\n")
            #expect(try await control.accept("run-1", git: git).summary.phase == .accepted)
            #expect(fixture.read("other.txt") == "does not matter\n")
        }
    }

    @Test("is told of a conflict before anything is changed")
    func conflictingCheckout() async throws {
        try await withFinishedRun { fixture, control, git in
            try fixture.write("README.md", "# Changed by me\n")
            try await fixture.commitAll("Mine")
            let error = await #expect(throws: GitError.self) { try await control.accept("run-1", git: git) }
            #expect(error?.code == .conflict)
            #expect(error?.message.contains("README.md") == true)
            #expect(try await fixture.git("status", "--porcelain") == "")
            #expect(try await fixture.git("log", "-1", "--format=%s") == "Mine")
        }
    }

    @Test("undoes a run that was not accepted: its branch is gone")
    func undoUnaccepted() async throws {
        try await withFinishedRun { fixture, control, git in
            _ = try await control.undo("run-1", git: git)
            #expect(try await fixture.git("branch", "--format=%(refname:short)") == "main")
            await #expect(throws: RunError.self) { try await control.accept("run-1", git: git) }
        }
    }

    @Test("keeps commits that were added to the run's branch")
    func foreignCommits() async throws {
        try await withFinishedRun { fixture, control, git in
            try await fixture.git("checkout", "-q", "anneal/run-1")
            await #expect(throws: RunError.self) { try await control.accept("run-1", git: git) }
            await #expect(throws: RunError.self) { try await control.undo("run-1", git: git) }
            try fixture.write("mine.txt", "mine\n")
            try await fixture.commitAll("Mine")
            try await fixture.git("checkout", "-q", "main")
            let error = await #expect(throws: RunError.self) { try await control.undo("run-1", git: git) }
            #expect(error?.remedy?.contains("git branch -m") == true)
            await #expect(throws: RunError.self) {
                try await control.cancel("run-1", git: git, removesBranch: true)
            }
        }
    }

    @Test("cancels a run: its branch stays when it holds work, and goes when asked")
    func cancel() async throws {
        try await withFinishedRun { fixture, control, git in
            #expect(try await control.cancel("run-1", git: git, removesBranch: false).summary.phase == .cancelled)
            #expect(try await git.commit(named: "anneal/run-1") != nil)
            _ = try await control.cancel("run-1", git: git, removesBranch: true)
            #expect(try await git.commit(named: "anneal/run-1") == nil)
            let parts = try await fixture.parts(run: "run-1", executor: ScriptedExecutor())
            #expect(throws: RunError.self) { try Orchestrator.resume("run-1", parts: parts) }
        }
    }

    @Test("finds a run by a part of its identifier, and the newest without one")
    func find() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let catalogue = RunCatalogue(journal: try fixture.journal(), directories: fixture.directories)
            #expect(throws: RunError.self) { try catalogue.find(nil, repository: fixture.repository) }
            for run in ["20260101-aa", "20260102-bb"] as [RunID] {
                _ = try await fixture.run(run, plan: .writing(["\(run)"]), executor: ScriptedExecutor())
            }
            #expect(try catalogue.find(nil, repository: fixture.repository) == "20260102-bb")
            #expect(try catalogue.find("aa", repository: nil) == "20260101-aa")
            #expect(throws: RunError.self) { try catalogue.find("2026", repository: nil) }
            #expect(throws: RunError.self) { try catalogue.find("nothing", repository: nil) }
            #expect(throws: RunError.self) { try catalogue.find("", repository: nil) }
            #expect(try catalogue.summaries(of: fixture.repository).count == 2)
            #expect(try catalogue.summaries(of: "/elsewhere").isEmpty)
        }
    }
}
