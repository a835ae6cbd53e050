internal import Foundation
internal import GRDB

/// A map of a repository within a budget: the files that others rely on most, each with its declarations.
///
/// Files are ranked by PageRank over references, or, with a query, by the search; declarations by how often other files
/// use their names. A file is entered with its header alone when its declarations do not fit any more.
public struct RepositoryMap: Sendable, Hashable {
    /// A file of the map.
    public struct Entry: Sendable, Hashable {
        /// Relative to the root.
        public var path: String
        /// Signatures with their lines, in the order of the lines.
        public var declarations: [Declaration]
    }

    /// A declaration of the map.
    public struct Declaration: Sendable, Hashable {
        /// From 1.
        public var line: Int
        /// The declaration up to its body in one line.
        public var signature: String
        /// How many declarations stand around it.
        public var depth: Int
    }

    /// The files, the most important first.
    public private(set) var entries: [Entry] = []
    /// Files that found no room.
    public private(set) var leftOut: [String] = []
    /// Tokens of the text, estimated.
    public private(set) var tokens = 0

    /// Tokens of a text, estimated: four bytes of code are about one token.
    static func tokens(of text: String) -> Int { (text.utf8.count + 3) / 4 }

    /// Draws a map.
    ///
    /// - Parameters:
    ///   - index: is read as it is.
    ///   - query: what the map is for; the whole repository when `nil`.
    ///   - budget: tokens, with about four bytes of code a token.
    ///   - perFile: the most declarations of one file.
    /// - Throws: `IndexError`. Complexity: O(n) in files and references.
    public init(index: RepositoryIndex, query: String? = nil, tokens budget: Int, perFile: Int = 24) throws {
        guard budget > 0 else {
            throw IndexError(
                code: .query, message: "a map of \(budget) tokens is empty", place: "--tokens",
                remedy: "give a budget of a few hundred tokens at least")
        }
        let ranked = try Self.ranked(index, query)
        try index.read { database in
            for (id, path) in ranked {
                let declarations = try Self.declarations(of: id, most: perFile, database)
                let counts = [declarations.count, declarations.count / 2, 0]
                let isKept = counts.contains { count in
                    let kept = Array(declarations.prefix(count)).sorted { $0.line < $1.line }
                    return add(Entry(path: path, declarations: kept), within: budget)
                }
                if !isKept { leftOut.append(path) }
            }
        }
    }

    /// The map as text: each path, and below it the declarations with their lines.
    public var text: String { entries.map { Self.text(of: $0) }.joined() }

    private static func text(of entry: Entry) -> String {
        entry.declarations.reduce(entry.path + ":\n") { text, declaration in
            let indent = String(repeating: "  ", count: min(3, declaration.depth + 1))
            return text + "\(indent)\(declaration.line): \(declaration.signature)\n"
        }
    }

    private mutating func add(_ entry: Entry, within budget: Int) -> Bool {
        let cost = Self.tokens(of: Self.text(of: entry))
        guard tokens + cost <= budget else { return false }
        entries.append(entry)
        tokens += cost
        return true
    }

    private static func ranked(_ index: RepositoryIndex, _ query: String?) throws -> [(id: Int64, path: String)] {
        if let query {
            let results = try RepositorySearch(index: index).search(query, limit: 200)
            return try index.read { database in
                try results.compactMap { result in
                    let id = try Int64.fetchOne(
                        database, sql: "SELECT id FROM file WHERE path = ?", arguments: [result.path])
                    return id.map { ($0, result.path) }
                }
            }
        }
        return try index.read { database in
            let snapshot = try IndexSnapshot(database)
            let ranks = try snapshot.importance(database)
            return snapshot.files.indices.sorted { first, second in
                ranks[first] != ranks[second]
                    ? ranks[first] > ranks[second] : snapshot.files[first].path < snapshot.files[second].path
            }.map { (Int64(snapshot.files[$0].id), snapshot.files[$0].path) }
        }
    }

    /// A file's declarations, types and functions before others, in the order of their lines within each.
    private static func declarations(of file: Int64, most: Int, _ database: Database) throws -> [Declaration] {
        let rows = try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT kind, line, parent, signature FROM symbol WHERE file = ? ORDER BY number"),
            arguments: [file])
        var depths: [Int] = []
        var found: [(rank: Int, declaration: Declaration)] = []
        for row in rows {
            let parent: Int? = row[2]
            let depth = parent.map { depths.indices.contains($0) ? depths[$0] + 1 : 0 } ?? 0
            depths.append(depth)
            let kind = SymbolKind(rawValue: row[0]) ?? .variable
            guard kind != .member, depth < 3 else { continue }
            let rank = kind.holdsMembers ? 0 : kind == .function ? 1 : 2
            found.append((rank + depth, Declaration(line: row[1], signature: row[3], depth: depth)))
        }
        return found.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .prefix(most).map(\.element.declaration)
    }
}
