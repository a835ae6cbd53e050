import AnnealExecution
import AnnealFoundation
import AnnealOrchestration
import AnnealPlanning
import AnnealTesting
import Foundation
import Testing

@Suite("A run in a repository")
struct RepositoryStateTests {
    @Test("without a commit begins at nothing, and is accepted and undone there")
    func unborn() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository([:])
            let result = try await fixture.run(plan: .writing(["a.txt"]), executor: ScriptedExecutor(), accept: true)
            #expect(result.summary.phase == .accepted)
            #expect(fixture.read("a.txt") == "T001\n")
            #expect(try await fixture.git("symbolic-ref", "--short", "HEAD") == "main")
            #expect(try await fixture.git("status", "--porcelain") == "")
            _ = try await fixture.control().undo("run-1", git: fixture.open())
            #expect(fixture.read("a.txt") == nil)
            #expect(try await fixture.open().checkoutState().head == nil)
        }
    }

    @Test("without a commit but with files is refused, and says what to do")
    func unbornWithFiles() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository([:])
            try fixture.write("old.txt", "old\n")
            let error = await #expect(throws: GitError.self) {
                try await fixture.run(plan: .writing(["a.txt"]), executor: ScriptedExecutor())
            }
            #expect(error?.code == .noCommits)
            #expect(error?.exitCode == .badInput)
            let git = try await Git.initialize(
                fixture.repository, launcher: fixture.launcher, environment: fixture.environment)
            #expect(try await git.checkoutState().head != nil)
            #expect(try await fixture.git("ls-files") == "old.txt")
        }
    }

    @Test("that is none is refused, unless it is made one")
    func noRepository() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try FileManager.default.createDirectory(atPath: fixture.repository, withIntermediateDirectories: true)
            let error = await #expect(throws: GitError.self) { try await fixture.open() }
            #expect(error?.code == .notARepository)
            #expect(error?.remedy?.contains("--init") == true)
            await #expect(throws: GitError.self) {
                try await Git.open(
                    fixture.repository + "/missing", insideIsEnough: true, launcher: fixture.launcher,
                    environment: fixture.environment)
            }
            _ = try await Git.initialize(
                fixture.repository, launcher: fixture.launcher, environment: fixture.environment)
            let result = try await fixture.run(plan: .writing(["a.txt"]), executor: ScriptedExecutor(), accept: true)
            #expect(result.exitCode == .verified)
            #expect(fixture.read("a.txt") == "T001\n")
        }
    }

    @Test("that is a part of another one is refused where the repository itself is meant")
    func inside() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository(["sub/a.txt": "x\n"])
            let sub = fixture.repository + "/sub"
            func open(_ insideIsEnough: Bool) async throws -> Git {
                try await Git.open(
                    sub, insideIsEnough: insideIsEnough, launcher: fixture.launcher, environment: fixture.environment)
            }
            let error = await #expect(throws: GitError.self) { try await open(false) }
            #expect(error?.message.contains(fixture.repository) == true)
            #expect(try await open(true).root == fixture.repository)
            let own = try await Git.initialize(sub, launcher: fixture.launcher, environment: fixture.environment)
            #expect(own.root == sub)
        }
    }

    @Test("that is bare is refused")
    func bare() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try FileManager.default.createDirectory(atPath: fixture.repository, withIntermediateDirectories: true)
            try await fixture.git("init", "-q", "--bare")
            let error = await #expect(throws: GitError.self) { try await fixture.open() }
            #expect(error?.code == .notARepository)
        }
    }

    @Test("with a detached HEAD moves it when accepted, and keeps the branch")
    func detached() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            try await fixture.git("checkout", "-q", "--detach")
            let main = try await fixture.git("rev-parse", "main")
            let result = try await fixture.run(plan: .writing(["a.txt"]), executor: ScriptedExecutor(), accept: true)
            #expect(result.summary.phase == .accepted)
            #expect(try await fixture.git("rev-parse", "main") == main)
            #expect(try await fixture.git("rev-parse", "HEAD") == result.summary.head)
            #expect(try await fixture.git("rev-parse", "anneal/run-1") == result.summary.head)
        }
    }

    @Test("with submodules leaves them as they are")
    func submodules() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let other = RunFixture(folder: folder.appending(path: "other"))
            try await other.makeRepository(["lib.txt": "lib\n"])
            try await fixture.git(
                "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.repository, "lib")
            try await fixture.commitAll("With a submodule")
            let link = try await fixture.git("ls-tree", "HEAD", "lib")
            let result = try await fixture.run(plan: .writing(["a.txt"]), executor: ScriptedExecutor(), accept: true)
            #expect(result.exitCode == .verified)
            #expect(try await fixture.git("ls-tree", "HEAD", "lib") == link)
            #expect(fixture.read("lib/lib.txt") == "lib\n")
            #expect(result.summary.notes.contains { $0.contains("submodules") })
            #expect(try await fixture.leftovers() == [])
        }
    }

    @Test("does not follow a .git file that a command wrote into its worktree")
    func forgedGitFile() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let trap = folder.path + "/trapped"
            let executor = ScriptedExecutor { task, workspace, _ in
                let files = FileManager.default
                let forged = workspace.root + "/forged"
                for path in ["objects", "refs"] {
                    try files.createDirectory(atPath: forged + "/" + path, withIntermediateDirectories: true)
                }
                try Data("ref: refs/heads/main\n".utf8).write(to: URL(fileURLWithPath: forged + "/HEAD"))
                let config = "[core]\n repositoryformatversion = 0\n fsmonitor = touch \(trap)\n"
                try Data(config.utf8).write(to: URL(fileURLWithPath: forged + "/config"))
                try Data("gitdir: \(forged)\n".utf8).write(to: URL(fileURLWithPath: workspace.root + "/.git"))
                try Data("x".utf8).write(to: URL(fileURLWithPath: workspace.root + "/a.txt"))
            }
            let result = try await fixture.run(plan: .writing(["a.txt"]), executor: executor)
            #expect(result.summary.tasks.first?.phase == .committed)
            #expect(!FileManager.default.fileExists(atPath: trap))
        }
    }

    @Test("whose worktree is a linked one works too")
    func linkedWorktree() async throws {
        try await withTemporaryFolder { folder in
            let fixture = RunFixture(folder: folder)
            try await fixture.makeRepository()
            let linked = folder.appending(path: "linked").path
            try await fixture.git("worktree", "add", "-q", "-b", "side", linked)
            let git = try await Git.open(
                linked, insideIsEnough: false, launcher: fixture.launcher, environment: fixture.environment)
            var parts = try await fixture.parts(run: "run-1", executor: ScriptedExecutor())
            parts.git = git
            let request = RunRequest(specification: .sample, plan: .writing(["a.txt"]), acceptsAtEnd: true)
            let result = try await Orchestrator.begin("run-1", request: request, parts: parts).work()
            #expect(result.exitCode == .verified)
            #expect(FileManager.default.fileExists(atPath: linked + "/a.txt"))
            #expect(fixture.read("a.txt") == nil)
        }
    }
}
