/// Reads a file's text into the postings and finds its declarations, pieces, uses and imports.
struct FileReader {
    /// Lines of a piece from which on a declaration begins the next, and lines that no piece goes beyond.
    static let pieceLines = (least: 20, most: 50)

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: relative to the root, with `/` between its parts.
    ///   - bytes: the content; empty where only the path is to be found.
    ///   - builder: has begun this file.
    /// - Returns: what is kept beside the postings. Complexity: O(n).
    static func read(path: String, bytes: UnsafeBufferPointer<UInt8>, into builder: inout PostingsBuilder)
        -> FileContent
    {
        let syntax = SourceSyntax.of(path: path)
        add(path: path, to: &builder)
        var scanner = SourceScanner(bytes, syntax: syntax)
        scanner.scan()
        var finder = DeclarationFinder(
            syntax: syntax, bytes: bytes, lexemes: scanner.lexemes, lineStarts: scanner.lineStarts)
        let symbols = finder.find()
        var starts = [Bool](repeating: false, count: scanner.lineStarts.count + 1)
        for symbol in symbols where symbol.kind != .member { starts[symbol.firstLine - 1] = true }
        let definitions = finder.definitions.sorted()

        var chunks: [(line: Int32, position: Int32)] = [(1, builder.position)]
        var uses: [UInt32: Int] = [:]
        var definition = 0
        var line: Int32 = 0
        for lexeme in scanner.lexemes where lexeme.place != .sign {
            while line < lexeme.line {
                line += 1
                let length = Int(line + 1 - (chunks.last?.line ?? 1))
                if (length >= pieceLines.least && starts[Int(line)]) || length >= pieceLines.most {
                    chunks.append((line + 1, builder.position))
                }
            }
            while definition < definitions.count, definitions[definition] < lexeme.start { definition += 1 }
            let word = UnsafeBufferPointer(rebasing: bytes[Int(lexeme.start)..<lexeme.end])
            let isDefinition = definition < definitions.count && definitions[definition] == lexeme.start
            if lexeme.place == .code, !isDefinition, word.count > 2 {
                uses[UInt32(truncatingIfNeeded: WordTable.hash(word)), default: 0] += 1
            }
            builder.add(word, field: isDefinition ? .definition : field(of: lexeme.place))
        }
        return FileContent(
            language: syntax.name, lineCount: scanner.lineStarts.count, lengths: builder.lengths, chunks: chunks,
            symbols: symbols, uses: uses, imports: ImportFinder.imports(in: bytes, language: syntax.name))
    }

    private static func field(of place: Lexeme.Place) -> IndexField {
        switch place {
        case .comment: .comment
        case .string: .string
        case .code, .sign: .code
        }
    }

    private static func add(path: String, to builder: inout PostingsBuilder) {
        let parts = path.split(separator: "/")
        for (index, part) in parts.enumerated() {
            let isName = index == parts.count - 1
            // The ending tells the language, which every file of it shares.
            let stem = isName ? part.prefix { $0 != "." } : part
            for word in (stem.isEmpty ? part : stem).split(whereSeparator: {
                !($0.isLetter || $0.isNumber || $0 == "_")
            }) {
                Array(word.utf8).withUnsafeBufferPointer { builder.add($0, field: isName ? .name : .folder) }
            }
        }
        builder.leaveGap()
    }
}
