public import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A file that only its owner may read: made with mode 0600, refused when others may read or write it.
public struct PrivateFile {
    let url: URL

    /// Names a file, which need not exist.
    ///
    /// - Parameter url: where it is.
    public init(url: URL) { self.url = url }

    /// The file's bytes.
    ///
    /// - Parameter limit: the largest size that is read.
    /// - Returns: `nil` when there is no such file.
    /// - Throws: `SecretVaultError` when it cannot be read, is open to others or is no ordinary file.
    func read(limit: Int) throws(SecretVaultError) -> [UInt8]? {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw errno == ELOOP ? error(.notAFile, "is a symbolic link") : systemError("cannot be opened")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw systemError("cannot be examined") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw error(.notAFile, "is no ordinary file") }
        guard status.st_mode & 0o077 == 0 else {
            throw error(
                .open, "may be read or written by others", remedy: "chmod 600 the file, after a look at who did it")
        }
        guard status.st_size <= limit else { throw error(.unreadable, "is larger than \(limit) bytes") }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= limit {
            let count = Self.read(descriptor, &buffer)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw systemError("cannot be read") }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// Writes the file, all or nothing, in the place of the one that may be there; nobody else can read it at any moment.
    ///
    /// - Parameter bytes: its content.
    /// - Throws: `SecretVaultError` when it cannot be written.
    public func replace(_ bytes: [UInt8]) throws(SecretVaultError) {
        let temporary = try writeBeside(bytes)
        guard rename(temporary, url.path) == 0 else {
            let failure = systemError("cannot be replaced")
            unlink(temporary)
            throw failure
        }
    }

    /// Writes the file unless there is one.
    func create(_ bytes: [UInt8]) throws(SecretVaultError) {
        let temporary = try writeBeside(bytes)
        let result = link(temporary, url.path)
        let failure = result == 0 || errno == EEXIST ? nil : systemError("cannot be made")
        unlink(temporary)
        if let failure { throw failure }
    }

    /// Writes a new file in the same folder.
    private func writeBeside(_ bytes: [UInt8]) throws(SecretVaultError) -> String {
        let folder = url.deletingLastPathComponent()
        try? FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let name = folder.appendingPathComponent(".\(url.lastPathComponent).\(UInt64.random(in: 0...UInt64.max))").path
        let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw systemError("cannot be written") }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Self.write(descriptor, rest)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let failure = systemError("cannot be written")
                unlink(name)
                throw failure
            }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else {
            let failure = systemError("cannot be written")
            unlink(name)
            throw failure
        }
        return name
    }

    private static func read(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
        #if canImport(Glibc)
            buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
        #elseif canImport(Musl)
            buffer.withUnsafeMutableBytes { Musl.read(descriptor, $0.baseAddress, $0.count) }
        #else
            buffer.withUnsafeMutableBytes { Darwin.read(descriptor, $0.baseAddress, $0.count) }
        #endif
    }

    private static func write(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>) -> Int {
        #if canImport(Glibc)
            bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        #elseif canImport(Musl)
            bytes.withUnsafeBytes { Musl.write(descriptor, $0.baseAddress, $0.count) }
        #else
            bytes.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
        #endif
    }

    private func systemError(_ what: String) -> SecretVaultError {
        error(.system, "\(what): \(String(cString: strerror(errno)))")
    }

    private func error(_ code: SecretVaultError.Code, _ what: String, remedy: String? = nil) -> SecretVaultError {
        SecretVaultError(code: code, message: "the private file \(what)", place: url.path, remedy: remedy)
    }
}
