internal import Foundation

/// A path in a workspace that may be written.
struct WorkspacePath: Sendable, Hashable {
    /// Relative to the workspace, without `.` and doubled slashes.
    let relative: String
    /// Absolute.
    let absolute: String

    /// Checks a path as a model wrote it.
    ///
    /// - Parameters:
    ///   - written: relative to the workspace, or absolute in it.
    ///   - root: absolute path of the workspace.
    /// - Throws: `EditError` when the path leads out of the workspace, through a link, or to what decides how Anneal and
    ///   git work.
    init(_ written: String, in root: String) throws(EditError) {
        try self.init(exactly: PathMention.stripped(written), in: root)
    }

    /// Checks a path as a plan gives it: what models put around a path is not removed.
    ///
    /// - Parameters:
    ///   - path: relative to the workspace, or absolute in it.
    ///   - root: absolute path of the workspace.
    /// - Throws: `EditError` when the path leads out of the workspace, through a link, or to what decides how Anneal and
    ///   git work.
    init(exactly path: String, in root: String) throws(EditError) {
        func refused(_ message: String) -> EditError {
            EditError(
                code: .refusedPath, path: path, message: message,
                correction: "Use a path relative to the repository's root, such as src/file.py.")
        }
        let root = root.hasSuffix("/") ? String(root.dropLast()) : root
        var text = path
        if text.hasPrefix(root + "/") { text = String(text.dropFirst(root.count + 1)) }
        guard !text.isEmpty, text.utf8.count < 1024 else { throw refused("the path is empty or too long") }
        guard !text.hasPrefix("/"), !text.hasPrefix("~") else {
            throw refused("the path lies outside of the workspace")
        }
        guard !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 || $0 == "\\" }) else {
            throw refused("the path has a character that no path should have")
        }
        let parts = text.split(separator: "/").filter { $0 != "." }
        guard !parts.isEmpty, !text.hasSuffix("/") else { throw refused("the path names no file") }
        guard !parts.contains("..") else { throw refused("the path leads upwards with '..'") }
        if let own = parts.first(where: { [".git", ".anneal"].contains($0.lowercased()) }) {
            throw refused("nothing in \(own) may be changed")
        }
        relative = parts.joined(separator: "/")
        var current = root
        for part in parts {
            current += "/\(part)"
            let type = (try? FileManager.default.attributesOfItem(atPath: current))?[.type] as? FileAttributeType
            if type == .typeSymbolicLink { throw refused("\(part) is a symbolic link") }
            guard let type else { continue }
            let isLast = current.utf8.count == root.utf8.count + 1 + relative.utf8.count
            let wanted: FileAttributeType = isLast ? .typeRegular : .typeDirectory
            guard type == wanted else { throw refused("\(part) is not a \(isLast ? "file" : "folder")") }
        }
        absolute = current
    }
}
