internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Reads files of a project that nobody has looked at: a clone may hold links that lead out of it, pipes that never end,
/// and devices.
enum BoundedFile {
    /// The bytes of a regular file within a folder, reached without a symbolic link.
    ///
    /// - Parameters:
    ///   - root: absolute path of the folder.
    ///   - path: relative to it.
    ///   - limit: in bytes.
    /// - Returns: `nil` when there is no such file, it is larger, or a link or `..` is on the way.
    static func read(root: String, path: String, limit: Int) -> Data? {
        let parts = path.split(separator: "/").map(String.init)
        guard let name = parts.last, !path.hasPrefix("/"), !parts.contains(where: { $0 == ".." || $0 == "." }) else {
            return nil
        }
        var folder = root
        for part in parts.dropLast() {
            folder += "/" + part
            var status = stat()
            guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
        }
        let descriptor = open(folder + "/" + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit,
            let data = try? file.read(upToCount: limit + 1) ?? Data(), data.count <= limit
        else { return nil }
        return data
    }
}
