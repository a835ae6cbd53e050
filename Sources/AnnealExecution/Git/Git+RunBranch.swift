public import AnnealFoundation
public import Foundation

/// A commit that one accepted task becomes.
public struct TaskCommit: Sendable, Hashable, Codable {
    /// The tree with the task's result.
    public var tree: String
    /// The commit that it comes after.
    public var parent: String
    /// The whole message, trailers included.
    public var message: String
    /// The time that it carries, kept so that making it again gives the same commit.
    public var time: Date

    /// Creates a description.
    ///
    /// - Parameters:
    ///   - tree: the tree with the task's result.
    ///   - parent: the commit that it comes after.
    ///   - message: the whole message, trailers included.
    ///   - time: the time that it carries; fractions of a second are dropped.
    public init(tree: String, parent: String, message: String, time: Date) {
        self.tree = tree
        self.parent = parent
        self.message = message
        self.time = Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down))
    }
}

extension Git {
    /// The commit that a name stands for.
    ///
    /// - Parameter name: a branch, a commit or another name.
    /// - Returns: the commit, or `nil` when there is none.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public func commit(named name: String) async throws -> String? {
        let found = try await result(["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"])
        return found.succeeded ? GitProgram.withoutLineBreak(found.standardOutput) : nil
    }

    /// Whether an object is in the repository.
    ///
    /// - Parameter object: a commit's or tree's identifier.
    /// - Returns: whether it is there.
    /// - Throws: `ProcessError`, `CancellationError`.
    public func contains(object: String) async throws -> Bool {
        try await result(["cat-file", "-e", object]).succeeded
    }

    /// The tree of a commit.
    ///
    /// - Parameter commit: the commit.
    /// - Returns: the tree's identifier.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public func tree(of commit: String) async throws -> String {
        try await output(["rev-parse", "--verify", "--end-of-options", commit + "^{tree}"])
    }

    /// A commit without files, to begin at in a repository that has no commit yet. It is on no branch.
    ///
    /// - Parameter time: the time that it carries.
    /// - Returns: the commit.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public func emptyRoot(time: Date) async throws -> String {
        let tree = try await output(["mktree"])
        return try await output(
            ["commit-tree", tree, "-F", "-"], input: "Initial commit\n", variables: dates(time))
    }

    /// Makes a branch; one that is there already at this commit is no error.
    ///
    /// - Parameters:
    ///   - branch: its name.
    ///   - commit: where it begins.
    /// - Throws: `GitError` when it is elsewhere, `ProcessError`, `CancellationError`.
    public func makeBranch(_ branch: String, at commit: String) async throws {
        if let present = try await self.commit(named: "refs/heads/" + branch) {
            guard present == commit else { throw moved(branch, from: commit, to: present) }
            return
        }
        try await moveBranch(branch, from: String(repeating: "0", count: commit.count), to: commit)
    }

    /// Moves a branch, if it still is where it is expected to be.
    ///
    /// - Parameters:
    ///   - branch: its name.
    ///   - old: the commit where it has to be; zeros for a branch that must not exist.
    ///   - new: the commit where it goes.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public func moveBranch(_ branch: String, from old: String, to new: String) async throws {
        let name = "refs/heads/" + branch
        let moved = try await result(["update-ref", "-m", "anneal", name, new, old])
        if moved.succeeded { return }
        let present = try await commit(named: name)
        if present == new { return }
        if let present, present != old { throw self.moved(branch, from: old, to: present) }
        throw GitProgram.failure(moved, arguments: ["-C", root, "update-ref"])
    }

    /// Removes a branch; one that is not there is no error.
    ///
    /// - Parameter branch: its name.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public func removeBranch(_ branch: String) async throws {
        _ = try await output(["update-ref", "-d", "refs/heads/" + branch])
    }

    /// Removes the lock that a killed git command left on a branch of Anneal's own.
    ///
    /// - Parameter branch: its name.
    public func removeStaleLock(of branch: String) {
        try? FileManager.default.removeItem(atPath: commonDirectory + "/refs/heads/" + branch + ".lock")
    }

    /// Stores a commit; the same description always gives the same commit.
    ///
    /// - Parameter commit: what it holds.
    /// - Returns: its identifier.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public func store(_ commit: TaskCommit) async throws -> String {
        try await output(
            ["commit-tree", commit.tree, "-p", commit.parent, "-F", "-"], input: commit.message,
            variables: dates(commit.time))
    }

    /// The commits of a run by task, found by their trailers.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - base: where its branch begins.
    ///   - head: where its branch ends.
    /// - Returns: the commit of each task that has one.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public func taskCommits(of run: RunID, from base: String, to head: String) async throws -> [TaskID: String] {
        let format = "%H%x00%(trailers:key=Anneal-Run,valueonly)%x00%(trailers:key=Anneal-Task,valueonly)%x01"
        let log = try await output(["log", "--format=" + format, base + ".." + head])
        var commits: [TaskID: String] = [:]
        for entry in log.split(separator: "\u{1}") {
            let fields = entry.split(separator: "\0", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespacesAndNewlines)
            }
            guard fields.count == 3, fields[1] == run.rawValue, !fields[2].isEmpty else { continue }
            commits[TaskID(fields[2])] = fields[0]
        }
        return commits
    }

    /// Puts the difference between a base and a tree on top of another commit, without any worktree.
    ///
    /// - Parameters:
    ///   - tree: the result of a task.
    ///   - base: the commit that the task began at, an ancestor of `head`.
    ///   - head: the commit to put it on.
    /// - Returns: the tree of both; `nil` when they changed the same lines.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public func transplant(tree: String, base: String, onto head: String) async throws -> String? {
        if base == head { return tree }
        let side = try await output(["commit-tree", tree, "-p", base, "-F", "-"], input: "result\n")
        let merged = try await result(["merge-tree", "--write-tree", "--no-messages", "--name-only", head, side])
        switch merged.ending {
        case .exited(0): return GitProgram.withoutLineBreak(merged.standardOutput)
        case .exited(1): return nil
        default: throw GitProgram.failure(merged, arguments: ["-C", root, "merge-tree"])
        }
    }

    /// The files that differ between two commits or trees.
    ///
    /// - Parameters:
    ///   - old: a commit or tree.
    ///   - new: a commit or tree.
    /// - Returns: paths relative to the root, sorted.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public func changedFiles(from old: String, to new: String) async throws -> [String] {
        try await output(["diff-tree", "-r", "-z", "--name-only", "--no-renames", old, new])
            .split(separator: "\0").map(String.init).sorted()
    }

    /// The text of a file in a commit.
    ///
    /// - Parameters:
    ///   - path: relative to the root.
    ///   - commit: a commit or tree.
    /// - Returns: its text; `nil` when there is no such file.
    /// - Throws: `ProcessError`, `CancellationError`.
    public func text(of path: String, in commit: String) async throws -> String? {
        let result = try await result(["cat-file", "blob", "\(commit):\(path)"])
        return result.succeeded ? result.standardOutput : nil
    }

    private func moved(_ branch: String, from old: String, to new: String) -> GitError {
        GitError(
            code: .moved, message: "the branch \(branch) was moved by someone else, to \(new.prefix(12))", place: root,
            remedy: "move it back with `git branch -f \(branch) \(old.prefix(12))`, or cancel the run")
    }

    private func dates(_ time: Date) -> [String: String] {
        let stamp = "\(Int(time.timeIntervalSince1970)) +0000"
        return ["GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp]
    }
}
