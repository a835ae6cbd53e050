internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A file as the file system tells of it.
struct TreeEntry: Sendable, Hashable {
    /// From the root on, with `/` between its parts.
    var path: String
    /// In bytes.
    var size: Int
    /// Nanoseconds since 1970.
    var modified: Int64
}

/// Walks a folder: its files, without what `.gitignore` names, hidden folders, and folders of installed packages.
///
/// Links are not followed, so that none leads in circles or out of the tree.
struct FileTree {
    /// The files, sorted by path.
    private(set) var entries: [TreeEntry] = []
    /// The folders that were walked, each with a `/` at its end; the root is empty.
    private(set) var folders: [String] = []
    /// Folders that could not be read.
    private(set) var unreadable: [String] = []

    private static let installed: Set<String> = [
        "node_modules", "venv", "__pycache__", "site-packages", "bower_components", "Pods", "Carthage", "DerivedData",
    ]

    /// Walks a folder.
    ///
    /// - Parameter root: absolute path.
    /// - Throws: `CancellationError`. Complexity: O(n log n) in the files.
    init(root: String) throws {
        var rules: [(folder: String, rules: IgnoreRules)] = []
        if let text = try? String(contentsOfFile: root + "/.git/info/exclude", encoding: .utf8) {
            rules.append(("", IgnoreRules(text)))
        }
        try walk(root, folder: "", rules: rules)
        entries.sort { $0.path < $1.path }
    }

    /// Looks at one path.
    ///
    /// - Parameters:
    ///   - root: absolute path of the tree.
    ///   - path: relative to it.
    /// - Returns: `nil` when it is no file, hidden, ignored or gone.
    static func entry(root: String, path: String) -> TreeEntry? {
        let parts = path.split(separator: "/").map(String.init)
        guard !parts.isEmpty, !parts.contains(where: { $0 == ".." || $0 == "." }) else { return nil }
        var rules: [(folder: String, rules: IgnoreRules)] = []
        if let text = try? String(contentsOfFile: root + "/.git/info/exclude", encoding: .utf8) {
            rules.append(("", IgnoreRules(text)))
        }
        var folder = ""
        for (index, part) in parts.enumerated() {
            if let text = try? String(contentsOfFile: root + "/" + folder + ".gitignore", encoding: .utf8) {
                rules.append((folder, IgnoreRules(text)))
            }
            let isFolder = index < parts.count - 1
            var status = stat()
            guard lstat(root + "/" + folder + part, &status) == 0, !(isFolder && isLeftOut(part)),
                !isIgnored(folder + part, isFolder: isFolder, rules: rules)
            else { return nil }
            guard isFolder else { return entry(folder + part, status) }
            guard status.st_mode & S_IFMT == S_IFDIR else { return nil }
            folder += part + "/"
        }
        return nil
    }

    private mutating func walk(_ root: String, folder: String, rules: [(folder: String, rules: IgnoreRules)]) throws {
        try Task.checkCancellation()
        guard let stream = opendir(root + "/" + folder) else {
            unreadable.append(folder.isEmpty ? "." : folder)
            return
        }
        defer { closedir(stream) }
        self.folders.append(folder)
        var rules = rules
        if let text = try? String(contentsOfFile: root + "/" + folder + ".gitignore", encoding: .utf8) {
            let own = IgnoreRules(text)
            if !own.isEmpty { rules.append((folder, own)) }
        }
        var folders: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            var status = stat()
            guard fstatat(dirfd(stream), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            if isFolder, Self.isLeftOut(name) { continue }
            if Self.isIgnored(folder + name, isFolder: isFolder, rules: rules) { continue }
            if isFolder {
                folders.append(name)
            } else if let found = Self.entry(folder + name, status) {
                entries.append(found)
            }
        }
        for name in folders.sorted() { try walk(root, folder: folder + name + "/", rules: rules) }
    }

    private static func isLeftOut(_ folder: String) -> Bool {
        (folder.hasPrefix(".") && folder != ".github") || installed.contains(folder)
    }

    private static func entry(_ path: String, _ status: stat) -> TreeEntry? {
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return TreeEntry(
            path: path, size: Int(status.st_size), modified: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    private static func isIgnored(
        _ path: String, isFolder: Bool, rules: [(folder: String, rules: IgnoreRules)]
    ) -> Bool {
        for (folder, rules) in rules.reversed() {
            let relative = folder.isEmpty ? path : String(path.dropFirst(folder.count))
            if let verdict = rules.verdict(on: relative, isFolder: isFolder) { return verdict }
        }
        return false
    }
}
