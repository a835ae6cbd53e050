import AnnealContext
import AnnealFoundation
import Foundation
import Testing

@Suite("The context of a project")
struct ProjectContextTests {
    private func git(_ arguments: String..., at root: URL, day: Int = 0) async throws {
        let date = "2026-01-\(String(format: "%02d", 1 + day))T12:00:00Z"
        let result = try await SystemProcessLauncher().run(
            Command(
                "git", ["-C", root.path, "-c", "user.name=a", "-c", "user.email=a\(day % 2)@example.org"] + arguments,
                environment: [
                    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "GIT_AUTHOR_DATE": date,
                    "GIT_COMMITTER_DATE": date, "GIT_CONFIG_NOSYSTEM": "1", "HOME": root.path,
                ]))
        try #require(result.succeeded, "\(result.standardError)")
    }

    @Test("a report with numbers that nothing has, and links to what lies elsewhere, tell nothing and stop nothing")
    func hostile() async throws {
        let files = ["a.py": "def one():\n    return 1\n", "lcov.info": "LF:9223372036854775807\nLF:1\nLH:1\n"]
        try await PackedFolder.with(files) { folder in
            try FileManager.default.createSymbolicLink(
                atPath: folder.root.path + "/coverage.xml", withDestinationPath: "/dev/zero")
            try FileManager.default.createSymbolicLink(
                atPath: folder.root.path + "/requirements.txt", withDestinationPath: "/dev/zero")
            let context = try await ProjectContext.read(
                index: folder.index, plan: ProjectContext.Plan(), launcher: SystemProcessLauncher())
            #expect(context.dependencies.isEmpty)
            #expect((context.coverage ?? 0) < 1e-9)
        }
    }

    @Test("code, history, coverage and dependencies are read; what is unknown stays unknown")
    func read() async throws {
        let files = [
            "a.py": "def one(x):\n    if x:\n        return 1\n    return 2\n", "b.swift": "func two() -> Int { 2 }\n",
            "tests/test_a.py": "def test_one():\n    assert one(1) == 1\n",
            "requirements.txt": "Flask==3.0\n# no\nrequests>=2\n-r more.txt\n",
            "web/package.json": "{\"dependencies\": {\"react\": \"19\"}}",
            "coverage.json": "{\"totals\": {\"percent_covered\": 83.5}}",
        ]
        try await PackedFolder.with(files) { folder in
            try await git("init", "-q", at: folder.root)
            try await git("add", ".", at: folder.root)
            try await git("commit", "-q", "-m", "Begin", at: folder.root)
            try folder.write("def one(x):\n    return 1\n", to: "a.py")
            try await git("commit", "-q", "-a", "-m", "Fix one", at: folder.root, day: 9)
            let plan = ProjectContext.Plan(
                deadline: Date(timeIntervalSince1970: 1_800_000_000 + 86_400 * 10), compliance: ["GDPR"])
            let context = try await ProjectContext.read(
                index: folder.index, plan: plan, launcher: SystemProcessLauncher())
            #expect(context.code.testFiles == 1 && context.code.sourceFiles == 2 && context.code.functions == 2)
            #expect(abs(context.code.languages.values.reduce(0, +) - 1) < 1e-9)
            #expect(context.coverage == 0.835)
            #expect(context.dependencies == ["flask", "react", "requests"])
            #expect(context.frameworks == ["flask", "react"])
            let history = try #require(context.history)
            #expect(history.commits == 2 && history.repairs == 1 && history.authors == 2 && history.activeAuthors == 2)
            #expect(history.medianExperienceDays == 9 && history.largestShare == 0.5)
            #expect(context.teamSize == 2)
            let names = ProjectContext.vectorNames
            let vector = context.vector(at: Date(timeIntervalSince1970: 1_800_000_000))
            #expect(vector.count == names.count && Set(names).count == names.count)
            #expect(vector.allSatisfy { (0...1).contains($0) })
            func entry(_ name: String) -> Float? { names.firstIndex(of: name).map { vector[$0] } }
            #expect(entry("known.history") == 1 && entry("known.budget") == 0 && entry("plan.gdpr") == 1)
            #expect(entry("plan.hipaa") == 0 && entry("code.coverage") == 0.835)
        }
    }

    @Test("a folder without git, of nothing, has a context as well")
    func empty() async throws {
        try await PackedFolder.with(["notes.txt": "nothing"]) { folder in
            let context = try await ProjectContext.read(
                index: folder.index, plan: ProjectContext.Plan(), launcher: SystemProcessLauncher())
            #expect(context.history == nil && context.coverage == nil && context.teamSize == nil)
            #expect(context.vector(at: Date()).allSatisfy { (0...1).contains($0) })
        }
    }
}
