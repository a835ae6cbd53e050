internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Ends a command that fills the disk: limits of single files do not hold many of them.
///
/// What counts is when the system last changed a file: unlike the time of its content, no program can set it. What is
/// deleted and still open is not seen; it is gone when the command ends.
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
                        code: .wroteTooMuch, message: "the command wrote more than \(limit >> 20) MB", place: workspace,
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

    /// Bytes of files that changed since a moment, on the disk.
    func written(since start: Date) -> Int {
        let earliest = Int(start.timeIntervalSince1970) - 1
        var sum = 0
        do {
            try FolderWalk.walk(below: workspace, opening: false) { _, _, status in
                if !FolderWalk.isFolder(status), Self.changed(status) >= earliest { sum += Int(status.st_blocks) * 512 }
                return sum > limit ? .stop : .enter
            }
        } catch {
            // The disk is filled, and a folder was closed to those who look for it.
            return .max
        }
        return sum
    }

    /// When the system last changed a file, in seconds since 1970.
    private static func changed(_ status: stat) -> Int {
        #if canImport(Darwin)
            Int(status.st_ctimespec.tv_sec)
        #else
            Int(status.st_ctim.tv_sec)
        #endif
    }
}
