internal import AnnealFoundation
internal import CSafety

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A workspace whose files are opened by the folder and not by a path from the root, so that nothing that happens
/// between a check and the use can lead elsewhere.
///
/// Commands in the sandbox may put links into the workspace at any time; what is done here is done outside of it. Every
/// folder on the way and the file itself are opened without following a link: by `openat2` with `RESOLVE_BENEATH` and
/// `RESOLVE_NO_SYMLINKS` where the kernel has it (Linux 5.6), else one folder after the other with `O_NOFOLLOW`.
public final class WorkspaceFolder: Sendable {
    /// What files may be.
    public struct Limits: Sendable, Hashable {
        /// Bytes that a file may have, read or written.
        public var fileSize: Int

        /// Creates limits.
        public init(fileSize: Int = 64 << 20) { self.fileSize = fileSize }
    }

    /// Absolute path of the folder.
    public let root: String
    private let descriptor: Int32
    private let limits: Limits

    /// Opens a workspace.
    ///
    /// - Parameters:
    ///   - root: absolute path of the folder.
    ///   - limits: what files may be.
    /// - Throws: `FileRefusal` when there is no such folder.
    public init(root: String, limits: Limits = Limits()) throws(FileRefusal) {
        self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
        self.limits = limits
        descriptor = open(self.root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw FileRefusal(code: .missing, message: "the workspace cannot be opened", place: root)
        }
    }

    deinit { close(descriptor) }

    // MARK: - Reading

