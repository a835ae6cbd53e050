/// A statement of a module or of a class body, with everything that belongs to it.
struct PythonNode: Sendable, Hashable {
    /// What kind of statement.
    enum Kind: Sendable, Hashable {
        case docstring, futureImport, importing, function, type, assignment, mainGuard, compound
        /// A statement that changes something: an attribute, an element, an augmented assignment.
        case effect
        case expression
        /// Comments that stand alone.
        case comment
    }

    var kind: Kind
    /// The names that it binds.
    var names: [String] = []
    /// Comment lines directly above.
    var lead: [String] = []
    /// Lines from the first decorator to the end of the body.
    var lines: [String]
    /// Blank lines above.
    var blankBefore: Int
    /// The first line of all in the file, comments included, from 0.
    var firstLine: Int
    /// Tokens without comments; their lines count from the beginning of the file.
    var tokens: [PythonToken]
    /// How many of `lines` belong to decorators.
    var decoratorLines = 0
    /// How many of `lines` come before the body: decorators and signature.
    var headerLines = 0
    /// The statements of a class body, or of a compound statement's blocks.
    var children: [PythonNode] = []

    /// The last line in the file, from 0.
    var lastLine: Int { firstLine + lead.count + lines.count - 1 }

    /// The name of a function or class.
    var name: String { names.first ?? "" }

    /// What tells it from its neighbours of the same name: accessors and overloads share a name.
    var key: String {
        guard kind == .function, decoratorLines > 0 else { return name }
        for line in lines.prefix(decoratorLines) {
            let text = line.trimmed
            for accessor in [".setter", ".deleter", ".getter"] where text.hasSuffix(accessor) { return name + accessor }
            if text == "@overload" || text.hasSuffix(".overload") || text.contains(".register") {
                return name + " " + signature
            }
        }
        return name
    }

    /// The tokens of the statement itself, decorators left out.
    var ownTokens: ArraySlice<PythonToken> {
        let first = firstLine + lead.count + decoratorLines
        return tokens.drop { $0.line < first }
    }

    /// From `def` or `class` to the colon, on one line.
    var signature: String {
        var text = ""
        var previous: PythonToken?
        for token in ownTokens {
            if token.depth == 0 && token.isSymbol(":") { break }
            if let previous {
                let isApart =
                    token.line != previous.lastLine || token.column > previous.column + previous.text.utf8.count
                let joinsBracket = ["(", "["].contains(previous.text) || [")", "]", ","].contains(token.text)
                if isApart && !(token.line != previous.lastLine && joinsBracket) { text += " " }
            }
            text += token.text
            previous = token
        }
        return text.replacing(",)", with: ")")
    }

    /// Names that it mentions, attributes left out.
    var mentions: Set<String> { Self.mentions(in: tokens) }

    static func mentions(in tokens: [PythonToken]) -> Set<String> {
        var names = Set<String>()
        var previous: PythonToken?
        for token in tokens {
            if token.kind == .name && previous?.isSymbol(".") != true { names.insert(token.text) }
            // Expressions within formatted strings count as well.
            if token.kind == .string, let quote = token.text.firstIndex(where: { $0 == "\"" || $0 == "'" }),
                token.text[..<quote].lowercased().contains("f")
            {
                names.formUnion(words(in: token.text[quote...]))
            }
            previous = token
        }
        return names
    }

    private static func words(in text: Substring) -> Set<String> {
        Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    }

    /// Whether the body does nothing: `...`, `pass`, `raise NotImplementedError`, with or without a docstring.
    var isStub: Bool {
        guard kind == .function || kind == .type else { return false }
        if kind == .type && !children.isEmpty {
            return children.allSatisfy { $0.kind == .docstring || $0.kind == .expression && $0.isPlaceholder }
        }
        var body = bodyTokens
        if body.first?.kind == .string { body = body.dropFirst() }
        return body.isEmpty || Self.isPlaceholder(body)
    }

    /// Whether an expression statement stands for code that was left out.
    var isPlaceholder: Bool { Self.isPlaceholder(ownTokens) }

    private static func isPlaceholder(_ tokens: ArraySlice<PythonToken>) -> Bool {
        guard let first = tokens.first else { return true }
        if tokens.count == 1 { return first.isName("pass") || first.isSymbol("...") }
        return first.isName("raise") && tokens.dropFirst().first?.isName("NotImplementedError") == true
            && tokens.allSatisfy { $0.line <= first.lastLine || $0.depth > 0 || $0.isSymbol(")") }
    }

    /// The tokens after the signature's colon.
    var bodyTokens: ArraySlice<PythonToken> {
        guard let colon = ownTokens.firstIndex(where: { $0.depth == 0 && $0.isSymbol(":") }) else { return [] }
        return ownTokens[(colon + 1)...]
    }

    /// The first parameter of a function.
    var firstParameter: String? {
        let own = ownTokens
        guard let open = own.firstIndex(where: { $0.isSymbol("(") }), open + 1 < own.endIndex else { return nil }
        return own[open + 1].kind == .name ? own[open + 1].text : nil
    }
}

extension StringProtocol {
    /// The text without white space at both ends.
    var trimmed: String {
        var slice = self[...]
        while let first = slice.first, first.isWhitespace { slice = slice.dropFirst() }
        while let last = slice.last, last.isWhitespace { slice = slice.dropLast() }
        return String(slice)
    }

    /// Whether it holds nothing but white space.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// The lines without their ends; `\r\n` counts as one end.
    var sourceLines: [String] {
        var lines: [String] = []
        var start = startIndex
        var index = startIndex
        while index < endIndex {
            if self[index] == "\n" || self[index] == "\r\n" {
                lines.append(String(self[start..<index]))
                start = self.index(after: index)
            }
            index = self.index(after: index)
        }
        lines.append(String(self[start..<endIndex]))
        return lines
    }
}
