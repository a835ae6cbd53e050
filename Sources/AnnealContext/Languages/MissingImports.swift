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
        var known: Set<String> = []
        for (index, token) in tokens.enumerated() where token.kind == .name {
            let name = token.text
            guard !bound.contains(name), !known.contains(name), !Python.keywords.contains(name),
                !Python.builtins.contains(name),
                index == 0 || !tokens[index - 1].isSymbol("."), !PythonBindings.isKeyword(index, of: tokens)
            else { continue }
            let isQualified = index + 2 < tokens.count && tokens[index + 1].isSymbol(".")
            let attributes = isQualified ? [tokens[index + 2].text] : []
            let use = PythonNames.Use(name: name, attributes: attributes)
            // Of a name that is used in two ways the first decides: two imports would hide each other.
            guard let line = Self.importLine(of: use, path, project, symbols, imports) else { continue }
            known.insert(name)
            if !lines.contains(line) { lines.append(line) }
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
        if use.isModule { return "import \(name)" }
        // `prices.lookup(…)` where the project has a module `prices` that defines it; a file is no module to itself.
        if let own = imports.module(of: path), own.split(separator: ".").last.map({ $0 != name }) ?? true,
            let line = imports.moduleLine(for: use)
        {
            return line
        }
        return (Python.moduleByName[name] ?? Python.moduleByUsualName[name]).map { "from \($0) import \(name)" }
    }
}
