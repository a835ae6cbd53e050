/// How a kind of file writes comments, strings and declarations: as much as an index needs to know.
struct SourceSyntax: Sendable, Hashable {
    /// How declarations are found.
    enum Declarations: Sendable, Hashable {
        /// No declarations are looked for.
        case none
        /// Keywords and braces.
        case braces
        /// C and what grew from it: functions have no keyword.
        case cLike
        /// Keywords and indentation.
        case indentation
    }

    /// The language's name in lower case, such as `swift`; `text` for prose and unknown files.
    var name: String
    /// Begins a comment to the end of the line.
    var lineComment: [UInt8]?
    /// A second sign of the same meaning.
    var otherLineComment: [UInt8]?
    /// Whether `/* … */` is a comment.
    var hasBlockComments = false
    /// Whether block comments nest.
    var nestsBlockComments = false
    /// Whether `"""` begins a text over many lines.
    var hasTripleQuotes = false
    /// Whether `'` begins a text or a character.
    var hasSingleQuotes = true
    /// Whether a text in backticks may span lines.
    var hasBackticks = false
    /// How declarations are found.
    var declarations = Declarations.none
    /// The kinds of declaration by keyword.
    var keywords: [String: SymbolKind] = [:]

    /// Whether everything is prose.
    var isProse: Bool { lineComment == nil && !hasBlockComments && declarations == .none && !hasTripleQuotes }

    /// The syntax of a file by its name.
    ///
    /// - Parameter path: any path.
    /// - Returns: the syntax; that of prose for unknown names.
    static func of(path: String) -> SourceSyntax {
        let name = path.split(separator: "/").last ?? ""
        if let syntax = byName[String(name)] { return syntax }
        guard let dot = name.lastIndex(of: ".") else { return prose }
        return byExtension[name[name.index(after: dot)...].lowercased()] ?? prose
    }

    /// Prose: every word counts as a comment's.
    static let prose = SourceSyntax(name: "text")

    private static let byName: [String: SourceSyntax] = [
        "Makefile": hash("make"), "Dockerfile": hash("docker"), "CMakeLists.txt": hash("cmake"),
        "Rakefile": ruby, "Gemfile": ruby, "BUILD": hash("bazel"),
    ]

    private static let byExtension: [String: SourceSyntax] = {
        var table: [String: SourceSyntax] = [:]
        for (extensions, syntax) in all { for name in extensions { table[name] = syntax } }
        return table
    }()
}
