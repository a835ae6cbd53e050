#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Goes through everything below a folder without following a link.
///
/// Names are the bytes that the system gives: one that is no text is not passed over, since programs do not pass over it
/// either.
enum FolderWalk {
    /// Where the walk goes after an entry.
    enum Step {
        /// Into it, where it is a folder.
        case enter
        /// Past it.
        case pass
        /// Nowhere: the walk is over.
        case stop
    }

    private static let slash = CChar(0x2F)

    /// Goes through a folder. Complexity: O(entries).
    ///
    /// - Parameters:
    ///   - root: absolute path of the folder.
    ///   - opening: whether a folder is opened that cannot be read, or whose names can be read and nothing else. Only where
    ///     nothing else works in it, since the folder could be another one by then.
    ///   - visit: is given each entry's path and name, and what it is.
    /// - Throws: `FileRefusal` when a folder cannot be read; what `visit` throws.
    static func walk(
        below root: String, opening: Bool, visit: (_ path: [CChar], _ name: [CChar], _ status: stat) throws -> Step
    ) throws {
        var folders = [bytes(root)]
        while let folder = folders.popLast() {
            for name in try names(in: folder, opening: opening) {
                let path = folder + [slash] + name
                var status = stat()
                var isFound = lstat(path + [0], &status) == 0
                if !isFound, errno == EACCES, opening, chmod(folder + [0], 0o700) == 0 {
                    isFound = lstat(path + [0], &status) == 0
                }
                guard isFound else {
                    if errno == ENOENT { continue }
                    throw failure(path)
                }
                switch try visit(path, name, status) {
                case .enter: if isFolder(status) { folders.append(path) }
                case .pass: break
                case .stop: return
                }
            }
        }
    }

    /// Removes a file, a link or a folder with everything in it, also where it may only be read. Complexity: O(entries).
    ///
    /// - Throws: `FileRefusal` when something stays.
    static func remove(_ path: [CChar]) throws {
        var status = stat()
        guard lstat(path + [0], &status) == 0 else { throw failure(path) }
        guard isFolder(status) else {
            guard unlink(path + [0]) == 0 else { throw failure(path) }
            return
        }
        _ = chmod(path + [0], 0o700)
        for name in try names(in: path, opening: true) { try remove(path + [slash] + name) }
        guard rmdir(path + [0]) == 0 else { throw failure(path) }
    }

    /// Makes a folder one that its owner may change.
    static func unlock(_ folder: [CChar]) { _ = chmod(folder + [0], 0o700) }

    /// A path as the system takes it, without the zero at its end.
    static func bytes(_ path: String) -> [CChar] { path.utf8.map { CChar(bitPattern: $0) } }

    /// Bytes as text; what is none is replaced.
    static func text(_ bytes: some Sequence<CChar>) -> String {
        String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func isFolder(_ status: stat) -> Bool { UInt32(status.st_mode) & 0o170000 == 0o040000 }

    private static func names(in folder: [CChar], opening: Bool) throws -> [[CChar]] {
        var handle = opendir(folder)
        if handle == nil, errno == EACCES, opening, chmod(folder + [0], 0o700) == 0 { handle = opendir(folder) }
        guard let handle else {
            if errno == ENOENT || errno == ENOTDIR || errno == ELOOP { return [] }
            throw failure(folder)
        }
        defer { closedir(handle) }
        var names: [[CChar]] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
                    Array(UnsafeBufferPointer(start: $0, count: strlen($0)))
                }
            }
            if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
        }
        return names
    }

    /// Opens a folder, not what a link leads to that took its place.
    private static func opendir(_ folder: [CChar]) -> DirectoryHandle? {
        let file = open(folder + [0], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else { return nil }
        guard let handle = fdopendir(file) else {
            close(file)
            return nil
        }
        return handle
    }

    private static func failure(_ path: [CChar]) -> FileRefusal {
        FileRefusal(
            code: .system, message: String(cString: strerror(errno)), place: text(path),
            remedy: "look at the folder and its permissions")
    }
}

#if canImport(Darwin)
    private typealias DirectoryHandle = UnsafeMutablePointer<DIR>
#else
    private typealias DirectoryHandle = OpaquePointer
#endif
