/// The names that a file binds anywhere; rather too many than too few.
struct PythonBindings {
    /// The names.
    private(set) var names: Set<String> = []

    /// Collects them. Complexity: O(n).
    ///
    /// - Parameter tokens: the file without comments.
    init(_ tokens: [PythonToken]) {
        var start = 0
        while start < tokens.count {
            let next = tokens[(start + 1)...].firstIndex(where: \.startsStatement) ?? tokens.count
            add(tokens[start..<next])
            start = next
        }
    }

    private mutating func add(_ statement: ArraySlice<PythonToken>) {
        guard let first = statement.first else { return }
        if first.isName("import") || first.isName("from") {
            names.formUnion(statement.filter { $0.kind == .name }.map(\.text))
            return
        }
        if let equals = statement.lastIndex(where: {
            $0.kind == .symbol && $0.depth == first.depth && Self.assigns($0.text)
        }) {
            let targets = statement[..<equals].filter { $0.kind == .name }.map(\.text)
            // The annotation of `x: List[int] = []` is a use.
            let annotated = statement[..<equals].firstIndex { $0.isSymbol(":") && $0.depth == first.depth }
            names.formUnion(annotated == nil ? targets : Array(targets.prefix(1)))
        }
        for index in statement.indices where statement[index].kind == .name {
            switch statement[index].text {
            case "for":
                names.formUnion(
                    statement[(index + 1)...].prefix { !$0.isName("in") }.filter { $0.kind == .name }.map(\.text))
            case "class", "as", "global", "nonlocal":
                if index + 1 < statement.endIndex { names.insert(statement[index + 1].text) }
            case "def":
                if index + 1 < statement.endIndex { names.insert(statement[index + 1].text) }
                addParameters(statement[(index + 1)...], depth: statement[index].depth + 1)
            case "lambda":
                names.formUnion(
                    statement[(index + 1)...].prefix { !$0.isSymbol(":") }.filter { $0.kind == .name }.map(\.text))
            default:
                if index + 1 < statement.endIndex, statement[index + 1].isSymbol(":=") {
                    names.insert(statement[index].text)
                }
            }
        }
    }

    /// Names right behind a bracket, a comma or a star.
    private mutating func addParameters(_ tokens: ArraySlice<PythonToken>, depth: Int) {
        for index in tokens.indices.dropFirst() where tokens[index].kind == .name && tokens[index].depth == depth {
            if ["(", ",", "*", "**"].contains(tokens[index - 1].text) { names.insert(tokens[index].text) }
        }
    }

    private static func assigns(_ symbol: String) -> Bool {
        symbol.hasSuffix("=") && !["==", "!=", "<=", ">="].contains(symbol)
    }

    /// Whether a token is the name of an argument: `f(key=1)`.
    static func isKeyword(_ index: Int, of tokens: [PythonToken]) -> Bool {
        tokens[index].depth > 0 && index > 0 && index + 1 < tokens.count && tokens[index + 1].isSymbol("=")
            && ["(", ","].contains(tokens[index - 1].text)
    }
}
