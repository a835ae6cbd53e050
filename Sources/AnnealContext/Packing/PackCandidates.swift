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
    /// Files that those import which the task writes.
    private(set) var imported: Set<String> = []

    /// Finds and reads them.
    ///
    /// - Parameters:
    ///   - request: tells the task and the files in play.
    ///   - index: is up to date.
    ///   - search: searches it.
    /// - Throws: `IndexError`. Complexity: that of the search, and O(n) in the files' bytes.
    init(_ request: PackRequest, index: RepositoryIndex, search: RepositorySearch) throws {
        try self.init(
            request.task, paths: request.paths, signals: .all, uses: [], importing: [], index: index, search: search)
    }

    /// Finds and reads the files that a task's code may use.
    ///
    /// - Parameters:
    ///   - request: tells the task and the code that there is.
    ///   - index: is up to date.
    /// - Throws: `IndexError`.
    init(_ request: NeedRequest, index: RepositoryIndex) throws {
        try self.init(
            request.task, paths: request.paths, signals: NeedRequest.signals, uses: request.names,
            importing: request.writes, index: index, search: RepositorySearch(index: index))
        files.removeAll { request.shown.contains($0.path) }
        for place in files.indices {
            for unit in files[place].units.indices { files[place].units[unit].file = place }
        }
    }

    private init(
        _ task: String, paths: [String], signals: SearchSignals, uses: [String], importing: [String],
        index: RepositoryIndex, search: RepositorySearch
    ) throws {
        words = TaskWords(task)
        var found: [String: CandidateFile] = [:]
        let results = try search.search(task, limit: Self.searched, signals: signals, inPlay: paths)
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
        for path in paths where FileTree.entry(root: index.root, path: path) != nil {
            raise(path, to: 1, because: "in play")
        }
        let known = try index.read { database in
            (
                named: try Self.paths(words, database),
                declaring: try Self.declaring(words.names.sorted().prefix(200), database),
                used: try Self.declaring(uses.filter { !words.names.contains($0) }, database),
                imported: try Set(importing.flatMap { try ImportedFiles.paths(of: $0, database) })
            )
        }
        for path in known.named { raise(path, to: 1, because: "the task names the file") }
        for (name, path) in known.declaring {
            raise(path, to: words.codeNames.contains(name) ? 0.8 : 0.4, because: "declares \(name)")
        }
        for (name, path) in known.used { raise(path, to: 0, because: "declares \(name)") }
        imported = known.imported
        for path in imported { raise(path, to: 0, because: "imported") }
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

    /// Files that declare some names, where few do, in the order of the names.
    private static func declaring(
        _ names: some Sequence<String>, _ database: Database
    ) throws -> [(name: String, path: String)] {
        try names.flatMap { name -> [(name: String, path: String)] in
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
