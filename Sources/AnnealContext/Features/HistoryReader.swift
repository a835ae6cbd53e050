internal import AnnealFoundation
internal import Foundation

/// Reads a project's history from git.
enum HistoryReader {
    /// Commits that are read at most.
    private static let limit = 5000
    private static let recentDays = 90.0
    private static let repairWords = ["fix", "bug", "repair", "mend", "regression", "hotfix", "fault", "crash"]

    /// Reads the history.
    ///
    /// - Parameters:
    ///   - root: the project's folder.
    ///   - launcher: starts git.
    /// - Returns: `nil` where there is no repository, no commit or no git.
    /// - Throws: `CancellationError`. Complexity: O(n) in the commits.
    static func read(root: String, launcher: any ProcessLauncher) async throws -> ProjectContext.History? {
        guard let log = try await git(root, launcher, ["log", "-n", "\(limit)", "--format=%ct%x09%ae%x09%s"]) else {
            return nil
        }
        var history = ProjectContext.History()
        var commits: [(time: Double, author: String, subject: Substring)] = []
        for line in log.split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let time = Double(parts[0]) else { continue }
            commits.append((time, parts[1].lowercased(), parts[2]))
        }
        guard let newest = commits.map(\.time).max() else { return nil }
        history.commits = commits.count
        history.newest = Date(timeIntervalSince1970: newest)
        history.authors = Set(commits.map(\.author)).count
        let start = newest - recentDays * 86_400
        let recent = commits.filter { $0.time >= start }
        history.recentCommits = recent.count
        history.repairs = recent.count { commit in
            let subject = commit.subject.lowercased()
            return repairWords.contains { subject.contains($0) }
        }
        let byAuthor = Dictionary(grouping: recent, by: \.author)
        history.activeAuthors = byAuthor.count
        history.largestShare = byAuthor.values.map { Double($0.count) / Double(recent.count) }.max()
        var first: [String: Double] = [:]
        for commit in commits { first[commit.author] = min(first[commit.author] ?? .infinity, commit.time) }
        let experience = byAuthor.keys.compactMap { first[$0] }.map { (newest - $0) / 86_400 }.sorted()
        history.medianExperienceDays = experience.isEmpty ? nil : experience[experience.count / 2]
        try await readChurn(root, since: start, launcher, into: &history)
        return history
    }

    private static func readChurn(
        _ root: String, since start: Double, _ launcher: any ProcessLauncher, into history: inout ProjectContext.History
    ) async throws {
        let arguments = ["log", "-n", "\(limit)", "--no-merges", "--since=@\(Int(start))", "--numstat", "--format="]
        guard let log = try await git(root, launcher, arguments) else { return }
        var files: Set<Substring> = []
        for line in log.split(separator: "\n") {
            let parts = line.split(separator: "\t")
            guard parts.count == 3 else { continue }
            // Binary files have `-` in the place of numbers.
            history.linesAdded += Int(parts[0]) ?? 0
            history.linesRemoved += Int(parts[1]) ?? 0
            files.insert(parts[2])
        }
        history.filesChanged = files.count
    }

    private static func git(
        _ root: String, _ launcher: any ProcessLauncher, _ arguments: [String]
    ) async throws -> String? {
        let command = Command(
            "git",
            [
                "-C", root, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
                // It would run the program that the repository's configuration names for signatures.
                "-c", "log.showSignature=false", "--no-pager",
            ] + arguments)
        do {
            let result = try await launcher.run(command, timeout: .seconds(60), outputLimit: 64 << 20)
            return result.succeeded ? result.standardOutput : nil
        } catch is ProcessError {
            return nil
        }
    }
}
