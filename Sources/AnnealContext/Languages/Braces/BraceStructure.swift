/// The statements of a file in a language with braces, and the members of its types.
struct BraceStructure: Sendable {
    let dialect: BraceDialect
    /// The file's lines without their ends.
    var lines: [String] { source.lines }
    private let source: SourceLines
    private let tokens: [BraceToken]
    /// The statements of the file.
    private(set) var nodes: [BraceNode] = []

    /// Reads a file. Complexity: O(n), times the depth of nested types.
    init(_ text: String, _ dialect: BraceDialect) {
        self.dialect = dialect
        source = SourceLines(lines: text.sourceLines)
        tokens = BraceScanner.tokens(of: text.replacing("\r\n", with: "\n"), dialect).filter { $0.kind != .comment }
        nodes = nodes(of: 0..<tokens.count, depth: 0, lines: 0..<lines.count)
    }

    /// Lines that begin inside of a string.
    var stringLines: Set<Int> {
        tokens.reduce(into: Set<Int>()) { lines, token in
            if token.lastLine > token.line { lines.formUnion(token.line + 1...token.lastLine) }
        }
    }

    // MARK: - Statements

    private func nodes(of range: Range<Int>, depth: Int, lines region: Range<Int>) -> [BraceNode] {
        var nodes: [BraceNode] = []
        var line = region.lowerBound
        var next = range.lowerBound
        while next < range.upperBound {
            var end = next + 1
            while end < range.upperBound, !startsStatement(end, depth: depth, from: next) { end += 1 }
            let first = max(line, tokens[next].line)
            let last = max(first, tokens[next..<end].map(\.lastLine).max() ?? first)
            guard last < lines.count else { break }
            let lead = leadingComments(above: first, from: line, to: &nodes)
            nodes.append(
                node(tokens: next..<end, firstLine: first, lastLine: last, lead: lead, floor: line, depth: depth))
            line = last + 1
            next = end
        }
        addComments(from: line, to: region.upperBound, to: &nodes)
        return nodes
    }

    private static let continuing: Set<String> = [
        ".", "?.", "?", ":", ",", ")", "]", "}", "=", "==", "===", "!=", "!==", "&&", "||", "??", "+", "-", "*", "/",
        "%",
        "<", ">", "<=", ">=", "=>", "->", "|", "&", "{",
    ]
    private static let continuingWords: Set<String> = [
        "else", "catch", "finally", "instanceof", "in", "of", "extends", "implements", "where", "from", "as", "is",
    ]

    private func startsStatement(_ index: Int, depth: Int, from start: Int) -> Bool {
        let token = tokens[index]
        let previous = tokens[index - 1]
        guard token.startsLine, token.depth <= depth, token.line > previous.lastLine else { return false }
        if Self.continuing.contains(token.text) && token.kind == .symbol { return false }
        if Self.continuingWords.contains(token.text) && token.kind == .name { return false }
        if dialect == .javaScript, token.isSymbol("(") || token.isSymbol("[") {
            // Without a semicolon in front it is a call or an element.
            return previous.isSymbol(";") || previous.isSymbol("}")
        }
        // Attributes on a line of their own belong to what follows.
        let isAttribute = tokens[start].text.hasPrefix("@")
        if isAttribute {
            let words = tokens[start..<index].filter { $0.depth == depth && $0.kind == .name }
            if words.allSatisfy({ $0.text.hasPrefix("@") }) { return false }
        }
        if previous.kind == .symbol {
            let openEnded = ["=", "=>", ",", ".", "?", ":", "&&", "||", "??", "+", "-", "*", "->", "|", "&", "(", "["]
            if openEnded.contains(previous.text) { return false }
        }
        return true
    }

    private func leadingComments(above line: Int, from start: Int, to nodes: inout [BraceNode]) -> [String] {
        let first = source.leadStart(above: line, from: start)
        addComments(from: start, to: first, to: &nodes)
        return Array(lines[first..<line])
    }

    private func addComments(from start: Int, to end: Int, to nodes: inout [BraceNode]) {
        for run in source.runs(in: start..<max(start, end)) {
            nodes.append(
                BraceNode(
                    kind: .comment, lines: Array(lines[run]),
                    blankBefore: source.blankLines(above: run.lowerBound, from: start), firstLine: run.lowerBound,
                    tokens: []))
        }
    }

    private func node(
        tokens range: Range<Int>, firstLine: Int, lastLine: Int, lead: [String], floor: Int, depth: Int
    ) -> BraceNode {
        let start = firstLine - lead.count
        var node = BraceNode(
            kind: .statement, lead: lead, lines: Array(lines[firstLine...lastLine]),
            blankBefore: source.blankLines(above: start, from: floor), firstLine: start, tokens: Array(tokens[range]))
        switch dialect {
        case .javaScript: JavaScriptDeclaration.classify(&node, depth: depth)
        case .swift: SwiftDeclaration.classify(&node, depth: depth)
        }
        if node.kind == .type, let open = node.bodyStart {
            let body = range.lowerBound + open
            let close = range.upperBound - 1
            // Members on the line of the brace can't be told from it.
            if close > body + 1, tokens[body + 1].line > tokens[body].line,
                tokens[close].line > tokens[close - 1].lastLine
            {
                node.children = nodes(
                    of: body + 1..<close, depth: depth + 1, lines: tokens[body].line + 1..<tokens[close].line)
            }
        }
        return node
    }
}
