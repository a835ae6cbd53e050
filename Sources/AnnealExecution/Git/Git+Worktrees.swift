internal import AnnealFoundation
internal import Foundation

/// A working copy of one commit beside the user's checkout, with a detached HEAD.
public struct Worktree: Sendable, Hashable {
    /// Absolute path of its root.
    public var path: String
    /// Absolute path of its administrative folder inside the repository.
    ///
    /// Git is always told of this folder instead of following the `.git` file in the worktree: commands in the sandbox
    /// can write that file, and a configuration that it points to could start programs outside of the sandbox.
    public var administration: String
}

extension Git {
    /// Makes a worktree at a commit, in place of one that is there already.
    ///
    /// - Parameters:
    ///   - path: absolute path; its last component is unique among the repository's worktrees.
    ///   - commit: what to check out.
    /// - Returns: the worktree.
    /// - Throws: `GitError`, `ProcessError`, `CancellationError`.
    public func addWorktree(at path: String, commit: String) async throws -> Worktree {
        try removeWorktree(at: path)
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        _ = try await output(["worktree", "add", "--quiet", "--force", "--force", "--detach", path, commit])
        return Worktree(path: path, administration: administration(of: path))
    }

    /// Removes a worktree with everything in it; one that is not there, or only in part, is no error.
    ///
    /// The files are removed by hand instead of with `git worktree remove`, which refuses one whose creation or removal
    /// was interrupted.
    ///
    /// - Parameter path: its absolute path.
    /// - Throws: a `CocoaError` when the files cannot be removed.
    public func removeWorktree(at path: String) throws {
        for folder in [path, administration(of: path)] where FileManager.default.fileExists(atPath: folder) {
            try Git.removeFolder(folder)
        }
    }

    /// Removes every worktree whose name begins with a prefix, whether its folder still exists or not.
    ///
    /// - Parameters:
    ///   - folder: the folder that they lie in.
    ///   - prefix: how their names begin.
    /// - Returns: how many there were.
    /// - Throws: a `CocoaError` when files cannot be removed.
    @discardableResult
    public func removeWorktrees(in folder: String, prefix: String) throws -> Int {
        let names = [folder, commonDirectory + "/worktrees"].flatMap {
            (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? []
        }
        let ours = Set(names.filter { $0.hasPrefix(prefix) })
        for name in ours { try removeWorktree(at: folder + "/" + name) }
        return ours.count
    }

    private func administration(of path: String) -> String {
        commonDirectory + "/worktrees/" + (path as NSString).lastPathComponent
    }

    /// Removes a folder, also when something in it was made read-only.
    private static func removeFolder(_ path: String) throws {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            let files = FileManager.default
            for entry in (files.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []) + [""] {
                let full = path + "/" + entry
                var isFolder: ObjCBool = false
                if files.fileExists(atPath: full, isDirectory: &isFolder), isFolder.boolValue {
                    try? files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: full)
                }
            }
            try files.removeItem(atPath: path)
        }
    }
}
