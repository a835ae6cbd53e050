public import AnnealFoundation
internal import Foundation
internal import GRDB

extension ProjectContext {
    /// Files in which branches are counted.
    private static let sampledFiles = 300

    /// Reads the context of a project.
    ///
    /// - Parameters:
    ///   - index: the project's index, up to date.
    ///   - plan: what its configuration says.
    ///   - launcher: starts git.
    /// - Returns: the context.
    /// - Throws: `IndexError`, `CancellationError`. Complexity: O(n) in files, definitions and commits.
    public static func read(
        index: RepositoryIndex, plan: Plan, launcher: any ProcessLauncher
    ) async throws -> ProjectContext {
        var context = ProjectContext()
        context.plan = plan
        let (code, sample) = try index.read { database in
            var read = ProjectContext()
            let sample = try read.readCode(database)
            return (read.code, sample)
        }
        context.code = code
        context.countBranches(in: sample, root: index.root)
        context.history = try await HistoryReader.read(root: index.root, launcher: launcher)
        context.coverage = CoverageReader.read(root: index.root)
        (context.dependencies, context.frameworks) = ManifestReader.read(root: index.root)
        return context
    }

    /// - Returns: source files to count branches in.
    private mutating func readCode(_ database: Database) throws -> [String] {
        var bytes: [String: Int] = [:]
        var sources: [String] = []
        let rows = try Row.fetchCursor(
            database, sql: "SELECT path, size, language, category, lines FROM file ORDER BY digest")
        while let row = try rows.next() {
            code.files += 1
            let category = FileCategory(rawValue: row[3]) ?? .source
            let language: String = row[2]
            if category == .test { code.testFiles += 1 }
            guard category == .source, language != "text" else { continue }
            code.sourceFiles += 1
            code.lines += row[4] as Int
            bytes[language, default: 0] += row[1] as Int
            sources.append(row[0])
        }
        let all = Double(max(1, bytes.values.reduce(0, +)))
        code.languages = bytes.mapValues { Double($0) / all }
        let lengths = try Int.fetchAll(
            database,
            sql: """
                SELECT symbol.lastLine - symbol.line + 1 AS length FROM symbol JOIN file ON file.id = symbol.file
                WHERE symbol.kind = 'function' AND file.category = 0 ORDER BY length
                """)
        code.functions = lengths.count
        if !lengths.isEmpty {
            code.meanFunctionLines = Double(lengths.reduce(0, +)) / Double(lengths.count)
            code.longFunctionLines = Double(lengths[min(lengths.count - 1, lengths.count * 9 / 10)])
        }
        code.types =
            try Int.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM symbol JOIN file ON file.id = symbol.file
                    WHERE symbol.kind IN ('type', 'enumeration') AND file.category = 0
                    """) ?? 0
        // An edge is eight bytes.
        let edges = try Int.fetchOne(database, sql: "SELECT sum(length(targets)) / 8 FROM edge") ?? 0
        code.referencesPerFile = Double(edges) / Double(max(1, code.sourceFiles))
        return Array(sources.prefix(Self.sampledFiles))
    }

    private static let branches: Set<String> = [
        "if", "elif", "for", "while", "case", "catch", "except", "guard", "when", "unless", "rescue", "match", "select",
        "and", "or",
    ]

    private mutating func countBranches(in paths: [String], root: String) {
        var functions = 0
        var branches = 0
        for path in paths {
            guard let content = StableContent.read(root + "/" + path, size: 0), content.reason == .none else {
                continue
            }
            let syntax = SourceSyntax.of(path: path)
            content.bytes.withUnsafeBufferPointer { bytes in
                var scanner = SourceScanner(bytes, syntax: syntax)
                scanner.scan()
                var finder = DeclarationFinder(
                    syntax: syntax, bytes: bytes, lexemes: scanner.lexemes, lineStarts: scanner.lineStarts)
                functions += finder.find().count { $0.kind == .function }
                for lexeme in scanner.lexemes where lexeme.place == .code && lexeme.length <= 6 {
                    let word = String(decoding: bytes[Int(lexeme.start)..<lexeme.end], as: UTF8.self)
                    if Self.branches.contains(word) { branches += 1 }
                }
            }
        }
        if functions > 0 { code.branchesPerFunction = 1 + Double(branches) / Double(functions) }
    }
}
