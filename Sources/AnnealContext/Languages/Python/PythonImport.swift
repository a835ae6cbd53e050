/// One clause of an import statement: `import a.b as c`, or `from m import x as y, z`.
struct PythonImport: Sendable, Hashable {
    /// A name with the one that it gets.
    struct Name: Sendable, Hashable {
        var name: String
        var alias: String?

        var written: String { alias.map { "\(name) as \($0)" } ?? name }
        var bound: String { alias ?? name }
    }

    /// The module, with leading dots when it is relative.
    var module: String
    /// The names taken from it; `nil` for `import MODULE`.
    var names: [Name]?
    /// The module's alias, for `import MODULE as ALIAS`.
    var alias: String?

    /// Names that the statement binds.
    var boundNames: [String] {
        if let names { return names.map(\.bound).filter { $0 != "*" } }
        return [alias ?? module.split(separator: ".").first.map(String.init) ?? module]
    }

    /// The statement on one line, or in brackets when it is long.
    var lines: [String] {
        guard let names else { return ["import \(module)" + (alias.map { " as \($0)" } ?? "")] }
        let line = "from \(module) import \(names.map(\.written).joined(separator: ", "))"
        guard line.utf8.count > 100 else { return [line] }
        return ["from \(module) import ("] + names.map { "    \($0.written)," } + [")"]
    }

    /// Reads an import statement; what is broken gives the clauses before it.
    static func read(_ tokens: ArraySlice<PythonToken>) -> [PythonImport] {
        guard let first = tokens.first else { return [] }
        var rest = tokens.dropFirst().prefix { !$0.isSymbol(";") }
        if first.isName("import") {
            return rest.split { $0.isSymbol(",") }.compactMap { clause in
                let (name, alias) = named(clause)
                return name.isEmpty ? nil : PythonImport(module: name, names: nil, alias: alias)
            }
        }
        let module = rest.prefix { !$0.isName("import") }
        guard module.endIndex < rest.endIndex else { return [] }
        rest = rest[(module.endIndex + 1)...].filter { !$0.isSymbol("(") && !$0.isSymbol(")") }[...]
        let names = rest.split { $0.isSymbol(",") }.compactMap { clause -> Name? in
            let (name, alias) = named(clause)
            return name.isEmpty ? nil : Name(name: name, alias: alias)
        }
        return names.isEmpty ? [] : [PythonImport(module: module.map(\.text).joined(), names: names)]
    }

    private static func named(_ clause: ArraySlice<PythonToken>) -> (String, String?) {
        let name = clause.prefix { !$0.isName("as") }
        let isSound = clause.allSatisfy { $0.kind == .name || $0.kind == .symbol }
        guard isSound else { return ("", nil) }
        return (name.map(\.text).joined(), clause[name.endIndex...].dropFirst().first?.text)
    }
}
