internal import AnnealFoundation
internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension PolicyStore {
    /// Does something with a gate while no other process changes one: what is read is still true when it is stored.
    ///
    /// Not within itself: the second would wait for the first. Where the folder cannot be written nothing is locked; storing
    /// fails there anyway, and tells why.
    ///
    /// - Parameters:
    ///   - patience: how long another process is waited for; it reads and writes two small files.
    ///   - body: reads and stores a gate.
    /// - Returns: what the closure returns.
    /// - Throws: `SuiteError` when another process keeps the lock, and what the closure throws.
    public func locked<Result>(
        patience: Duration = .seconds(10), _ body: () throws(SuiteError) -> Result
    ) throws(SuiteError) -> Result {
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "gates.lock").path
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        // Closing the file gives the lock back.
        defer { if descriptor >= 0 { _ = close(descriptor) } }
        let end = ContinuousClock.now + patience
        while descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { break }
            guard ContinuousClock.now < end else {
                throw SuiteError(
                    message: "another process does not give the gates free", place: file,
                    remedy: "see which `anneal` is stopped, and end it", exitCode: .failure)
            }
            usleep(2_000)
        }
        return try body()
    }
}
