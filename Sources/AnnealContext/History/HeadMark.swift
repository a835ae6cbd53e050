internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// When the HEAD of a git repository last moved, as far as its files tell: a look at it costs a few microseconds, so that git
/// is asked only when something has happened.
struct HeadMark: Hashable {
    /// A file at one moment.
    private struct Stamp: Hashable {
        var number: UInt64
        var size: Int64
        var seconds: Int
        var nanoseconds: Int
    }

    /// Of the files that a commit, a checkout or a reset writes.
    private var stamps: [String: Stamp] = [:]

    /// Looks at the repository that a folder lies in; `nil` when it lies in none.
    ///
    /// - Parameter folder: absolute path.
    init?(folder: String) {
        guard let own = Self.repository(above: folder) else { return nil }
        let shared = Self.line(own + "/commondir").map { Self.absolute($0, from: own) } ?? own
        var paths = [own + "/HEAD", own + "/logs/HEAD", shared + "/packed-refs"]
        if let head = Self.line(own + "/HEAD"), head.hasPrefix("ref: ") {
            paths.append("\(shared)/\(head.dropFirst(5))")
        }
        for path in paths { stamps[path] = Self.stamp(of: path) }
    }

    /// The folder with a repository's HEAD: `.git`, or where a file of this name leads, as in a worktree.
    private static func repository(above folder: String) -> String? {
        var folder = URL(fileURLWithPath: folder).standardizedFileURL
        while true {
            let path = folder.appending(path: ".git").path
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
                if isFolder.boolValue { return path }
                guard let line = line(path), line.hasPrefix("gitdir: ") else { return nil }
                return absolute(String(line.dropFirst(8)), from: folder.path)
            }
            let above = folder.deletingLastPathComponent().standardizedFileURL
            guard above.path.count < folder.path.count else { return nil }
            folder = above
        }
    }

    private static func absolute(_ path: String, from folder: String) -> String {
        path.hasPrefix("/") ? path : folder + "/" + path
    }

    /// The first line of a small file.
    private static func line(_ path: String) -> String? {
        let url = URL(fileURLWithPath: path)
        let folder = url.deletingLastPathComponent().path
        return BoundedFile.read(root: folder, path: url.lastPathComponent, limit: 4096).flatMap { data in
            String(decoding: data, as: UTF8.self).split(separator: "\n").first.map(String.init)
        }
    }

    private static func stamp(of path: String) -> Stamp? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return Stamp(
            number: UInt64(status.st_ino), size: Int64(status.st_size), seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }
}
