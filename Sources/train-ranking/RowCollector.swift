import AnnealContext
import AnnealFoundation
import Foundation

/// Makes rows of commits: for each, the repository as it was before the commit is indexed, with its history up to then,
/// and searched for the commit's message.
struct RowCollector {
    /// Newest commits that are looked at.
    private static let looked = 3000

    let output: String
    let count: Int
    private let launcher = SystemProcessLauncher()
    private let environment = ProcessInfo.processInfo.environment

    init(output: String, count: Int) {
        self.output = output
        self.count = count
    }

    /// Writes the rows of repositories, one JSON object a line.
    func collect(_ repositories: [String]) async throws {
        if !FileManager.default.fileExists(atPath: output) {
            _ = FileManager.default.createFile(atPath: output, contents: nil)
        }
        guard let handle = FileHandle(forWritingAtPath: output) else {
            throw Failure(message: "cannot write \(output)")
        }
        try handle.seekToEnd()
        for repository in repositories {
            let folder = FileManager.default.temporaryDirectory.appending(path: "ranking-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            do {
                let found = try await collect(repository, in: folder, to: handle)
                print("\(repository): \(found) commits")
            } catch {
                print("\(repository): \(error)")
            }
        }
    }

    private func collect(_ repository: String, in folder: URL, to handle: FileHandle) async throws -> Int {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let work = folder.appending(path: "work").path
        _ = try await git(["clone", "--quiet", "--shared", "--no-checkout", repository, work], in: folder.path)
        let commits = try await choose(in: work)
        let index = try RepositoryIndex(root: work, path: folder.appending(path: "index.sqlite").path)
        let search = RepositorySearch(index: index)
        let name = repository.split(separator: "/").last { $0 != "repo" && $0 != ".git" }.map(String.init) ?? repository
        var found = 0
        for commit in commits {
            _ = try await git(["checkout", "--quiet", "--force", "--detach", commit.parent], in: work)
            try index.update()
            try await index.updateHistory(launcher: launcher, environment: environment)
            for (variant, signals) in [
                ("history", SearchSignals.all), ("plain", SearchSignals.all.subtracting([.history, .tests])),
            ] {
                let examples = try search.examples(commit.message, signals: signals)
                let query = RankedQuery(
                    repository: name, id: commit.hash, variant: variant, truth: commit.truth.count,
                    labels: examples.map { commit.truth.contains($0.path) ? 1 : 0 },
                    features: examples.map { $0.features.map { $0.isNaN ? nil : $0 } })
                try handle.write(contentsOf: try JSONEncoder().encode(query) + Data("\n".utf8))
            }
            found += 1
        }
        return found
    }

    /// Fair commits, spread over the newest ones, the oldest first.
    private func choose(in work: String) async throws -> [CommitChoice] {
        let log = try await git(
            [
                "log", "--no-merges", "--no-renames", "--name-status", "--max-count=\(Self.looked)",
                "--format=%x00%H%x00%P%x00%B%x00",
            ], in: work)
        let fields = log.split(separator: "\0", omittingEmptySubsequences: false).dropFirst()
        var commits: [CommitChoice] = []
        var index = fields.startIndex
        while index + 3 < fields.endIndex {
            let choice = CommitChoice(
                hash: String(fields[index]), parents: String(fields[index + 1]), message: String(fields[index + 2]),
                changes: fields[index + 3].split(separator: "\n"))
            if let choice { commits.append(choice) }
            index += 4
        }
        commits.reverse()
        guard commits.count > count else { return commits }
        return (0..<count).map { commits[$0 * commits.count / count] }
    }

    private func git(_ arguments: [String], in folder: String) async throws -> String {
        var environment = environment
        environment["GIT_TERMINAL_PROMPT"] = "0"
        let command = Command("git", arguments, environment: environment, workingDirectory: folder)
        let result = try await launcher.run(command, timeout: .seconds(300), outputLimit: 256 << 20)
        guard result.succeeded else {
            throw Failure(message: "git \(arguments.first ?? "") fails: \(result.standardError.prefix(300))")
        }
        return result.standardOutput
    }
}
