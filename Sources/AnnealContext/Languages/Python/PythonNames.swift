/// The names that pieces of Python take from outside.
struct PythonNames {
    /// A name as it is used.
    struct Use: Hashable {
        /// The first name.
        var name: String
        /// What follows it after dots: `cart`, `add_item` for `shop.cart.add_item`.
        var attributes: [String]

        /// Whether it is a module of the standard library: `math.floor`. Of `datetime`, which is a class as well, only what
        /// the module has makes it one: `datetime.strptime` is the class.
        var isModule: Bool {
            guard let first = attributes.first, Python.modules.contains(name) else { return false }
            return name != "datetime" || Self.datetimeMembers.contains(first)
        }

        private static let datetimeMembers: Set<String> = [
            "MAXYEAR", "MINYEAR", "UTC", "date", "datetime", "time", "timedelta", "timezone", "tzinfo",
        ]
    }

    /// Names that are used and bound nowhere, in the order of their first use; builtins are left out.
    private(set) var free: [Use] = []

    /// Looks through statements and expressions.
    init(_ texts: [String]) {
        let pieces = texts.map { PythonScanner.tokens(of: $0).filter { $0.kind != .comment } }
        var bound = Set<String>()
        for tokens in pieces { bound.formUnion(PythonBindings(tokens).names) }
        for tokens in pieces {
            for (index, token) in tokens.enumerated() where token.kind == .name {
                guard !bound.contains(token.text), !Python.keywords.contains(token.text) else { continue }
                guard !Python.builtins.contains(token.text) else { continue }
                if index > 0, tokens[index - 1].isSymbol(".") { continue }
                if PythonBindings.isKeyword(index, of: tokens) { continue }
                let use = Use(name: token.text, attributes: Self.attributes(after: index, in: tokens))
                if !free.contains(use) { free.append(use) }
            }
        }
    }

    private static func attributes(after index: Int, in tokens: [PythonToken]) -> [String] {
        var names: [String] = []
        var next = index + 1
        while next + 1 < tokens.count, tokens[next].isSymbol("."), tokens[next + 1].kind == .name {
            names.append(tokens[next + 1].text)
            next += 2
        }
        return names
    }
}

/// The import lines that make free names known in a test.
struct PythonTestImports {
    let project: Project
    let symbols: SymbolIndex

    /// Import statements for the names that texts use.
    ///
    /// - Parameter texts: statements and expressions.
    /// - Returns: the lines, sorted; `nil` when a name is not known, so that the texts cannot be run.
    func lines(for texts: [String]) -> [String]? {
        var lines = Set<String>()
        for use in PythonNames(texts).free {
            guard let line = line(for: use) else { return nil }
            lines.insert(line)
        }
        return lines.sorted()
    }

    private func line(for use: PythonNames.Use) -> String? {
        if let file = symbols.file(defining: use.name), let module = module(of: file) {
            return importLine(use.name, from: module)
        }
        if let line = moduleLine(for: use) { return line }
        if use.isModule { return "import \(use.name)" }
        return Python.moduleByName[use.name].map { "from \($0) import \(use.name)" }
    }

    /// For `menu.read_menu`: the project's module of that name, when it defines the attribute.
    func moduleLine(for use: PythonNames.Use) -> String? {
        guard let attribute = use.attributes.first else { return nil }
        for file in symbols.filesByName[attribute] ?? [] {
            guard let module = module(of: file) else { continue }
            let parts = module.split(separator: ".")
            guard parts.last.map({ $0 == use.name }) ?? false else { continue }
            if parts.count == 1 { return "import \(module)" }
            return "from \(parts.dropLast().joined(separator: ".")) import \(use.name)"
        }
        // `shop.cart.add_item`: the package with the module in it.
        guard use.attributes.count > 1 else { return nil }
        for file in symbols.filesByName[use.attributes[1]] ?? [] {
            if let module = module(of: file), module == "\(use.name).\(attribute)" { return "import \(module)" }
        }
        return nil
    }

    func importLine(_ name: String, from module: String) -> String {
        guard module.split(separator: ".").allSatisfy({ PythonSkeleton.isIdentifier(String($0)) }) else {
            return "\(name) = __import__(\"importlib\").import_module(\(PythonLiteral.text(module))).\(name)"
        }
        return "from \(module) import \(name)"
    }

    /// How a file is imported with the project's root, and `src` if there is one, on the path.
    func module(of file: String) -> String? {
        guard file.hasSuffix(".py") else { return nil }
        var parts = file.dropLast(3).split(separator: "/").map(String.init)
        if parts.count > 1, parts[0] == "src", !project.files.contains("src/__init__.py") { parts.removeFirst() }
        if parts.last == "__init__" { parts.removeLast() }
        return parts.isEmpty ? nil : parts.joined(separator: ".")
    }
}

/// Texts as Python source.
enum PythonLiteral {
    /// A string literal in double quotes.
    static func text(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case _ where scalar.value < 32 || scalar.value == 127:
                let digits = String(scalar.value, radix: 16)
                literal += "\\x" + (digits.count == 1 ? "0" : "") + digits
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }
}
