import AnnealContext
import AnnealTesting
import Foundation

/// A made-up repository of which packs are made.
struct PackedFolder {
    let root: URL
    let index: RepositoryIndex
    let packer: ContextPacker

    static func with(
        _ files: [String: String], counter: any TokenCounter = EstimatedTokens(),
        _ body: (PackedFolder) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { (folder: URL) async throws -> Void in
            let root = folder.appending(path: "repo")
            let index: RepositoryIndex
            for (path, text) in files { try write(text, to: path, in: root) }
            index = try RepositoryIndex(root: root.path, path: folder.appending(path: "index.sqlite").path)
            try index.update()
            try await body(
                PackedFolder(root: root, index: index, packer: ContextPacker(index: index, counter: counter)))
        }
    }

    func write(_ text: String, to path: String) throws {
        try Self.write(text, to: path, in: root)
        try index.update()
    }

    private static func write(_ text: String, to path: String, in root: URL) throws {
        let url = root.appending(path: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// A function of about `lines` lines.
    static func function(_ name: String, lines: Int, calls: String = "work") -> String {
        "def \(name)(value):\n" + (0..<lines).map { "    value = \(calls)(value, \($0))\n" }.joined()
            + "    return value\n\n\n"
    }
}
