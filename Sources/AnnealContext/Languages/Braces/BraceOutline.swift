/// The outline of a file in a language with braces.
enum BraceOutline {
    /// Reads a file. Complexity: O(n).
    static func read(_ source: String, _ dialect: BraceDialect) -> SourceOutline {
        var outline = SourceOutline()
        add(BraceStructure(source, dialect).nodes, parent: nil, dialect, to: &outline)
        return outline
    }

    private static func add(
        _ nodes: [BraceNode], parent: String?, _ dialect: BraceDialect, to outline: inout SourceOutline
    ) {
        for node in nodes {
            let kind: SourceOutline.Definition.Kind
            switch node.kind {
            case .function: kind = parent == nil ? .function : .method
            case .type: kind = .type
            case .value: kind = .value
            case .importing:
                outline.imports += imports(of: node, dialect)
                continue
            default: continue
            }
            for name in node.names where !name.isEmpty {
                outline.definitions.append(
                    SourceOutline.Definition(
                        kind: kind, name: name, parent: parent, signature: signature(of: node, name: name),
                        documentation: documentation(of: node),
                        lines: node.firstLine + 1...max(node.firstLine, node.lastLine) + 1))
            }
            if node.kind == .type { add(node.children, parent: node.name, dialect, to: &outline) }
        }
    }

    private static func imports(of node: BraceNode, _ dialect: BraceDialect) -> [String] {
        switch dialect {
        case .javaScript:
            if let clause = JavaScriptImport.read(node.tokens) { return [clause.plainModule] }
            return node.tokens.filter { $0.kind == .string }.prefix(1).map { String($0.text.dropFirst().dropLast()) }
        case .swift:
            return node.tokens.last.map { [$0.text] } ?? []
        }
    }

    private static func signature(of node: BraceNode, name: String) -> String {
        guard node.kind == .value else { return node.signature }
        guard node.lines.count == 1, node.names.count == 1 else { return name }
        let line = node.lines[0].trimmed
        return line.count <= 100 ? line : name
    }

    private static func documentation(of node: BraceNode) -> String? {
        var words: [String] = []
        for line in node.lead {
            var text = line.trimmed[...]
            for mark in ["/**", "///", "//", "/*", "*/", "*"] where text.hasPrefix(mark) {
                text = text.dropFirst(mark.count)
            }
            if text.hasSuffix("*/") { text = text.dropLast(2) }
            let plain = text.trimmed
            if plain.isEmpty && !words.isEmpty { break }
            if plain.hasPrefix("@") { break }
            if !plain.isEmpty { words.append(plain) }
        }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
