internal import AnnealFoundation
internal import AnnealSafety
internal import Foundation

/// The files of a worktree, stored as a tree.
public struct StoredTree: Sendable, Hashable {
    /// The tree's identifier.
    public var tree: String
    /// Changes that are not in it, sorted by path.
    public var takenOut: [TakenOut]
}

extension Git {
    /// Stores a worktree's files as a tree, without the changes that no commit may hold.
    ///
    /// Code ran in the worktree: a repository that it made within is removed before git looks at the files, since git runs
    /// what such a repository's settings name. Nothing else may work in the worktree meanwhile.
    ///
    /// - Parameters:
    ///   - worktree: the worktree.
    ///   - base: the commit or tree whose files are there where a change is taken out.
    ///   - screen: which changes are.
    ///   - exclusions: path of a file with patterns of what is left out besides what the repository ignores.
    ///   - always: files that count even if they are ignored, relative to the root.
    /// - Returns: the tree, and what was taken out.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`, and `FileRefusal` where a folder cannot be looked into.
    public func storeTree(
        of worktree: Worktree, base: String, screen: TreeScreen, exclusions: String, always: [String]
    ) async throws -> StoredTree {
        var takenOut = try NestedRepositories.remove(below: worktree.path).map { path in
            TakenOut(
                path: path, rule: "nested-repository",
                reason: "git would take its folder for a repository, and run what its settings name")
        }
        let here = [
            "-C", worktree.path, "-c", "core.excludesFile=\(exclusions)", "-c", "core.quotePath=true", "--git-dir",
            worktree.administration, "--work-tree", worktree.path,
        ]
        _ = try await program.output(here + ["add", "--all", "--", "."])
        let present = Git.plainFiles(always, in: worktree.path)
        if !present.isEmpty {
            _ = try await program.output(
                here + ["add", "--force", "--pathspec-from-file=-", "--pathspec-file-nul"],
                input: present.map { ":(top,literal)" + $0 }.joined(separator: "\0"))
        }
        let refused = try await changes(since: base, in: worktree, options: here).compactMap { change in
            screen.objection(to: change, in: worktree.path).map { (change, $0) }
        }
        if !refused.isEmpty {
            let lines = refused.map { $0.0.undoing + "\n" }.joined()
            _ = try await program.output(here + ["update-index", "--index-info"], input: lines)
            takenOut += refused.map { $0.1 }
        }
        return StoredTree(
            tree: try await program.output(here + ["write-tree"]), takenOut: takenOut.sorted { $0.path < $1.path })
    }

    /// What is different in the index, all of it.
    private func changes(
        since base: String, in worktree: Worktree, options: [String]
    ) async throws -> [TreeChange] {
        let arguments = options + ["diff-index", "--cached", "--raw", "-r", "--no-renames", "--no-abbrev", base, "--"]
        let listed = try await program.result(arguments)
        guard listed.succeeded else { throw GitProgram.failure(listed, arguments: arguments) }
        guard !listed.wasCut else {
            throw GitError(
                code: .failed, message: "more files were changed than can be looked at", place: worktree.path,
                remedy: "let .gitignore name what builds and tests leave")
        }
        return TreeChange.all(in: listed.standardOutput)
    }

    /// Those of the paths that are plain files and lie behind no link: git refuses a path that does.
    private static func plainFiles(_ paths: [String], in root: String) -> [String] {
        guard let folder = try? WorkspaceFolder(root: root) else { return [] }
        return paths.filter { path in
            guard let place = try? WorkspaceRelativePath(path, in: root) else { return false }
            return folder.hasFile(place)
        }
    }
}
