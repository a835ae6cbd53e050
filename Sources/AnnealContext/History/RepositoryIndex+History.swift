public import AnnealFoundation
internal import Foundation
internal import GRDB

extension RepositoryIndex {
    /// Commits that are kept, the newest.
    public static let mostCommits = 4000

    /// Brings what the index has of git's history up to date: which files each commit changed, and its message.
    ///
    /// Only commits that are not known yet are read. A folder that is in no repository, or a machine without git, has no
    /// history, which is no error.
    ///
    /// - Parameters:
    ///   - launcher: starts git.
    ///   - environment: of git.
    /// - Returns: what was read.
    /// - Throws: `IndexError`, `CancellationError`. Complexity: O(n) in the new commits.
    @discardableResult
    public func updateHistory(
        launcher: any ProcessLauncher, environment: [String: String]
    ) async throws -> HistoryReport {
        let git = GitRunner(folder: root, launcher: launcher, environment: environment)
        guard let head = try await git.output(["rev-parse", "--verify", "HEAD^{commit}"]) else {
            return HistoryReport(missing: "no commit of a git repository can be read here")
        }
        let known = try read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE key = 'history'") }
        if known == head { return HistoryReport(commits: try commitCount()) }
        var range = head
        if let known, try await git.output(["merge-base", "--is-ancestor", known, head]) != nil {
            range = "\(known)..\(head)"
        }
        var limit = Self.mostCommits
        while limit > 0 {
            guard let result = try await git.run(GitLog.arguments(range: range, limit: limit)), result.succeeded else {
                return HistoryReport(missing: "git cannot tell the history")
            }
            if result.wasCut { limit /= 2; continue }
            let commits = GitLog(parsing: result.standardOutput).commits
            let isRenewed = range == head && known != nil
            let added = try write { database -> Int? in
                // Another process that read the same commits may have been quicker.
                let now = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'history'")
                guard now == known else { return nil }
                return try HistoryWriter(database: database).add(
                    commits, head: head, isRenewed: range == head, most: Self.mostCommits)
            }
            guard let added else { return HistoryReport(commits: try commitCount()) }
            return HistoryReport(commits: try commitCount(), added: added, isRenewed: isRenewed)
        }
        return HistoryReport(missing: "one commit is larger than what is read")
    }

    private func commitCount() throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM history") ?? 0 }
    }
}

/// Runs git in a folder.
private struct GitRunner {
    let folder: String
    let launcher: any ProcessLauncher
    let environment: [String: String]

    /// The result, or `nil` when git cannot be started.
    func run(_ arguments: [String]) async throws -> CommandResult? {
        var environment = environment
        environment["GIT_OPTIONAL_LOCKS"] = "0"
        environment["GIT_TERMINAL_PROMPT"] = "0"
        let command = Command("git", arguments, environment: environment, workingDirectory: folder)
        do {
            return try await launcher.run(command, timeout: .seconds(120), outputLimit: 64 << 20)
        } catch is ProcessError {
            return nil
        }
    }

    /// The output without the line's end, or `nil` when git fails.
    func output(_ arguments: [String]) async throws -> String? {
        guard let result = try await run(arguments), result.succeeded else { return nil }
        return result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
