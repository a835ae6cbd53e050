internal import Foundation
internal import GRDB

/// How a folder differs from its index, by sizes and times of change.
struct TreeDifference {
    /// A file as the index has it.
    struct Known {
        var id: Int64
        var size: Int
        var modified: Int64
    }

    /// Files to look into, with the index's number where it has one.
    private(set) var candidates: [(entry: TreeEntry, known: Int64?)] = []
    /// Numbers of the files that are gone.
    private(set) var gone: [Int64] = []
    /// Files in the index.
    private(set) var known = 0
    /// Folders that could not be read.
    private(set) var unreadable: [String] = []
    private let entries: [TreeEntry]
    private let paths: [String]?

    var isEmpty: Bool { candidates.isEmpty && gone.isEmpty }

    /// Looks at a folder and its index.
    init(root: String, paths: [String]?, pool: DatabasePool) throws {
        self.paths = paths
        if let paths {
            entries = paths.compactMap { FileTree.entry(root: root, path: $0) }
        } else {
            let tree = try FileTree(root: root)
            entries = tree.entries
            unreadable = tree.unreadable
        }
        try pool.read { try compare(with: $0) }
    }

    /// Compares what was seen with an index that may have changed since.
    init(refreshing old: TreeDifference, in database: Database) throws {
        entries = old.entries
        paths = old.paths
        unreadable = old.unreadable
        try compare(with: database)
    }

    private mutating func compare(with database: Database) throws {
        var rest: [String: Known] = [:]
        if let paths {
            for path in paths {
                let row = try Row.fetchOne(
                    database.cachedStatement(sql: "SELECT id, size, modified FROM file WHERE path = ?"),
                    arguments: [path])
                if let row { rest[path] = Known(id: row[0], size: row[1], modified: row[2]) }
            }
            known = try Int.fetchOne(database, sql: "SELECT count(*) FROM file") ?? 0
        } else {
            let rows = try Row.fetchCursor(database, sql: "SELECT path, id, size, modified FROM file")
            while let row = try rows.next() { rest[row[0]] = Known(id: row[1], size: row[2], modified: row[3]) }
            known = rest.count
        }
        candidates = []
        for entry in entries {
            let known = rest.removeValue(forKey: entry.path)
            if known?.size != entry.size || known?.modified != entry.modified { candidates.append((entry, known?.id)) }
        }
        // What lies in a folder that cannot be read is not known to be gone.
        let hidden = unreadable
        gone = rest.filter { path, _ in !hidden.contains { path.hasPrefix($0) || $0 == "." } }.map(\.value.id).sorted()
    }
}
