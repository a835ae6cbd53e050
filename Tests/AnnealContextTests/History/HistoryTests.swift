import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

@testable import AnnealContext

@Suite("History as a signal")
struct HistoryTests {
    private func fill(_ git: GitFolder) async throws {
        try await git.commit(
            "Begin",
            [
                "parser.py": "def parse(text):\n    return text\n", "tables.py": "ROWS = 3\n",
                "store.py": "def keep(value):\n    return value\n",
            ])
        for round in 1...3 {
            try await git.commit(
                "Tolerate trailing commas, round \(round)",
                ["parser.py": "def parse(text):\n    return text[\(round):]\n", "tables.py": "ROWS = \(round)\n"])
        }
        try await git.commit("Evict stale leases", ["store.py": "def keep(value):\n    return [value]\n"])
    }

    @Test("a file is found by the message of a commit that changed it, and files by what they changed with")
    func signals() async throws {
        try await GitFolder.with { git in
            try await fill(git)
            #expect(try await git.update() == HistoryReport(commits: 5, added: 5))
            let search = RepositorySearch(index: git.index)
            // No file has the words "stale leases": without another word they match nothing.
            let stale = try search.search("keep stale leases", limit: 3)
            #expect(stale.first?.path == "store.py")
            #expect((stale.first?.signals["messages"] ?? 0) > 0)
            let commas = try search.search("parse with trailing commas", limit: 3)
            #expect(commas.first?.path == "parser.py")
            let table = try #require(commas.first { $0.path == "tables.py" })
            #expect((table.signals["cochange"] ?? 0) > 0)
            let without = try search.search(
                "parse with trailing commas", limit: 3, signals: .all.subtracting([.history, .ranking]))
            #expect(!without.contains { $0.path == "tables.py" && $0.signals["cochange"] != nil })
        }
    }

    @Test("only new commits are read, and a history that was rewritten is read anew")
    func incremental() async throws {
        try await GitFolder.with { git in
            try await fill(git)
            try await git.update()
            #expect(try await git.update() == HistoryReport(commits: 5))
            try await git.commit("Add a lexer", ["lexer.py": "def lex(): pass\n"])
            #expect(try await git.update() == HistoryReport(commits: 6, added: 1))
            try await git.run(["reset", "--quiet", "--hard", "HEAD~3"])
            try await git.commit("Another end", ["end.py": "def end(): pass\n"])
            let report = try await git.update()
            #expect(report == HistoryReport(commits: 4, added: 4, isRenewed: true))
        }
    }

    @Test("a plain folder and a repository without a commit have no history, and are searched as before")
    func plain() async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            try Data("def alpha(): pass\n".utf8).write(to: folder.appending(path: "a.py"))
            let index = try RepositoryIndex(root: folder.path, path: folder.path + "/.index.sqlite")
            try index.update()
            var environment = GitFolder.environment
            environment["GIT_CEILING_DIRECTORIES"] = folder.deletingLastPathComponent().path
            let report = try await index.updateHistory(launcher: SystemProcessLauncher(), environment: environment)
            #expect(report.missing != nil)
            #expect(report.commits == 0)
            #expect(try RepositorySearch(index: index).search("alpha", limit: 3).map(\.path) == ["a.py"])
        }
        try await GitFolder.with { git in
            let report = try await git.update()
            #expect(report.missing != nil)
        }
    }

    @Test("a service that runs knows what is committed meanwhile")
    func service() async throws {
        try await GitFolder.with { git in
            try await git.commit("Begin", ["store.py": "def keep(value):\n    return value\n", "other.py": "x = 1\n"])
            try await git.update()
            let service = ContextService(index: git.index, counter: EstimatedTokens())
            func gain() async throws -> Double {
                let answer = try await service.answer("search", ["query": "keep stale leases"])
                return answer["results"]?[0]?["signals"]?["messages"]?.doubleValue ?? 0
            }
            #expect(try await gain() == 0)
            try await git.commit("Evict stale leases", ["store.py": "def keep(value):\n    return [value]\n"])
            var found = false
            // An index counts as fresh for half a second.
            for _ in 0..<200 where !found {
                try await Task.sleep(for: .milliseconds(50))
                found = try await gain() > 0
            }
            #expect(found)
        }
    }

    @Test("a look at HEAD tells a commit, a checkout and a reset, also from a folder within and in a worktree")
    func head() async throws {
        try await GitFolder.with { git in
            try await git.commit("Begin", ["src/a.py": "x = 1\n"])
            let within = git.root.path + "/src"
            var seen = HeadMark(folder: within)
            #expect(seen != nil && seen == HeadMark(folder: within))
            func hasMoved() -> Bool {
                defer { seen = HeadMark(folder: within) }
                return HeadMark(folder: within) != seen
            }
            try await git.commit("More", ["src/a.py": "x = 2\n"])
            #expect(hasMoved())
            #expect(!hasMoved())
            try await git.run(["checkout", "--quiet", "-b", "other"])
            #expect(hasMoved())
            try await git.run(["reset", "--quiet", "--hard", "HEAD~1"])
            #expect(hasMoved())
            let tree = git.root.path + "-tree"
            defer { try? FileManager.default.removeItem(atPath: tree) }
            try await git.run(["worktree", "add", "--quiet", tree, "main"])
            let before = HeadMark(folder: tree)
            #expect(before != nil)
            try await git.run(["-C", tree, "commit", "--quiet", "--allow-empty", "--message", "Empty"])
            #expect(HeadMark(folder: tree) != before)
        }
    }

    @Test("messages of any kind and odd names are read, and a log that was cut off loses its end only")
    func parsing() {
        let text = "\0h1\01700000000\0Subject\n\nBody ‹é›\0\n\na b.py\n\"t\\tab.py\"\n\0h2\0x\0\0\nb.py\n\0h3\02"
        let commits = GitLog(parsing: text).commits
        #expect(commits.map(\.hash) == ["h1", "h2"])
        #expect(commits.first?.paths == ["a b.py"])
        #expect(commits.first?.message == "Subject\n\nBody ‹é›")
        #expect(commits.last?.seconds == 0)
        #expect(GitLog(parsing: "").commits.isEmpty)
        #expect(GitLog(parsing: "fatal: no").commits.isEmpty)
    }

    @Test("commits of very many files count for nothing")
    func largeCommits() async throws {
        try await GitFolder.with { git in
            let files = Dictionary(uniqueKeysWithValues: (0...HistoryWriter.mostFiles).map { ("f\($0).py", "x = 1\n") })
            try await git.commit("Import everything", files)
            #expect(try await git.update() == HistoryReport())
        }
    }
}
