internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// The compiled system call filter as an open file without a name: nothing is left that could be changed or forgotten. A child opens it through this process's folder in `/proc`.
final class FilterDescriptor: Sendable {
    private let descriptor: Int32
    /// A path under which processes of the same user can open the bytes while this object lives.
    let path: String

    /// Writes the bytes into a new file in memory.
    ///
    /// - Parameter bytes: the compiled filter.
    /// - Throws: `SandboxError` when the system refuses.
    init(_ bytes: [UInt8]) throws {
        #if os(Linux)
            let name = "\(FileManager.default.temporaryDirectory.path)/anneal-filter-\(UUID().uuidString)"
            descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            path = "/proc/\(getpid())/fd/\(descriptor)"
            if descriptor >= 0 { unlink(name) }
            guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else {
                throw SandboxError(
                    code: .unavailable, message: "the system call filter cannot be written",
                    remedy: "check the space in the temporary folder, and the limit on open files: ulimit -n")
            }
        #else
            throw SandboxError(
                code: .unavailable, message: "bubblewrap needs Linux",
                remedy: "work on Linux, or give --no-sandbox where nothing can be harmed")
        #endif
    }

    deinit {
        #if os(Linux)
            if descriptor >= 0 { close(descriptor) }
        #endif
    }
}
