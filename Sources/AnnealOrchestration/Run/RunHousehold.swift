public import AnnealExecution
public import AnnealFoundation
internal import Foundation

/// The worktrees of a run, and tidying up after it.
public struct RunHousehold: Sendable {
    /// The run.
    public let run: RunID
    /// Absolute path of the folder with its worktrees.
    public let folder: String
    let git: Git

    /// Describes a run's household.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - git: its repository.
    ///   - directories: where state is kept.
    public init(run: RunID, git: Git, directories: StateDirectories) {
        self.run = run
        self.git = git
        folder = directories.folder(of: run).appending(path: "worktrees").path
    }

    /// Absolute path of a worktree. Its name is unique among the worktrees of the repository.
    func path(_ name: String) -> String { folder + "/" + prefix + name }

    private var prefix: String { run.rawValue + "-" }

    /// Ends what a killed process left running and removes its worktrees. Only for one who holds the run's lock.
    ///
    /// - Parameter branch: the run's branch.
    /// - Throws: a `CocoaError` when files cannot be removed.
    public func tidy(branch: String) throws {
        LeftoverProcesses.end(in: folder)
        try git.removeWorktrees(in: folder, prefix: prefix)
        git.removeStaleLock(of: branch)
        if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
    }

    /// The file with what never becomes part of a commit, in a repository that does not say so itself.
    func exclusions() throws -> String {
        let path = URL(fileURLWithPath: folder).deletingLastPathComponent().appending(path: "exclusions").path
        if !FileManager.default.fileExists(atPath: path) {
            try Data(Self.buildProducts.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        }
        return path
    }

    private static let buildProducts = """
        __pycache__/
        *.py[cod]
        .pytest_cache/
        .mypy_cache/
        .coverage
        *.egg-info/
        node_modules/
        .nyc_output/
        .build/
        .swiftpm/
        target/debug/
        target/release/
        *.o
        .DS_Store
        core.[0-9]*

        """
}
