internal import AnnealFoundation
internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A lock that processes of this machine share. The system takes it back from a process that ends, however it ends.
enum FileLock {
    /// Runs a closure while holding the lock.
    ///
    /// - Parameters:
    ///   - file: the lock file; it is made when missing and stays.
    ///   - deadline: how long to wait for another process.
    ///   - isolation: the caller's isolation.
    ///   - onWait: called once when another process holds the lock.
    ///   - body: what to do.
    /// - Returns: what the closure returns.
    /// - Throws: `ModelError` when the lock cannot be had in time, `CancellationError`, and what the closure throws.
    static func holding<Result>(
        _ file: URL, deadline: Duration, isolation: isolated (any Actor)? = #isolation, onWait: () -> Void = {},
        _ body: () async throws -> Result
    ) async throws -> Result {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ModelError(
                code: .localRuntime, message: "the lock file cannot be opened: \(String(cString: strerror(errno)))",
                place: file.path, remedy: "make its folder writable")
        }
        // Closing the file gives the lock back.
        defer { _ = close(descriptor) }
        let end = ContinuousClock.now + deadline
        var hasTold = false
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if !hasTold { onWait() }
            hasTold = true
            guard ContinuousClock.now < end else {
                throw ModelError(
                    code: .localRuntime, message: "another process did not finish within \(deadline.readable)",
                    place: file.path, remedy: "see with `anneal model status` what it is doing, or end it")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        return try await body()
    }
}
