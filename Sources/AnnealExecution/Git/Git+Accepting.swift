internal import AnnealFoundation
internal import Foundation

/// How a run's branch came into the user's checkout.
public struct Acceptance: Sendable, Hashable, Codable {
    /// The ways.
    public enum Way: String, Sendable, Hashable, Codable {
        /// The branch was moved forward.
        case fastForward = "fast-forward"
        /// Both histories were joined by a commit.
        case merge
        /// It was there already.
        case present
    }

    /// The branch that was checked out; `nil` when HEAD was detached.
    public var branch: String?
    /// The commit before; `nil` when there was none.
    public var before: String?
    /// The commit after.
    public var after: String
    /// Which way it came.
    public var way: Way

    /// Creates a description.
    public init(branch: String?, before: String?, after: String, way: Way) {
        self.branch = branch
        self.before = before
        self.after = after
        self.way = way
    }
}

extension Git {
    /// Merges a commit into what is checked out: forward if that is possible, with a merge commit otherwise.
    ///
    /// Nothing is changed when it cannot be done without a conflict or without overwriting uncommitted work.
    ///
    /// - Parameters:
    ///   - commit: the head of the run's branch.
    ///   - name: what a person calls it, for messages.
    ///   - message: the message of a merge commit.
    /// - Returns: what came of it.
    /// - Throws: `GitError` with the files that stand in the way, `ProcessError`, `CancellationError`.
    public func accept(_ commit: String, name: String, message: String) async throws -> Acceptance {
        let state = try await checkoutState()
        guard let before = state.head else {
            try await merge(["--ff-only", commit], name: name)
            return Acceptance(branch: state.branch, before: nil, after: commit, way: .fastForward)
        }
        if try await isAncestor(commit, of: before) {
            return Acceptance(branch: state.branch, before: before, after: before, way: .present)
        }
        let forward = try await isAncestor(before, of: commit)
        if !forward { try await checkConflicts(of: before, with: commit, name: name) }
        try await merge(forward ? ["--ff-only", commit] : ["--no-ff", "-m", message, commit], name: name)
        let after = try await output(["rev-parse", "HEAD"])
        return Acceptance(branch: state.branch, before: before, after: after, way: forward ? .fastForward : .merge)
    }

    /// Whether a commit is an ancestor of another, or the same.
    ///
    /// - Parameters:
    ///   - old: the older commit.
    ///   - new: the newer commit.
    /// - Returns: whether it is.
    /// - Throws: `ProcessError`, `CancellationError`.
    public func isAncestor(_ old: String, of new: String) async throws -> Bool {
        try await result(["merge-base", "--is-ancestor", old, new]).succeeded
    }

