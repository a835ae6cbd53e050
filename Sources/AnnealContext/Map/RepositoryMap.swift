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
    /// Tokens of the text: estimated, or as somebody counted them.
    public private(set) var tokens = 0

    /// Bytes of code that are about one token, where nobody counts.
    private static let usualBytes = 4.0

    /// Draws a map.
    ///
    /// - Parameters:
    ///   - index: is read as it is.
    ///   - query: what the map is for; the whole repository when `nil`.
    ///   - budget: tokens, with about four bytes of code a token.
    ///   - perFile: the most declarations of one file.
    /// - Throws: `IndexError`. Complexity: O(n) in files and references.
    public init(index: RepositoryIndex, query: String? = nil, tokens budget: Int, perFile: Int = 24) throws {
        try Self.check(budget)
        try self.init(
            Self.ranked(index, query), index: index, budget: budget, perFile: perFile, bytesPerToken: Self.usualBytes)
    }

    /// Draws a map whose tokens are counted: first by an estimate, then with as many bytes a token as that one has.
    ///
    /// - Parameters:
    ///   - index: is read as it is.
    ///   - query: what the map is for; the whole repository when `nil`.
    ///   - budget: tokens.
    ///   - perFile: the most declarations of one file.
    ///   - counter: counts whole maps, a few times.
    /// - Returns: the map, within the budget.
    /// - Throws: `IndexError`, what the counter throws. Complexity: O(n) in files and references.
    public static func counted(
        index: RepositoryIndex, query: String? = nil, tokens budget: Int, perFile: Int = 24,
        by counter: any TokenCounter
    ) async throws -> RepositoryMap {
        try check(budget)
        let ranked = try ranked(index, query)
        var bytes = usualBytes
        var best: RepositoryMap?
        for _ in 0..<4 {
            var map = try RepositoryMap(
                ranked, index: index, budget: budget, perFile: perFile, bytesPerToken: bytes)
            map.tokens = try await counter.count(map.text)
            let counted = Double(map.text.utf8.count) / Double(max(1, map.tokens))
            guard map.tokens <= budget else {
                // A little smaller than it should do, since parts differ.
                bytes = min(bytes, counted) * 0.95
                continue
            }
            if map.tokens >= best?.tokens ?? 0 { best = map }
            if map.leftOut.isEmpty || map.entries.isEmpty || map.tokens >= budget * 9 / 10 { break }
            bytes = counted
        }
        return best ?? RepositoryMap(leavingOut: ranked.map(\.path))
    }

    private init(leavingOut paths: [String]) { leftOut = paths }

    private init(
        _ ranked: [(id: Int64, path: String)], index: RepositoryIndex, budget: Int, perFile: Int, bytesPerToken: Double
    ) throws {
        self = try index.read { database in
            var map = RepositoryMap(leavingOut: [])
            for (id, path) in ranked {
                let empty = Entry(path: path, declarations: [])
                guard map.fits(empty, budget, bytesPerToken) else { map.leftOut.append(path); continue }
                let declarations = try Self.declarations(of: id, most: perFile, database)
                let entries = [declarations.count, declarations.count / 2].map { count in
                    Entry(path: path, declarations: declarations.prefix(count).sorted { $0.line < $1.line })
                }
                let fitting = entries.first { map.fits($0, budget, bytesPerToken) }
                map.add(fitting ?? empty, bytesPerToken)
            }
            return map
        }
    }

    private static func check(_ budget: Int) throws(IndexError) {
        guard budget > 0 else {
            throw IndexError(
                code: .query, message: "a map of \(budget) tokens is empty", place: "--tokens",
                remedy: "give a budget of a few hundred tokens at least")
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

    private static func cost(_ entry: Entry, _ bytesPerToken: Double) -> Int {
        Int((Double(text(of: entry).utf8.count) / bytesPerToken).rounded(.up))
    }

    private func fits(_ entry: Entry, _ budget: Int, _ bytesPerToken: Double) -> Bool {
        tokens + Self.cost(entry, bytesPerToken) <= budget
    }

    private mutating func add(_ entry: Entry, _ bytesPerToken: Double) {
        entries.append(entry)
        tokens += Self.cost(entry, bytesPerToken)
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
            let ranks = snapshot.importance()
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
