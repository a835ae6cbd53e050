/// Tells what a statement of JavaScript or TypeScript declares.
enum JavaScriptDeclaration {
    private static let modifiers: Set<String> = [
        "export", "default", "async", "declare", "abstract", "static", "public", "private", "protected", "readonly",
        "override", "get", "set",
    ]

    /// Fills in kind, names, key and body of a node.
    ///
    /// - Parameters:
    ///   - node: a node with its tokens.
    ///   - depth: 0 for a statement of the file, more for a member of a type.
    static func classify(_ node: inout BraceNode, depth: Int) {
        let tokens = node.tokens
        guard let first = tokens.first else { return }
        if depth > 0 {
            member(&node, depth: depth)
            return
        }
        if first.isName("import"), tokens.count > 1, !tokens[1].isSymbol("("), !tokens[1].isSymbol(".") {
            node.kind = .importing
            node.names = JavaScriptImport.read(tokens)?.boundNames ?? []
            return
        }
        node.isExported = first.isName("export")
        var index = 0
        while index < tokens.count, tokens[index].kind == .name,
            ["export", "default", "async", "declare", "abstract"].contains(tokens[index].text)
        {
            index += 1
        }
        guard index < tokens.count else { return }
        switch tokens[index].text {
        case "function":
            var name = index + 1
            if name < tokens.count, tokens[name].isSymbol("*") { name += 1 }
            node.kind = .function
            if name < tokens.count, tokens[name].kind == .name { node.names = [tokens[name].text] }
            node.bodyStart = body(in: tokens, depth: depth)
        case "class", "interface", "enum", "namespace":
            node.kind = .type
            if index + 1 < tokens.count, tokens[index + 1].kind == .name { node.names = [tokens[index + 1].text] }
            node.bodyStart = tokens.firstIndex { $0.depth == depth && $0.isSymbol("{") }
        case "const", "let", "var", "type":
            value(&node, from: index + 1, depth: depth)
        case "{", "*":
            if node.isExported { node.kind = .exportList }
        default:
            if node.isExported {
                node.kind = .effect
                node.key = "export default"
            } else {
                effect(&node)
            }
        }
        if node.key.isEmpty { node.key = node.name }
    }

    private static func value(_ node: inout BraceNode, from start: Int, depth: Int) {
        let tokens = node.tokens
        node.kind = .value
        let equals = tokens.firstIndex { $0.depth == depth && $0.isSymbol("=") } ?? tokens.count
        guard start < equals else { return }
        if tokens[start].isSymbol("{") || tokens[start].isSymbol("[") {
            for index in start..<equals where tokens[index].kind == .name {
                if index + 1 < equals, tokens[index + 1].isSymbol(":") { continue }
                node.names.append(tokens[index].text)
            }
        } else {
            node.names = [tokens[start].text]
            for index in start..<tokens.count
            where tokens[index].depth == depth && tokens[index].isSymbol(",") && index + 1 < tokens.count {
                if tokens[index + 1].kind == .name, !tokens[index].startsLine {
                    node.names.append(tokens[index + 1].text)
                }
            }
        }
        let after = equals + 1
        guard after < tokens.count else { return }
        if tokens[after].isName("require") {
            node.kind = .importing
            return
        }
        let value = tokens[after...].drop { $0.isName("async") }
        let isArrow = value.first.map { $0.isSymbol("(") || $0.kind == .name } ?? false
        if value.first?.isName("function") == true {
            node.kind = .function
            node.bodyStart = body(in: tokens, depth: depth)
        } else if isArrow, let arrow = tokens.firstIndex(where: { $0.depth == depth && $0.isSymbol("=>") }),
            arrow < after + 200, node.names.count == 1
        {
            node.kind = .function
            node.bodyStart = arrow + 1 < tokens.count && tokens[arrow + 1].isSymbol("{") ? arrow + 1 : nil
        }
    }

    private static func body(in tokens: [BraceToken], depth: Int) -> Int? {
        guard let close = tokens.firstIndex(where: { $0.depth == depth && $0.isSymbol(")") }) else { return nil }
        return tokens[close...].firstIndex { $0.depth == depth && $0.isSymbol("{") }
    }

