internal import Foundation
internal import GRDB

/// The files that a task may need, cut into units.
struct PackCandidates {
    /// Files of the search that are looked at.
    static let searched = 50
    /// Files beyond these bytes are passed over.
    static let byteLimit = 1 << 20
    /// Files that may declare a name that leads to them.
    static let mostDeclaring = 6

    private(set) var files: [CandidateFile] = []
    let words: TaskWords

    /// Finds and reads them.
    ///
    /// - Parameters:
    ///   - request: tells the task and the files in play.
    ///   - index: is up to date.
    ///   - search: searches it.
    /// - Throws: `IndexError`. Complexity: that of the search, and O(n) in the files' bytes.
    init(_ request: PackRequest, index: RepositoryIndex, search: RepositorySearch) throws {
        words = TaskWords(request.task)
        var found: [String: CandidateFile] = [:]
        let results = try search.search(request.task, limit: Self.searched)
        let best = Float(results.first?.score ?? 1)
        for result in results {
            found[result.path] = CandidateFile(
                path: result.path, score: max(0, Float(result.score) / max(best, 1e-6)), category: result.category,
                reasons: [])
        }
        func raise(_ path: String, to score: Float, because reason: String) {
            var file =
                found[path]
                ?? CandidateFile(path: path, score: 0, category: FileCategory.of(path: path, head: []), reasons: [])
            file.score = max(file.score, score)
            file.reasons.append(reason)
            found[path] = file
        }
        for path in request.paths where FileTree.entry(root: index.root, path: path) != nil {
            raise(path, to: 1, because: "in play")
        }
        try index.read { database in
            for path in try Self.paths(words, database) { raise(path, to: 1, because: "the task names the file") }
            for (name, path) in try Self.declaring(words, database) {
                raise(path, to: words.codeNames.contains(name) ? 0.8 : 0.4, because: "declares \(name)")
            }
        }
        read(Array(found.values), root: index.root)
    }

    private mutating func read(_ found: [CandidateFile], root: String) {
        var cutter = UnitCutter(
            terms: Dictionary(words.terms.enumerated().map { ($1.text, $0) }, uniquingKeysWith: { first, _ in first }))
        let ordered = found.sorted { ($1.score, $0.path) < ($0.score, $1.path) }
        // Rules have a place of their own.
        for var file in ordered where !AgentRules.names.contains(where: { file.path.hasSuffix($0) }) {
            let path = root + "/" + file.path
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
                let size = attributes[.size] as? Int, size <= Self.byteLimit,
                let content = StableContent.read(path, size: size), content.reason == .none
            else { continue }
            cutter.cut(&file, bytes: content.bytes, place: files.count)
            files.append(file)
        }
    }

    /// Files whose path the task names, from the end on: `store.py` is `core/store.py`.
    private static func paths(_ words: TaskWords, _ database: Database) throws -> [String] {
        try words.paths.sorted().prefix(20).flatMap { path -> [String] in
            let escaped = path.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
            let found = try String.fetchAll(
                database, sql: "SELECT path FROM file WHERE path = ? OR path LIKE ? ESCAPE '\\' LIMIT 5",
                arguments: [path, "%/" + escaped])
            return found.count < 5 ? found : []
        }
    }

    /// Files that declare what the task names, where few do.
    private static func declaring(_ words: TaskWords, _ database: Database) throws -> [(name: String, path: String)] {
        try words.names.sorted().prefix(200).flatMap { name -> [(name: String, path: String)] in
            let paths = try String.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT DISTINCT file.path FROM symbol JOIN file ON file.id = symbol.file
                        WHERE symbol.hash = ? AND symbol.name = ? ORDER BY file.path LIMIT \(mostDeclaring + 1)
                        """),
                arguments: [Int64(UseList.hash(name)), name])
            return paths.count <= mostDeclaring ? paths.map { (name, $0) } : []
        }
    }
}