    /// The merge commit, among those before another, by which a commit came in.
    ///
    /// - Parameters:
    ///   - commit: the commit that was merged.
    ///   - head: where to look back from.
    /// - Returns: the merge commit; `nil` when it came in without one.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public func mergeCommit(of commit: String, before head: String) async throws -> String? {
        try await output(["rev-list", "--first-parent", "--merges", "--parents", commit + ".." + head])
            .split(separator: "\n").map { $0.split(separator: " ") }
            .first { $0.dropFirst(2).contains(commit[...]) }?.first.map(String.init)
    }

    /// Whether a commit or one before it has a trailer with a value.
    ///
    /// - Parameters:
    ///   - trailer: the trailer's name.
    ///   - value: its value.
    ///   - head: where to look back from.
    /// - Returns: whether there is one.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public func contains(trailer: String, value: String, in head: String) async throws -> Bool {
        try await !output(["log", "-1", "--format=%H", "--fixed-strings", "--grep", "\(trailer): \(value)", head])
            .isEmpty
    }

    private func checkConflicts(of head: String, with commit: String, name: String) async throws {
        let merged = try await result(["merge-tree", "--write-tree", "--no-messages", "--name-only", head, commit])
        guard merged.ending == .exited(1) else { return }
        let files = merged.standardOutput.split(separator: "\n").dropFirst().prefix(5).joined(separator: ", ")
        throw GitError(
            code: .conflict, message: "the checked-out branch and \(name) changed the same lines: \(files)",
            place: root, remedy: "merge by hand with `git merge \(name)`; nothing was changed")
    }

    private func merge(_ arguments: [String], name: String) async throws {
        let merged = try await result(["merge", "--quiet", "--no-verify", "--no-gpg-sign", "--no-edit"] + arguments)
        if merged.succeeded { return }
        // Without the merge that was just begun there is nothing to abort: one of the user's own makes git refuse to
        // begin, and is left alone.
        if merged.ending == .exited(1), try await commit(named: "MERGE_HEAD") == arguments.last {
            _ = try await result(["merge", "--abort"])
        }
        let said = merged.standardError + merged.standardOutput
        if said.contains("would be overwritten") || said.contains("would be removed")
            || said.contains("not uptodate") || said.contains("would lose untracked")
        {
            let files = said.split(separator: "\n").filter { $0.hasPrefix("\t") }.prefix(5)
                .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: ", ")
            throw GitError(
                code: .wouldOverwrite,
                message: "uncommitted work would be overwritten" + (files.isEmpty ? "" : ": \(files)"), place: root,
                remedy: "commit or move these files, then accept the run; its branch \(name) keeps the result")
        }
        throw GitProgram.failure(merged, arguments: ["-C", root, "merge"])
    }

    /// Takes an acceptance back: the branch goes back if nothing came after it, a commit reverts it otherwise.
    ///
    /// - Parameters:
    ///   - acceptance: what was accepted.
    ///   - message: the message of a reverting commit.
    /// - Returns: the commit that is checked out now; `nil` when there is none, as before the acceptance.
    /// - Throws: `GitError` when it cannot be done without losing work, `ProcessError`, `CancellationError`.
    public func takeBack(_ acceptance: Acceptance, message: String) async throws -> String? {
        let state = try await checkoutState()
        if acceptance.way == .present || state.head == acceptance.before { return state.head }
        guard let head = state.head, try await isAncestor(acceptance.after, of: head) else {
            throw GitError(
                code: .moved, message: "what is checked out does not hold the run's result", place: root,
                remedy: acceptance.branch.map { "check out \($0) and try again" })
        }
        if head != acceptance.after || state.branch != acceptance.branch {
            return try await revert(acceptance, message: message)
        }
        guard let before = acceptance.before else { return try await takeBackFirst(head) }
        let reset = try await result(["reset", "--quiet", "--keep", before])
        if reset.succeeded { return before }
        throw GitError(
            code: .wouldOverwrite,
            message: "files of the run have uncommitted changes: "
                + reset.standardError.split(separator: "\n").prefix(2).joined(separator: "; "), place: root,
            remedy: "commit or stash them, then undo the run")
    }

    /// Takes back the first commits of a branch, which had none before.
    private func takeBackFirst(_ head: String) async throws -> String? {
        let empty = try await output(["mktree"])
        let cleared = try await result(["read-tree", "-m", "-u", head, empty])
        guard cleared.succeeded else {
            throw GitError(
                code: .wouldOverwrite, message: "files of the run have uncommitted changes", place: root,
                remedy: "commit or stash them, then undo the run")
        }
        _ = try await output(["update-ref", "-d", "HEAD", head])
        return nil
    }

    private func revert(_ acceptance: Acceptance, message: String) async throws -> String {
        guard try await result(["diff", "--quiet", "--ignore-submodules=dirty", "HEAD"]).succeeded else {
            throw GitError(
                code: .wouldOverwrite, message: "the run can only be undone by a commit, and there is uncommitted work",
                place: root, remedy: "commit or stash it, then undo the run")
        }
        let what: [String]
        switch (acceptance.way, acceptance.before) {
        case (.merge, _): what = ["-m", "1", acceptance.after]
        case (_, let before?): what = [before + ".." + acceptance.after]
        case (_, nil): what = [acceptance.after]
        }
        let reverted = try await result(["revert", "--no-commit"] + what)
        guard reverted.succeeded else {
            _ = try await result(["revert", "--abort"])
            throw GitError(
                code: .conflict, message: "later commits changed what the run made", place: root,
                remedy: "revert by hand: `git revert \(what.joined(separator: " "))`; nothing was changed")
        }
        _ = try await output(["commit", "--quiet", "--no-verify", "--allow-empty", "-m", message])
        return try await output(["rev-parse", "HEAD"])
    }
}