    /// `module.exports = …`, `Thing.prototype.x = …`, `table[x] = …`.
    private static func effect(_ node: inout BraceNode) {
        let outer = node.tokens.filter { $0.depth == 0 }
        guard let equals = outer.firstIndex(where: { $0.kind == .symbol && ["=", "+=", "-="].contains($0.text) }),
            equals > 0,
            node.tokens[0].kind == .name
        else { return }
        node.kind = .effect
        node.key = node.tokens.prefix { !$0.isSymbol("=") }.map(\.text).joined()
    }

    private static func member(_ node: inout BraceNode, depth: Int) {
        let tokens = node.tokens
        var index = 0
        var marks: [String] = []
        while index + 1 < tokens.count, tokens[index].kind == .name,
            modifiers.contains(tokens[index].text) || tokens[index].text.hasPrefix("@"),
            tokens[index + 1].kind == .name || tokens[index + 1].isSymbol("*") || tokens[index + 1].isSymbol("[")
                || tokens[index + 1].kind == .string || tokens[index + 1].isSymbol("{")
        {
            if ["static", "get", "set"].contains(tokens[index].text) { marks.append(tokens[index].text) }
            index += 1
        }
        if index < tokens.count, tokens[index].isSymbol("*") { index += 1 }
        guard index < tokens.count, tokens[index].kind == .name || tokens[index].kind == .string else { return }
        node.names = [tokens[index].text]
        node.key = (marks + node.names).joined(separator: " ")
        if index + 1 < tokens.count, tokens[index + 1].isSymbol("(") || tokens[index + 1].isSymbol("<") {
            node.kind = .function
            node.bodyStart = body(in: tokens, depth: depth)
        } else {
            node.kind = .value
        }
    }
}

/// An import statement: `import a, { b as c } from "m"`.
struct JavaScriptImport: Sendable, Hashable {
    /// The module's text with its quotes.
    var module: String
    /// The default import.
    var defaultName: String?
    /// The name of `* as name`.
    var namespace: String?
    /// What stands in braces, as written.
    var names: [String]

    /// Names that the statement binds.
    var boundNames: [String] {
        [defaultName, namespace].compactMap(\.self)
            + names.compactMap { $0.split(separator: " ").last.map(String.init) }
    }

    /// The module without quotes, whatever their kind.
    var plainModule: String { String(module.dropFirst().dropLast()) }

    /// The statement.
    var text: String {
        let braces = names.isEmpty ? nil : "{ \(names.joined(separator: ", ")) }"
        let clauses = [defaultName, namespace.map { "* as \($0)" }, braces].compactMap(\.self)
        return clauses.isEmpty ? "import \(module);" : "import \(clauses.joined(separator: ", ")) from \(module);"
    }

    /// Reads a statement; `nil` for what has another form.
    static func read(_ tokens: [BraceToken]) -> JavaScriptImport? {
        var rest = tokens.drop { $0.isName("import") }.filter { !$0.isSymbol(";") }[...]
        guard let module = rest.popLast(), module.kind == .string else { return nil }
        var result = JavaScriptImport(module: module.text, names: [])
        if rest.isEmpty { return result }
        guard rest.popLast()?.isName("from") == true else { return nil }
        if let first = rest.first, first.kind == .name, first.text != "type" {
            result.defaultName = first.text
            rest = rest.dropFirst().drop { $0.isSymbol(",") }
        }
        if rest.first?.isSymbol("*") == true {
            guard rest.count == 3, let last = rest.last else { return nil }
            result.namespace = last.text
            return result
        }
        guard !rest.isEmpty else { return result }
        guard rest.first?.isSymbol("{") == true, rest.last?.isSymbol("}") == true else { return nil }
        result.names = rest.dropFirst().dropLast().split { $0.isSymbol(",") }.map { clause in
            clause.map(\.text).joined(separator: " ")
        }
        return result
    }
}
