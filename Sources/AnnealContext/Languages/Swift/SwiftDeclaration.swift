/// Tells what a statement of Swift declares.
enum SwiftDeclaration {
    private static let modifiers: Set<String> = [
        "public", "private", "fileprivate", "internal", "package", "open", "static", "final", "override", "mutating",
        "nonmutating", "required", "convenience", "lazy", "weak", "unowned", "indirect", "nonisolated", "dynamic",
        "optional", "prefix", "postfix", "infix", "isolated", "borrowing", "consuming", "async",
    ]

    /// Fills in kind, names, key and body of a node.
    ///
    /// - Parameters:
    ///   - node: a node with its tokens.
    ///   - depth: 0 for a statement of the file, more for a member of a type.
    static func classify(_ node: inout BraceNode, depth: Int) {
        let tokens = node.tokens
        var index = 0
        var isStatic = false
        while index < tokens.count {
            let token = tokens[index]
            let isModifier = token.kind == .name && (token.text.hasPrefix("@") || modifiers.contains(token.text))
            // `class func` is a modifier, `class Name` a type.
            let isClassMember =
                token.isName("class") && index + 1 < tokens.count && ["func", "var"].contains(tokens[index + 1].text)
            guard isModifier || isClassMember || token.depth > depth || token.isSymbol(")") || token.isSymbol("(")
            else {
                break
            }
            isStatic = isStatic || token.isName("static") || isClassMember
            if token.isName("public") || token.isName("open") { node.isExported = true }
            index += 1
        }
        guard index < tokens.count else { return }
        let next = index + 1 < tokens.count ? tokens[index + 1] : nil
        let brace = tokens[index...].firstIndex { $0.depth == depth && $0.isSymbol("{") }
        switch tokens[index].text {
        case "import":
            node.kind = .importing
            node.names = []
            node.key = tokens[index...].map(\.text).joined(separator: " ")
        case "func":
            node.kind = .function
            node.names = next.map { [$0.text] } ?? []
            node.bodyStart = brace
            node.key = (isStatic ? "static " : "") + node.name + labels(in: tokens[index...], depth: depth)
        case "init", "deinit", "subscript":
            node.kind = .function
            node.names = [tokens[index].text]
            node.bodyStart = brace
            node.key = node.name + labels(in: tokens[index...], depth: depth)
        case "struct", "class", "enum", "protocol", "actor", "extension":
            node.kind = .type
            let words = tokens[(index + 1)...].prefix { $0.kind == .name || $0.isSymbol(".") }
            node.names = [words.prefix { $0.text != "where" }.map(\.text).joined()]
            node.bodyStart = brace
            // Extensions of one type are told apart by what they add.
            node.key = tokens[index].text == "extension" ? node.signature : node.name
        case "let", "var", "case", "typealias", "associatedtype":
            node.kind = .value
            node.names = next.map { [$0.text] } ?? []
            node.key = (isStatic ? "static " : "") + (tokens[index].text == "case" ? "case " : "") + node.name
        default: break
        }
    }

    /// The argument labels of a function, which are part of its name.
    private static func labels(in tokens: ArraySlice<BraceToken>, depth: Int) -> String {
        guard let open = tokens.firstIndex(where: { $0.depth == depth && $0.isSymbol("(") }) else { return "" }
        let parameters = tokens[(open + 1)...].prefix { !($0.depth == depth && $0.isSymbol(")")) }
        let names = parameters.split { $0.depth == depth + 1 && $0.isSymbol(",") }.map { $0.first?.text ?? "_" }
        return "(" + names.map { $0 + ":" }.joined() + ")"
    }
}
