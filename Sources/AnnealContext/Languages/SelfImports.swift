extension Language {
    /// The text as it is: in most languages a file cannot import itself by mistake.
    public func withoutImports(of path: String, defining names: Set<String>, in snippet: String) -> String { snippet }
}

extension PythonLanguage {
    /// Takes out imports of the file itself; see `Language.withoutImports`.
    ///
    /// Understood are `from package.module import a, b` with and without brackets, `from .module import a`, and
    /// `import package.module`.
    public func withoutImports(of path: String, defining names: Set<String>, in snippet: String) -> String {
        let parts = path.split(separator: "/").map(String.init)
        guard let file = parts.last, file.hasSuffix(".py") else { return snippet }
        let name = String(file.dropLast(3))
        let module = (parts.dropLast() + [name]).joined(separator: ".")
        return Statements(snippet).dropping { line in
            let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true).map(String.init)
            guard words.count >= 2, words[0] == "from" || (words[0] == "import" && words.count == 2) else {
                return false
            }
            if words[0] == "from", let list = line.firstRange(of: " import ").map({ line[$0.upperBound...] }),
                Self.names(in: list, are: names)
            {
                return true
            }
            let named = words[1]
            if named == module || (words[0] == "from" && named == "." + name) { return true }
            return named.contains(".") && !named.hasPrefix(".") && module.hasSuffix("." + named)
        }
    }
}

extension JavaScriptLanguage {
    /// Takes out imports of the file itself, whose names would be declared twice; see `Language.withoutImports`.
    public func withoutImports(of path: String, defining names: Set<String>, in snippet: String) -> String {
        Statements(snippet).dropping { statement in
            // A name that is declared twice keeps the whole module from loading.
            if statement.hasPrefix("import {"), let list = statement.firstMatch(of: /\{([^}]*)\}/)?.1,
                list.split(separator: ",").contains(where: { names.contains($0.filter { $0 != " " }) })
            {
                return true
            }
            guard statement.hasPrefix("import "), let source = Self.source(of: statement), source.hasPrefix(".") else {
                return false
            }
            var folder = path.split(separator: "/").dropLast().map(String.init)
            for part in source.split(separator: "/") {
                switch part {
                case ".": continue
                case "..": _ = folder.popLast()
                default: folder.append(String(part))
                }
            }
            let target = folder.joined(separator: "/")
            return target == path || fileExtensions.contains { target + "." + $0 == path }
        }
    }

    /// The module's name in quotes at the statement's end.
    private static func source(of statement: String) -> String? {
        let body = statement.drop { !"\"'".contains($0) }
        guard let quote = body.first else { return nil }
        return String(body.dropFirst().prefix { $0 != quote })
    }
}

extension Language {
    /// Whether a list of imported names has nothing but what is defined already; other names for them are something else.
    fileprivate static func names(in list: Substring, are defined: Set<String>) -> Bool {
        let names = list.split { "(), ".contains($0) }.map(String.init)
        return !names.isEmpty && names.allSatisfy(defined.contains)
    }
}

/// The lines of a snippet; an import that goes over several lines is one statement.
private struct Statements {
    private var lines: [Substring]

    init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// The text without the statements at its first level for which a test holds.
    func dropping(_ test: (String) -> Bool) -> String {
        var kept: [Substring] = []
        var index = 0
        while index < lines.count {
            let count = length(at: index)
            let statement = lines[index..<(index + count)].joined(separator: " ")
            if !(lines[index].hasPrefix("import ") || lines[index].hasPrefix("from ")) || !test(statement) {
                kept += lines[index..<(index + count)]
            }
            index += count
        }
        return kept.joined(separator: "\n")
    }

    /// How many lines the statement takes that begins in a line.
    private func length(at index: Int) -> Int {
        guard lines[index].hasPrefix("import ") || lines[index].hasPrefix("from ") else { return 1 }
        let pairs: [(Character, Character)] = [("(", ")"), ("{", "}")]
        guard
            let (_, close) = pairs.first(where: { open, close in
                lines[index].contains(open) && !lines[index].contains(close)
            })
        else { return 1 }
        let end = lines[index...].prefix(30).firstIndex { $0.contains(close) }
        return end.map { $0 - index + 1 } ?? 1
    }
}
