internal import GRDB

/// Finds the files of a repository that a file imports.
enum ImportedFiles {
    /// The most files that one import may mean before it is passed over.
    private static let most = 3

    /// The files that a file's imports lead to: `from ..core.store import Store` and `import core.store` lead to
    /// `core/store.py`, `'../lib/pattern.mjs'` to `lib/pattern.mjs`.
    ///
    /// - Parameters:
    ///   - path: the importing file, relative to the root.
    ///   - database: of the index.
    /// - Returns: paths, the nearest where several fit. Complexity: O(n) in the files of the index for each import.
    /// - Throws: `DatabaseError`.
    static func paths(of path: String, _ database: Database) throws -> [String] {
        let names = try String.fetchAll(
            database,
            sql: "SELECT import.name FROM import JOIN file ON file.id = import.file WHERE file.path = ? ORDER BY 1",
            arguments: [path])
        let isDotted = path.hasSuffix(".py")
        var found: [String] = []
        for name in names {
            let parts = parts(of: name, isDotted: isDotted)
            guard let last = parts.last else { continue }
            let escaped = last.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
            let all = try String.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT path FROM file WHERE path LIKE ? ESCAPE '\\' OR path LIKE ? ESCAPE '\\' ORDER BY path
                        """), arguments: ["%\(escaped).%", "%\(escaped)/%"])
            let fitting = all.filter { $0 != path && leads(parts, to: $0) }
            let nearest = fitting.map { shared($0, path) }.max() ?? 0
            let best = fitting.filter { shared($0, path) == nearest }
            if best.count <= most { found += best }
        }
        return found
    }

    private static func parts(of name: String, isDotted: Bool) -> [String] {
        guard isDotted else {
            let parts = name.split(separator: "/").filter { $0 != "." && $0 != ".." }.map(String.init)
            return parts.dropLast() + parts.suffix(1).map { String($0.split(separator: ".").first ?? "") }
        }
        return name.split(separator: ".").map(String.init)
    }

    /// Whether a path ends with an import's parts: as a file of that name, or as what stands for a folder.
    private static func leads(_ parts: [String], to path: String) -> Bool {
        var folders = path.split(separator: "/").map(String.init)
        guard let file = folders.popLast(), let stem = file.split(separator: ".").first.map(String.init) else {
            return false
        }
        return (folders + [stem]).suffix(parts.count) == parts[...]
            || ["__init__", "index", "mod"].contains(stem) && folders.suffix(parts.count) == parts[...]
    }

    private static func shared(_ first: String, _ second: String) -> Int {
        zip(first.split(separator: "/"), second.split(separator: "/")).prefix { $0 == $1 }.count
    }
}
