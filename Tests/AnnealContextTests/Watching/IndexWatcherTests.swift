import AnnealContext
import AnnealTesting
import Foundation
import Synchronization
import Testing

@Suite("An index that is kept fresh")
struct IndexWatcherTests {
    private let pace = IndexWatcher.Pace(
        step: .milliseconds(5), patience: .milliseconds(200), polling: .milliseconds(20))

    /// Runs a watcher beside a body.
    private func watching(
        events: Bool,
        _ body:
            @escaping @Sendable (URL, _ settles: @Sendable (String, [String]) async throws -> Void) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let root = folder.appending(path: "repo")
            try FileManager.default.createDirectory(at: root.appending(path: "src"), withIntermediateDirectories: true)
            try Data("def alpha(): pass\n".utf8).write(to: root.appending(path: "src/a.py"))
            let index = try RepositoryIndex(root: root.path, path: folder.appending(path: "index.sqlite").path)
            let watcher = IndexWatcher(index: index, pace: pace, usesEvents: events)
            let search = RepositorySearch(index: index)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await watcher.run() }
                group.addTask {
                    try await body(root) { query, paths in
                        // The deadline is far beyond what an update takes: it is met on any machine.
                        let deadline = ContinuousClock.now + .seconds(60)
                        // Files without the word may come along for their likeness to those with it.
                        while try Set(search.search(query, limit: 9).filter { !$0.matches.isEmpty }.map(\.path))
                            != Set(paths)
                        {
                            guard ContinuousClock.now < deadline else {
                                Issue.record("\(query) does not give \(paths)")
                                return
                            }
                            try await Task.sleep(for: .milliseconds(10))
                        }
                    }
                }
                // The body ends; the watcher is cancelled.
                try await group.next()
                group.cancelAll()
                do { try await group.waitForAll() } catch is CancellationError {}
            }
        }
    }

    @Test("follows files that change, come, move and go, also in new folders", arguments: [true, false])
    func changes(events: Bool) async throws {
        try await watching(events: events) { root, settles in
            try await settles("alpha", ["src/a.py"])
            try Data("def beta(): pass\n".utf8).write(to: root.appending(path: "src/a.py"))
            try await settles("alpha", [])
            try await settles("beta", ["src/a.py"])
            try FileManager.default.createDirectory(
                at: root.appending(path: "lib/deep"), withIntermediateDirectories: true)
            try Data("def gamma(): pass\n".utf8).write(to: root.appending(path: "lib/deep/c.py"))
            try await settles("gamma", ["lib/deep/c.py"])
            try Data("def delta(): pass\n".utf8).write(to: root.appending(path: "lib/deep/d.py"))
            try await settles("delta", ["lib/deep/d.py"])
            try FileManager.default.moveItem(
                at: root.appending(path: "lib/deep/d.py"), to: root.appending(path: "src/e.py"))
            try await settles("delta", ["src/e.py"])
            try FileManager.default.removeItem(at: root.appending(path: "lib"))
            try await settles("gamma", [])
        }
    }

    @Test("rules for what is left out hold as soon as they are written")
    func rules() async throws {
        try await watching(events: true) { root, settles in
            try await settles("alpha", ["src/a.py"])
            try Data("src/\n".utf8).write(to: root.appending(path: ".gitignore"))
            try await settles("alpha", [])
        }
    }
}
