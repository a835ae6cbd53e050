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
    /// - Parameter body: reads and stores a gate.
    /// - Returns: what the closure returns.
    /// - Throws: what the closure throws.
    public func locked<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let descriptor = open(folder.appending(path: "gates.lock").path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        // Closing the file gives the lock back.
        defer { if descriptor >= 0 { _ = close(descriptor) } }
        while descriptor >= 0, flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        return try body()
    }
}
