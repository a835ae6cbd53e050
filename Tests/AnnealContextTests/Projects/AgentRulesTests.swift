import AnnealTesting
import Foundation
import Testing

@testable import AnnealContext

@Suite("Rules for agents")
struct AgentRulesTests {
    @Test("those above the files hold, the whole repository's first and the nearest last")
    func order() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            for path in [
                "AGENTS.md", ".cursor/rules/style.mdc", ".github/copilot-instructions.md", "a/AGENTS.md",
                "a/b/CLAUDE.md",
                "a/b/AGENTS.md", "other/AGENTS.md",
            ] {
                let url = folder.appending(path: path)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data("Rules of \(path).\n".utf8).write(to: url)
            }
            let project = Project(root: folder.path, files: [], languages: [], rules: ["other/AGENTS.md": "x"])
            let whole = [".cursor/rules/style.mdc", ".github/copilot-instructions.md", "AGENTS.md"]
            #expect(project.keepingRules(for: ["c.py"]).orderedRules.map(\.path) == whole)
            #expect(
                project.keepingRules(for: ["a/b/c.py", "a/d.py"]).orderedRules.map(\.path)
                    == whole + ["a/AGENTS.md", "a/b/CLAUDE.md", "a/b/AGENTS.md"])
            #expect(project.keepingRules(for: []).rules == ["other/AGENTS.md": "x"])
        }
    }
}
