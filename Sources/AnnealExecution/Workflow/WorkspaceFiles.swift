internal import Foundation

/// Reads and writes files of a workspace by relative path.
enum WorkspaceFiles {
    /// The text of a file, or `nil` when there is none or it is not UTF-8.
    static func read(_ path: String, in root: String) -> String? {
        try? String(contentsOf: url(path, in: root), encoding: .utf8)
    }

    /// Writes a text, with the folders above it.
    static func write(_ text: String, to path: String, in root: String) throws {
        let url = url(path, in: root)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url, options: .atomic)
    }

    /// Removes a file, if it is there.
    static func remove(_ path: String, in root: String) throws {
        let url = url(path, in: root)
        if FileManager.default.fileExists(atPath: url.path) { try FileManager.default.removeItem(at: url) }
    }

    private static func url(_ path: String, in root: String) -> URL {
        URL(fileURLWithPath: root, isDirectory: true).appending(path: path)
    }
}
