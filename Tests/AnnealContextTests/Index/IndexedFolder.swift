import AnnealContext
import Foundation

/// A folder of made-up files with an index beside it, both gone when a test ends.
struct IndexedFolder {
    let root: URL
    let database: URL

    /// Writes files, runs a body and removes everything.
    static func with<Result>(
        _ files: [String: String], _ body: (IndexedFolder) throws -> Result
    ) throws -> Result {
        let base = FileManager.default.temporaryDirectory.appending(path: "anneal-index-\(UUID().uuidString)")
        let folder = IndexedFolder(root: base.appending(path: "repo"), database: base.appending(path: "index.sqlite"))
        try FileManager.default.createDirectory(at: folder.root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: base) }
        for (path, text) in files { try folder.write(text, to: path) }
        return try body(folder)
    }

    /// Opens the index.
    func open() throws -> RepositoryIndex { try RepositoryIndex(root: root.path, path: database.path) }

    /// Writes a file and the folders above it.
    func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

    /// Writes a file and the folders above it.
    func write(_ data: Data, to path: String) throws {
        let url = root.appending(path: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
    }

    /// The paths that a search gives.
    func found(_ query: String, limit: Int = 10) throws -> [String] {
        let index = try open()
        try index.update()
        return try RepositorySearch(index: index).search(query, limit: limit).map(\.path)
    }
}
