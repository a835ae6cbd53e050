internal import AnnealFoundation
public import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Says that this process works on a run; the system lets go of it when the process ends, however it ends.
public final class RunLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit {
        // Closing alone would leave the lock to a child process that was forked a moment ago.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Takes the lock of a run.
    ///
    /// - Parameter folder: the run's folder; it is made when it is not there.
    /// - Returns: the lock, to be kept while working; `nil` when another process has it.
    /// - Throws: `RunError` when the lock's file cannot be made.
    public static func take(in folder: URL) throws -> RunLock? {
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = file(in: folder)
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw RunError(
                code: .database, message: "the run cannot be locked: \(String(cString: strerror(errno)))", place: path,
                remedy: "check the folder's permissions and the free space")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        let lock = RunLock(descriptor: descriptor)
        ftruncate(descriptor, 0)
        _ = "\(getpid())\n".withCString { pwrite(descriptor, $0, strlen($0), 0) }
        return lock
    }

    /// The process that works on a run.
    ///
    /// - Parameter folder: the run's folder.
    /// - Returns: its identifier; 0 when there is one that has not written it yet; `nil` when nobody works on the run.
    public static func holder(in folder: URL) -> Int32? {
        let descriptor = open(file(in: folder), O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return nil }
        let text = (try? String(contentsOfFile: file(in: folder), encoding: .utf8)) ?? ""
        return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }

    private static func file(in folder: URL) -> String { folder.appending(path: "lock").path }
}
