extension PythonNode {
    /// Names whose values are needed when the statement is executed at import, not only when a function is called.
    var eagerMentions: Set<String> {
        switch kind {
        case .function:
            let body = bodyTokens
            let last = body.isEmpty ? tokens.endIndex : body.startIndex
            return Self.mentions(in: Array(tokens[tokens.startIndex..<last])).subtracting([name])
        case .type:
            guard !children.isEmpty else { return mentions.subtracting([name]) }
            let first = children[0].firstLine
            let header = Self.mentions(in: tokens.filter { $0.line < first })
            return children.reduce(into: header) { $0.formUnion($1.eagerMentions) }.subtracting([name])
        default:
            return mentions.subtracting(names)
        }
    }

    /// White space in front of the statement's first line.
    var indent: Int { ownTokens.first?.column ?? 0 }

    /// The statement with its lines shifted; text within strings stays as it is.
    func shifted(by columns: Int) -> PythonNode {
        guard columns != 0 else { return self }
        var frozen = Set<Int>()
        for token in tokens where token.lastLine > token.line { frozen.formUnion(token.line + 1...token.lastLine) }
        var node = self
        node.lead = lead.map { Self.shift($0, by: columns) }
        let first = firstLine + lead.count
        node.lines = lines.enumerated().map { frozen.contains(first + $0) ? $1 : Self.shift($1, by: columns) }
        return node
    }

    static func shift(_ line: String, by columns: Int) -> String {
        if line.isBlank { return "" }
        if columns > 0 { return String(repeating: " ", count: columns) + line }
        var left = -columns
        var rest = line[...]
        while left > 0, rest.first == " " || rest.first == "\t" {
            left -= rest.first == "\t" ? 8 : 1
            rest = rest.dropFirst()
        }
        return String(rest)
    }

    /// This definition in the place of another: what a model tends to leave out is kept.
    ///
    /// Comments above stay when the new one has none. Decorators stay when the new one has none and they still fit.
    ///
    /// - Parameter old: the definition that is replaced.
    /// - Returns: the definition to write.
    func replacing(_ old: PythonNode) -> PythonNode {
        var node = self
        node.blankBefore = old.blankBefore
        if lead.isEmpty { node.lead = old.lead }
        guard decoratorLines == 0, old.decoratorLines > 0, kind == old.kind else { return node }
        let decorators = old.lines.prefix(old.decoratorLines)
        let text = decorators.joined(separator: "\n")
        let takesSelf = firstParameter == "self"
        if kind == .function {
            if takesSelf && (text.contains("@staticmethod") || text.contains("@classmethod")) { return node }
            if text.contains("@classmethod") && firstParameter != "cls" { return node }
            if text.contains("property") && parameterCount != 1 { return node }
        } else if children.contains(where: { $0.name == "__init__" }) {
            return node
        }
        node.lines = decorators + lines
        node.decoratorLines = old.decoratorLines
        node.headerLines += old.decoratorLines
        return node
    }

    private var parameterCount: Int {
        let own = ownTokens
        guard let open = own.firstIndex(where: { $0.isSymbol("(") }) else { return 0 }
        let inside = own[(open + 1)...].prefix { $0.depth > own[open].depth && !($0.isSymbol(")") && $0.depth == 1) }
        return inside.isEmpty ? 0 : inside.count { $0.depth == own[open].depth + 1 && $0.isSymbol(",") } + 1
    }

    /// Its lines without trailing white space, to tell whether it is there already.
    var normalised: [String] {
        lines.map { line in
            var line = line[...]
            while line.last?.isWhitespace == true { line = line.dropLast() }
            return String(line)
        }
    }
}
