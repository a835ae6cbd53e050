internal import AnnealContext
internal import AnnealFoundation
internal import Foundation

/// The indexes that runs of this process choose from, one at a time: the worktrees of a repository share one index file,
/// in which only what differs between them is read anew.
actor RunIndexes {
    /// The one of this process.
    static let shared = RunIndexes()
    /// What an index may take; a repository for which that is too little the first time is not tried again.
    private static let patience = Duration.seconds(30)
    /// How long to wait for another process that writes into the same index.
    private static let writing = Duration.seconds(10)

    private var made: Set<String> = []
    private var givenUp: Set<String> = []

    /// Brings an index up to date with a worktree, and finds what a task needs.
    ///
    /// - Parameters:
    ///   - request: the task.
    ///   - root: absolute path of the worktree.
    ///   - file: the index's file; a passing one when `nil`.
    /// - Returns: what it needs, and why the index was made anew, if it was.
    /// - Throws: `IndexError`, `CancellationError`.
    func needed(
        _ request: NeedRequest, root: String, file: String?
    ) async throws -> (definitions: NeededDefinitions, rebuilt: String?) {
        let path =
            file ?? FileManager.default.temporaryDirectory.appending(path: "anneal-\(UUID().uuidString).sqlite").path
        defer {
            if file == nil {
                for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + ending) }
            }
        }
        guard !givenUp.contains(path) else { throw Self.tooLong(path) }
        let found = try await Deadline.run(until: .now + Self.patience) {
            try await self.find(request, root: root, path: path)
        }
        guard let found else {
            if !made.contains(path) { givenUp.insert(path) }
            throw Self.tooLong(path)
        }
        if file != nil { made.insert(path) }
        return found
    }

    /// Without a pause within, so that no other worktree's files come between.
    private func find(
        _ request: NeedRequest, root: String, path: String
    ) throws -> (definitions: NeededDefinitions, rebuilt: String?) {
        let index = try RepositoryIndex(root: root, path: path, patience: Self.writing)
        try index.update()
        return (try NeededDefinitions(request, index: index), index.rebuilt)
    }

    private static func tooLong(_ path: String) -> IndexError {
        IndexError(
            code: .store, message: "it takes longer than \(patience.components.seconds) s to make", place: path,
            remedy: "leave the idea `packing` out with workflow.without")
    }
}
