/// Finds the declarations of a source text by its words and signs.
///
/// No grammar is followed: keywords, braces and indentation decide, so that broken files and new syntax give most of
/// their declarations as well. Complexity: O(n) in the words and signs.
struct DeclarationFinder {
    let syntax: SourceSyntax
    let bytes: UnsafeBufferPointer<UInt8>
    let lexemes: [Lexeme]
    let lineStarts: [Int32]
    /// Places of code words and signs in `lexemes`, comments and strings left out.
    let code: [Int32]
    var symbols: [IndexedSymbol] = []
    /// The offsets of the declared names.
    private(set) var definitions: [Int32] = []

    init(
        syntax: SourceSyntax, bytes: UnsafeBufferPointer<UInt8>, lexemes: [Lexeme], lineStarts: [Int32]
    ) {
        self.syntax = syntax
        self.bytes = bytes
        self.lexemes = lexemes
        self.lineStarts = lineStarts
        var code: [Int32] = []
        code.reserveCapacity(lexemes.count)
        for (index, lexeme) in lexemes.enumerated() where lexeme.place == .code || lexeme.place == .sign {
            code.append(Int32(index))
        }
        self.code = code
    }

    /// Finds them all.
    ///
    /// - Returns: the declarations in the order of their lines, each after the one around it.
    mutating func find() -> [IndexedSymbol] {
        switch syntax.declarations {
        case .none: return []
        case .braces, .cLike: findByBraces()
        case .indentation: findByIndentation()
        }
        let documented = LineComments(lexemes: lexemes, lineCount: lineStarts.count)
        for index in symbols.indices { document(index, with: documented) }
        return symbols
    }

    /// The lexeme at a place of `code`.
    func lexeme(_ place: Int) -> Lexeme { lexemes[Int(code[place])] }

    /// The sign at a place of `code`; 0 for a word and behind the end.
    func sign(_ place: Int) -> UInt8 {
        guard place >= 0, place < code.count else { return 0 }
        let lexeme = lexeme(place)
        return lexeme.place == .sign ? bytes[Int(lexeme.start)] : 0
    }

    /// Whether a word that may be a name stands at a place of `code`.
    func isName(_ place: Int) -> Bool {
        guard place >= 0, place < code.count else { return false }
        let lexeme = lexeme(place)
        return lexeme.place == .code && bytes[Int(lexeme.start)] &- 0x30 >= 10
    }

    /// The word at a place of `code`.
    func word(_ place: Int) -> String {
        let lexeme = lexeme(place)
        return text(Int(lexeme.start)..<lexeme.end)
    }

    /// Whether the word at a place is one of the language's keywords for declarations.
    func kind(_ place: Int) -> SymbolKind? {
        let lexeme = lexeme(place)
        guard lexeme.place == .code, lexeme.length <= 14, bytes[Int(lexeme.start)] &- 0x61 < 26 else { return nil }
        return syntax.keywords[word(place)]
    }

    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// Adds a declaration whose name stands at a place of `code`.
    ///
    /// - Parameters:
    ///   - name: the name's place.
    ///   - start: the place of the declaration's first word.
    ///   - end: the place behind its head: that of `{`, or behind its last sign.
    ///   - kind: what is declared.
    ///   - parent: the number of the declaration around it.
    /// - Returns: its number.
    @discardableResult
    mutating func add(name: Int, start: Int, end: Int, kind: SymbolKind, parent: Int?) -> Int {
        let first = lexeme(start)
        let last = lexeme(max(start, min(end, code.count) - 1))
        let line = Int(lexeme(name).line) + 1
        // What is declared without a body is defined elsewhere.
        if kind != .prototype, kind != .member { definitions.append(lexeme(name).start) }
        symbols.append(
            IndexedSymbol(
                name: word(name), kind: kind, firstLine: Int(first.line) + 1, line: line,
                lastLine: max(line, Int(last.line) + 1), parent: parent,
                signature: signature(Int(first.start)..<last.end), documentation: ""))
        return symbols.count - 1
    }

    /// A declaration's head in one line.
    private func signature(_ range: Range<Int>) -> String {
        var line: [UInt8] = []
        var isSpaced = true
        for byte in bytes[range.lowerBound..<min(range.upperBound, range.lowerBound + 1000)] {
            let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
            if isSpace, isSpaced { continue }
            line.append(isSpace ? 0x20 : byte)
            isSpaced = isSpace
            if line.count >= 240 { break }
        }
        while let last = line.last, last == 0x20 || last == 0x7B { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }
}