    /// The bytes of a file.
    ///
    /// - Throws: `FileRefusal`: there is none, a link is on the way, it is no plain file, or it is too large.
    public func read(_ path: WorkspaceRelativePath) throws(FileRefusal) -> [UInt8] {
        let file = try opened(path, O_RDONLY | O_NONBLOCK)
        defer { close(file) }
        let size = try size(of: file, path)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + 1)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glue.read(file, &buffer)
            guard count >= 0 else { throw failure(path) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: buffer[..<count])
            guard bytes.count <= limits.fileSize else { throw tooLarge(path) }
        }
    }

    /// Whether a plain file is there, reached without a link.
    public func hasFile(_ path: WorkspaceRelativePath) -> Bool {
        guard let file = try? opened(path, O_RDONLY | O_NONBLOCK) else { return false }
        close(file)
        return true
    }

    // MARK: - Writing

    /// Writes a file, with the folders above it. It is written beside its place and renamed, so that no reader sees half
    /// of it and another name of the old file (a hard link) keeps the old bytes. Permissions stay; a new file has 0644.
    ///
    /// - Parameters:
    ///   - bytes: the content.
    ///   - path: where.
    ///   - mode: permissions; `nil` keeps those of the file that is there.
    /// - Throws: `FileRefusal`; then the file is as before.
    public func write(_ bytes: [UInt8], to path: WorkspaceRelativePath, mode: UInt32? = nil) throws(FileRefusal) {
        guard bytes.count <= limits.fileSize else { throw tooLarge(path) }
        let folder = try openedFolder(of: path, creating: true)
        defer { close(folder) }
        let present = try permissions(of: path, in: folder)
        let temporary = ".anneal-\(UInt64.random(in: 0...UInt64.max))"
        let permissions = mode_t((mode ?? present ?? 0o644) & 0o777)
        let file = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, permissions)
        guard file >= 0 else { throw failure(path) }
        let isWritten = Glue.write(file, bytes) && fchmod(file, permissions) == 0
        close(file)
        guard isWritten, renameat(folder, temporary, folder, path.name) == 0 else {
            let refusal = failure(path)
            unlinkat(folder, temporary, 0)
            throw refusal
        }
    }

    /// Removes a file, if it is there.
    ///
    /// - Throws: `FileRefusal` when a link is on the way, or it is no plain file.
    public func remove(_ path: WorkspaceRelativePath) throws(FileRefusal) {
        let folder: Int32
        do { folder = try openedFolder(of: path, creating: false) } catch {
            if error.code == .missing { return }
            throw error
        }
        defer { close(folder) }
        guard try permissions(of: path, in: folder) != nil else { return }
        guard unlinkat(folder, path.name, 0) == 0 else { throw failure(path) }
    }

    /// The permissions of a plain file, its lower nine bits; `nil` when there is none.
    ///
    /// - Throws: `FileRefusal` when something else is there.
    public func permissions(of path: WorkspaceRelativePath) throws(FileRefusal) -> UInt32? {
        let folder: Int32
        do { folder = try openedFolder(of: path, creating: false) } catch {
            if error.code == .missing { return nil }
            throw error
        }
        defer { close(folder) }
        return try permissions(of: path, in: folder)
    }

    // MARK: - Opening

    private func opened(_ path: WorkspaceRelativePath, _ flags: Int32) throws(FileRefusal) -> Int32 {
        var file = anneal_open_beneath(descriptor, path.text, flags | O_CLOEXEC | O_NOFOLLOW, 0)
        if file < 0, errno == ENOSYS || errno == EPERM {
            let folder = try openedFolder(of: path, creating: false)
            defer { close(folder) }
            file = openat(folder, path.name, flags | O_CLOEXEC | O_NOFOLLOW)
        }
        guard file >= 0 else { throw failure(path) }
        do { _ = try size(of: file, path) } catch {
            close(file)
            throw error
        }
        return file
    }

    /// The folder of a path, reached one name after the other, so that missing ones can be made on the way.
    private func openedFolder(of path: WorkspaceRelativePath, creating: Bool) throws(FileRefusal) -> Int32 {
        var folder = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard folder >= 0 else { throw failure(path) }
        for name in path.components.dropLast() {
            var next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            if next < 0, errno == ENOENT, creating {
                _ = mkdirat(folder, name, 0o755)
                next = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            }
            guard next >= 0 else {
                let refusal = failure(path, at: name, in: folder)
                close(folder)
                throw refusal
            }
            close(folder)
            folder = next
        }
        return folder
    }

    private func permissions(of path: WorkspaceRelativePath, in folder: Int32) throws(FileRefusal) -> UInt32? {
        var status = stat()
        guard fstatat(folder, path.name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return nil }
            throw failure(path)
        }
        try check(status, path)
        return UInt32(status.st_mode) & 0o777
    }

    private func size(of file: Int32, _ path: WorkspaceRelativePath) throws(FileRefusal) -> Int {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure(path) }
        try check(status, path)
        guard status.st_size <= limits.fileSize else { throw tooLarge(path) }
        return Int(status.st_size)
    }

    private func check(_ status: stat, _ path: WorkspaceRelativePath) throws(FileRefusal) {
        let kind = UInt32(status.st_mode) & 0o170000
        if kind == 0o120000 { throw link(path, path.name) }
        guard kind == 0o100000 else {
            throw FileRefusal(
                code: .notAFile, message: "\(path.name) is not a plain file", place: path.text,
                remedy: "remove it, or choose another path")
        }
    }

    // MARK: - Failures

    private func link(_ path: WorkspaceRelativePath, _ name: String) -> FileRefusal {
        FileRefusal(
            code: .link, message: "\(name) is a symbolic link", place: path.text,
            remedy: "replace the link by a file or folder")
    }

    private func tooLarge(_ path: WorkspaceRelativePath) -> FileRefusal {
        FileRefusal(
            code: .tooLarge, message: "the file has more than \(limits.fileSize) bytes", place: path.text,
            remedy: "keep large data out of the workspace")
    }

    /// The refusal for the last system call's error.
    private func failure(_ path: WorkspaceRelativePath, at name: String? = nil, in folder: Int32? = nil) -> FileRefusal
    {
        let number = errno
        let name = name ?? path.name
        switch number {
        case ENOENT:
            return FileRefusal(code: .missing, message: "there is no such file", place: path.text)
        case ELOOP, EXDEV: return link(path, name)
        case ENOTDIR:
            // Opening a link as a folder tells this as well.
            var status = stat()
            if let folder, fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
                UInt32(status.st_mode) & 0o170000 == 0o120000
            {
                return link(path, name)
            }
            return FileRefusal(code: .notAFile, message: "\(name) is not a folder", place: path.text)
        case EISDIR: return FileRefusal(code: .notAFile, message: "\(name) is a folder", place: path.text)
        default:
            return FileRefusal(
                code: .system, message: String(cString: strerror(number)), place: path.text,
                remedy: "check the permissions of the folder and the space on the disk")
        }
    }
}

/// Reading and writing with the C library, again after an interruption.
private enum Glue {
    static func read(_ file: Int32, _ buffer: inout [UInt8]) -> Int {
        buffer.withUnsafeMutableBytes { bytes in
            while true {
                #if canImport(Glibc)
                    let count = Glibc.read(file, bytes.baseAddress, bytes.count)
                #elseif canImport(Musl)
                    let count = Musl.read(file, bytes.baseAddress, bytes.count)
                #else
                    let count = Darwin.read(file, bytes.baseAddress, bytes.count)
                #endif
                if count >= 0 || errno != EINTR { return count }
            }
        }
    }

    static func write(_ file: Int32, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                #if canImport(Glibc)
                    let count = Glibc.write(file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                #elseif canImport(Musl)
                    let count = Musl.write(file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                #else
                    let count = Darwin.write(file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                #endif
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }
}
