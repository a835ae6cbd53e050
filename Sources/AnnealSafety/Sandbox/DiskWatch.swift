internal import Foundation

/// Ends a command that fills the disk: limits of single files do not hold many of them.
public struct DiskWatch: Sendable {
    /// Absolute path of the workspace.
    public var workspace: String
    /// How much may be written into it, in bytes.
    public var limit: Int

    /// Watches a workspace.
    ///
    /// - Parameters:
    ///   - workspace: its absolute path.
    ///   - limit: how much may be written into it, in bytes.
    public init(workspace: String, limit: Int) {
        self.workspace = workspace
        self.limit = limit
    }

    /// Does something, and cancels it when more is written than the limit allows.
    ///
    /// - Parameter body: what is done.
    /// - Returns: what it gives.
    /// - Throws: `SandboxError` when too much was written; what the body throws.
    public func watching<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result
    {
        let start = Date()
        let free = freeBytes
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                while !Task.isCancelled {
                    try await Task.sleep(for: .milliseconds(60))
                    // Free space is asked first, since others write on the disk as well and a look at all files takes time.
                    guard free - freeBytes > limit, written(since: start) > limit else { continue }
                    throw SandboxError(
                        code: .refused, message: "the command wrote more than \(limit >> 20) MB", place: workspace,
                        remedy: "give it more with --disk, or let it write less")
                }
                return nil
            }
            defer { group.cancelAll() }
            while let next = try await group.next() { if let next { return next } }
            throw CancellationError()
        }
    }

    private var freeBytes: Int {
        (try? FileManager.default.attributesOfFileSystem(forPath: workspace))?[.systemFreeSize] as? Int ?? .max
    }

    /// Bytes of files that changed since a moment.
    private func written(since start: Date) -> Int {
        let files = FileManager.default.enumerator(
            at: URL(fileURLWithPath: workspace),
            includingPropertiesForKeys: [.fileSizeKey, .contentModificationDateKey, .isRegularFileKey])
        var sum = 0
        while let file = files?.nextObject() as? URL {
            let values = try? file.resourceValues(forKeys: [
                .fileSizeKey, .contentModificationDateKey, .isRegularFileKey,
            ])
            guard values?.isRegularFile == true, let changed = values?.contentModificationDate,
                changed >= start.addingTimeInterval(-1)
            else { continue }
            sum += values?.fileSize ?? 0
            if sum > limit { break }
        }
        return sum
    }
}
