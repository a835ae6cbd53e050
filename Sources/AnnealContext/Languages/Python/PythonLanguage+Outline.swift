extension PythonLanguage {
    /// The outline of a file; see `Language.outline`. Functions within functions are left out.
    public func outline(of source: String) -> SourceOutline {
        var outline = SourceOutline()
        Self.add(PythonStructure(source).nodes, parent: nil, to: &outline)
        return outline
    }

    private static func add(_ nodes: [PythonNode], parent: String?, to outline: inout SourceOutline) {
        for node in nodes {
            switch node.kind {
            case .function:
                outline.definitions.append(definition(node, kind: parent == nil ? .function : .method, parent: parent))
            case .type:
                outline.definitions.append(definition(node, kind: .type, parent: parent))
                add(node.children, parent: node.name, to: &outline)
            case .assignment:
                for name in node.names {
                    outline.definitions.append(
                        SourceOutline.Definition(
                            kind: .value, name: name, parent: parent, signature: valueSignature(node, name: name),
                            lines: lines(of: node)))
                }
            case .importing, .futureImport:
                outline.imports += PythonImport.read(node.ownTokens).map(\.module)
            case .compound:
                add(node.children, parent: parent, to: &outline)
            default: break
            }
        }
    }

    private static func lines(of node: PythonNode) -> ClosedRange<Int> {
        node.firstLine + 1...max(node.firstLine, node.lastLine) + 1
    }

    private static func definition(
        _ node: PythonNode, kind: SourceOutline.Definition.Kind, parent: String?
    ) -> SourceOutline.Definition {
        SourceOutline.Definition(
            kind: kind, name: node.name, parent: parent, signature: node.signature, documentation: docstring(of: node),
            lines: lines(of: node))
    }

    private static func valueSignature(_ node: PythonNode, name: String) -> String {
        guard node.lines.count == 1, node.names.count == 1 else { return name }
        let line = node.lines[0].trimmed
        return line.count <= 100 ? line : name
    }

    private static func docstring(of node: PythonNode) -> String? {
        guard let token = node.bodyTokens.first, token.kind == .string,
            let open = token.text.firstIndex(where: { $0 == "\"" || $0 == "'" })
        else { return nil }
        var text = token.text[open...]
        let marks = text.hasPrefix("\"\"\"") || text.hasPrefix("'''") ? 3 : 1
        text = text.dropFirst(marks).dropLast(marks)
        let lines = text.trimmed.sourceLines.map(\.trimmed)
        let paragraph = lines.prefix { !$0.isEmpty }.joined(separator: " ")
        return paragraph.isEmpty ? nil : paragraph
    }
}
