internal import Foundation

/// Reads and writes text files of a workspace by relative path.
///
/// Commands in the sandbox can put links anywhere in the workspace, and what is done here is done outside of the
/// sandbox: a path that leads through a link is never followed.
enum WorkspaceFiles {
    /// The text of a file with line feeds, or `nil` when there is none, it is no text, or the path is refused.
    static func read(_ path: String, in root: String) -> String? {
        bytes(path, in: root).flatMap { TextFile($0) }.map { file in
            file.lines.map { $0.text + ($0.ending.isEmpty ? "" : "\n") }.joined()
        }
    }

    /// The bytes of a file, or `nil` when there is none or the path is refused.
    static func bytes(_ path: String, in root: String) -> Data? {
        guard let place = try? WorkspacePath(exactly: path, in: root) else { return nil }
        return place.bytes()
    }

    /// Writes a text, with the folders above it. A file that is there keeps its encoding, line endings and permissions.
    ///
    /// - Throws: `EditError` when the path is refused, `FileRefusal` when the file cannot be written.
    static func write(_ text: String, to path: String, in root: String) throws {
        let present = bytes(path, in: root).flatMap { TextFile($0) }
        try write(present?.replacing(text: text).data ?? Data(text.utf8), to: path, in: root)
    }

    /// Writes bytes, with the folders above the file. Permissions stay.
    ///
    /// - Throws: `EditError` when the path is refused, `FileRefusal` when the file cannot be written.
    static func write(_ data: Data, to path: String, in root: String) throws {
        try WorkspacePath(exactly: path, in: root).write(data)
    }

    /// Removes a file, if it is there.
    ///
    /// - Throws: `EditError` when the path is refused, `FileRefusal` when the file cannot be removed.
    static func remove(_ path: String, in root: String) throws { try WorkspacePath(exactly: path, in: root).remove() }
}
