import AnnealContext
import AnnealFoundation
import AnnealTesting
import Foundation
import Testing

/// A made-up git repository with an index beside it.
struct GitFolder {
    let root: URL
    let index: RepositoryIndex
    private let launcher = SystemProcessLauncher()

    static func with(_ body: (GitFolder) async throws -> Void) async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let root = folder.appending(path: "repo")
            try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
            let git = GitFolder(
                root: root,
                index: try RepositoryIndex(root: root.path, path: folder.appending(path: "index.sqlite").path))
            try await git.run(["init", "--quiet", "--initial-branch=main"])
            try await body(git)
        }
    }

    /// Runs git, as nobody in particular.
    func run(_ arguments: [String]) async throws {
        let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
        let result = try await launcher.run(
            Command("git", identity + arguments, environment: Self.environment, workingDirectory: root.path))
        #expect(result.succeeded, "\(arguments): \(result.standardError)")
    }

    /// Writes files and commits them.
    func commit(_ message: String, _ files: [String: String]) async throws {
        for (path, text) in files {
            let url = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        try await run(["add", "--all"])
        try await run(["commit", "--quiet", "--message", message])
    }

    /// Brings index and history up to date.
    @discardableResult
    func update() async throws -> HistoryReport {
        try index.update()
        return try await index.updateHistory(launcher: launcher, environment: Self.environment)
    }

    static var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
        return environment
    }
}
