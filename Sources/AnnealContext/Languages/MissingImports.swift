internal import AnnealSpecs

extension Language {
    /// The file as it is: in most languages nothing is guessed.
    public func addingImports(to source: String, path: String, project: Project, symbols: SymbolIndex) -> String {
        source
    }
}

extension PythonLanguage {
    /// Adds imports of names that a file uses and binds nowhere; see `Language.addingImports`.
    ///
    /// Known are modules of the standard library that are used with a dot, names that usually come from one of them, and
    /// what another file of the project defines. A name that the file may bind itself, in any way, is left alone.
    public func addingImports(to source: String, path: String, project: Project, symbols: SymbolIndex) -> String {
        let tokens = PythonScanner.tokens(of: source).filter { $0.kind != .comment }
        let bound = PythonBindings(tokens).names
        let imports = PythonTestImports(project: project, symbols: symbols)
        var lines: [String] = []
        for (index, token) in tokens.enumerated() where token.kind == .name {
            let name = token.text
            guard !bound.contains(name), !Python.keywords.contains(name), !Python.builtins.contains(name),
                index == 0 || !tokens[index - 1].isSymbol("."), !PythonBindings.isKeyword(index, of: tokens)
            else { continue }
            let isQualified = index + 2 < tokens.count && tokens[index + 1].isSymbol(".")
            let attributes = isQualified ? [tokens[index + 2].text] : []
            let use = PythonNames.Use(name: name, attributes: attributes)
            if let line = Self.importLine(of: use, path, project, symbols, imports),
                !lines.contains(line)
            {
                lines.append(line)
            }
        }
        return lines.isEmpty ? source : merge(lines.joined(separator: "\n") + "\n", into: source)
    }

    private static func importLine(
        of use: PythonNames.Use, _ path: String, _ project: Project, _ symbols: SymbolIndex,
        _ imports: PythonTestImports
    ) -> String? {
        let name = use.name
        if let file = symbols.file(defining: name) {
            guard file != path, project.files.contains(file), let module = imports.module(of: file) else { return nil }
            return imports.importLine(name, from: module)
        }
        if !use.attributes.isEmpty, Python.modules.contains(name) { return "import \(name)" }
        // `graph.plan(…)` where the project has a module `graph` that defines it; a file is no module to itself.
        if let own = imports.module(of: path), own.split(separator: ".").last.map({ $0 != name }) ?? true,
            let line = imports.moduleLine(for: use)
        {
            return line
        }
        return (Python.moduleByName[name] ?? Python.moduleByUsualName[name]).map { "from \($0) import \(name)" }
    }
}

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

extension Python {
    /// Where names come from that code uses without a module more often than not.
    static let moduleByUsualName: [String: String] = [
        "ABC": "abc", "Any": "typing", "Callable": "typing", "ChainMap": "collections", "Dict": "typing",
        "Enum": "enum",
        "IntEnum": "enum", "Iterable": "typing", "Iterator": "typing", "List": "typing", "Optional": "typing",
        "ROUND_HALF_UP": "decimal", "Sequence": "typing", "Set": "typing", "Tuple": "typing", "Union": "typing",
        "abstractmethod": "abc", "accumulate": "itertools", "bisect_left": "bisect", "bisect_right": "bisect",
        "ceil": "math", "chain": "itertools", "combinations": "itertools", "contextmanager": "contextlib",
        "dataclass": "dataclasses", "deepcopy": "copy", "factorial": "math", "field": "dataclasses", "floor": "math",
        "gcd": "math", "groupby": "itertools", "heapify": "heapq", "heappop": "heapq", "heappush": "heapq",
        "itemgetter": "operator", "log": "math", "lru_cache": "functools", "md5": "hashlib", "mean": "statistics",
        "median": "statistics", "permutations": "itertools", "product": "itertools", "reduce": "functools",
        "zip_longest": "itertools",
    ]
}
