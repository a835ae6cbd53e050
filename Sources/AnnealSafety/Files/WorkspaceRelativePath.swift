/// A path within a workspace: relative, without `.`, `..` and doubled slashes.
///
/// It says nothing of what lies there: links are a matter of opening it (`WorkspaceFolder`).
public struct WorkspaceRelativePath: Sendable, Hashable {
    /// The names of folders and the file, in order; at least one.
    public let components: [String]

    /// The whole path.
    public var text: String { components.joined(separator: "/") }
    /// The file's name.
    public var name: String { components[components.count - 1] }

    private static let longest = 1024

    /// Reads a path as somebody wrote it.
    ///
    /// - Parameters:
    ///   - written: relative to the workspace, or absolute in it.
    ///   - root: the workspace's absolute path.
    /// - Throws: `FileRefusal` when it leads out of the workspace or names no file.
    public init(_ written: String, in root: String) throws(FileRefusal) {
        func refused(_ message: String) -> FileRefusal {
            FileRefusal(
                code: .outside, message: message, place: written,
                remedy: "use a path relative to the workspace, such as src/file.py")
        }
        let root = root.hasSuffix("/") ? String(root.dropLast()) : root
        var text = written[...]
        if text.hasPrefix(root + "/") { text = text.dropFirst(root.count + 1) }
        guard !text.isEmpty, text.utf8.count < Self.longest else { throw refused("the path is empty or too long") }
        guard !text.hasPrefix("/"), !text.hasPrefix("~") else { throw refused("the path lies outside the workspace") }
        guard !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 || $0 == "\\" }) else {
            throw refused("the path has a character that no path should have")
        }
        components = text.split(separator: "/").filter { $0 != "." }.map(String.init)
        guard !components.isEmpty, !text.hasSuffix("/") else { throw refused("the path names no file") }
        guard !components.contains("..") else { throw refused("the path leads upwards with '..'") }
        guard components.allSatisfy({ $0.utf8.count < 256 }) else { throw refused("a part of the path is too long") }
    }
}
