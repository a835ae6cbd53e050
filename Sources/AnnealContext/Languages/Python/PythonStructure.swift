/// The statements of a Python file and of its classes.
struct PythonStructure: Sendable {
    /// The file's lines without their ends.
    var lines: [String] { source.lines }
    private let source: SourceLines
    /// Tokens without comments.
    private let tokens: [PythonToken]
    /// Statements in the order of the file.
    private let statements: [Statement]
    /// Lines that begin inside of a string.
    private let stringLines: Set<Int>
    /// The statements of the module.
    private(set) var nodes: [PythonNode] = []

    private struct Statement {
        var tokens: Range<Int>
        var firstLine: Int
        var lastLine: Int
        var indent: Int
    }

    /// Reads a file. Complexity: O(n), times the depth of nested classes.
    init(_ text: String) {
        source = SourceLines(lines: text.sourceLines)
        tokens = PythonScanner.tokens(of: text.replacing("\r\n", with: "\n")).filter { $0.kind != .comment }
        var statements: [Statement] = []
        var stringLines = Set<Int>()
        for (index, token) in tokens.enumerated() {
            if token.startsStatement || statements.isEmpty {
                statements.append(
                    Statement(
                        tokens: index..<index + 1, firstLine: token.line, lastLine: token.lastLine,
                        indent: token.column))
            } else {
                let last = statements.count - 1
                statements[last].tokens = statements[last].tokens.lowerBound..<index + 1
                statements[last].lastLine = max(statements[last].lastLine, token.lastLine)
            }
            if token.lastLine > token.line { stringLines.formUnion(token.line + 1...token.lastLine) }
        }
        self.statements = statements
        self.stringLines = stringLines
        nodes = nodes(of: 0..<statements.count, indent: 0, lines: 0..<lines.count)
    }

    /// Whether a line begins inside of a string, so that its white space counts.
    func isInsideString(_ line: Int) -> Bool { stringLines.contains(line) }

    // MARK: - Grouping

    private func keyword(_ statement: Int) -> String { tokens[statements[statement].tokens.lowerBound].text }

    private func nodes(of range: Range<Int>, indent: Int, lines region: Range<Int>) -> [PythonNode] {
        var nodes: [PythonNode] = []
        var next = range.lowerBound
        var line = region.lowerBound
        while next < range.upperBound {
            let end = endOfNode(from: next, in: range, indent: indent)
            let firstLine = max(line, statements[next].firstLine)
            var lastLine = max(firstLine, statements[end - 1].lastLine)
            let limit = end < range.upperBound ? statements[end].firstLine : region.upperBound
            // Comments that are indented further still belong to the body.
            var probe = lastLine + 1
            while probe < limit {
                if !lines[probe].isBlank {
                    guard indentation(of: lines[probe]) > indent else { break }
                    lastLine = probe
                }
                probe += 1
            }
            let lead = leadingComments(above: firstLine, from: line, to: &nodes)
            let node = node(statements: next..<end, firstLine: firstLine, lastLine: lastLine, lead: lead, floor: line)
            nodes.append(node)
            line = lastLine + 1
            next = end
        }
        addComments(from: line, to: region.upperBound, to: &nodes)
        return nodes
    }

    private func endOfNode(from start: Int, in range: Range<Int>, indent: Int) -> Int {
        var end = start
        // Decorators belong to what follows them.
        while end < range.upperBound, keyword(end) == "@", statements[end].indent <= indent { end += 1 }
        let head = min(end, range.upperBound - 1)
        end = head + 1
        var isBlock = ["if", "try", "for", "while", "with", "async"].contains(keyword(head))
        if ["def", "class"].contains(keyword(head)) { isBlock = false }
        while end < range.upperBound {
            let isInside = statements[end].indent > indent
            // Several statements on one line are one node, so that no line is taken twice.
            let isSameLine = statements[end].firstLine <= statements[end - 1].lastLine
            let continues = isBlock && ["elif", "else", "except", "finally"].contains(keyword(end))
            guard isInside || continues || isSameLine else { break }
            end += 1
        }
        return end
    }

    private func indentation(of line: String) -> Int {
        var column = 0
        for character in line {
            if character == " " {
                column += 1
            } else if character == "\t" {
                column = (column / 8 + 1) * 8
            } else {
                break
            }
        }
        return column
    }

    /// Takes the comment lines directly above a statement; comments further up become nodes of their own.
    private func leadingComments(above line: Int, from start: Int, to nodes: inout [PythonNode]) -> [String] {
        let first = source.leadStart(above: line, from: start)
        addComments(from: start, to: first, to: &nodes)
        return Array(lines[first..<line])
    }

    private func addComments(from start: Int, to end: Int, to nodes: inout [PythonNode]) {
        for run in source.runs(in: start..<max(start, end)) {
            nodes.append(
                PythonNode(
                    kind: .comment, lines: Array(lines[run]),
                    blankBefore: source.blankLines(above: run.lowerBound, from: start), firstLine: run.lowerBound,
                    tokens: []))
        }
    }

    private func node(
        statements range: Range<Int>, firstLine: Int, lastLine: Int, lead: [String], floor: Int
    ) -> PythonNode {
        let head = range.first { keyword($0) != "@" } ?? range.lowerBound
        let first = statements[range.lowerBound].tokens.lowerBound
        let last = statements[range.upperBound - 1].tokens.upperBound
        let start = firstLine - lead.count
        let classified = PythonStatementKind.classify(tokens[statements[head].tokens])
        var node = PythonNode(
            kind: classified.kind, names: classified.names, lead: lead, lines: Array(lines[firstLine...lastLine]),
            blankBefore: source.blankLines(above: start, from: floor), firstLine: start,
            tokens: Array(tokens[first..<last]))
        node.decoratorLines = min(node.lines.count, max(0, statements[head].firstLine - firstLine))
        node.headerLines = min(node.lines.count, statements[head].lastLine - firstLine + 1)
        let body = head + 1..<range.upperBound
        if node.kind == .type || node.kind == .compound, let inner = body.first {
            let bodyIndent = statements[inner].indent
            node.children = nodes(
                of: body, indent: bodyIndent, lines: min(lastLine + 1, firstLine + node.headerLines)..<lastLine + 1)
        }
        return node
    }
}

/// Tells what kind of statement some tokens are.
enum PythonStatementKind {
    /// Classifies a statement.
    ///
    /// - Parameter tokens: the statement's tokens, for a block those of its header.
    /// - Returns: the kind, and the names that it binds.
    static func classify(_ tokens: ArraySlice<PythonToken>) -> (kind: PythonNode.Kind, names: [String]) {
        guard let first = tokens.first else { return (.expression, []) }
        let rest = tokens.dropFirst()
        switch first.text {
        case "import":
            return (.importing, PythonImport.read(tokens).flatMap(\.boundNames))
        case "from":
            let isFuture = rest.first?.isName("__future__") == true
            return (isFuture ? .futureImport : .importing, PythonImport.read(tokens).flatMap(\.boundNames))
        case "def", "class":
            guard let name = rest.first, name.kind == .name else { return (.expression, []) }
            return (first.text == "def" ? .function : .type, [name.text])
        case "async" where rest.first?.isName("def") == true:
            guard let name = rest.dropFirst().first, name.kind == .name else { return (.expression, []) }
            return (.function, [name.text])
        case "if" where rest.contains { $0.isName("__name__") }:
            return (.mainGuard, [])
        case "if", "try", "for", "while", "with", "async", "match":
            if tokens.contains(where: { $0.depth == 0 && $0.isSymbol(":") }) { return (.compound, []) }
        default: break
        }
        if first.kind == .string && tokens.allSatisfy({ $0.kind == .string }) { return (.docstring, []) }
        return assignment(tokens)
    }

    private static func assignment(_ tokens: ArraySlice<PythonToken>) -> (kind: PythonNode.Kind, names: [String]) {
        var tokens = tokens
        if tokens.first?.isName("type") == true, tokens.dropFirst().first?.kind == .name { tokens = tokens.dropFirst() }
        let outer = tokens.filter { $0.depth == 0 }
        if let augmented = outer.first(where: { $0.kind == .symbol && $0.text.hasSuffix("=") && $0.text.count > 1 }),
            !["==", "!=", "<=", ">=", ":="].contains(augmented.text)
        {
            return (.effect, [])
        }
        if outer.count >= 2, outer[0].kind == .name, outer[1].isSymbol(":"), !Python.keywords.contains(outer[0].text) {
            return (.assignment, [outer[0].text])
        }
        guard let equals = tokens.lastIndex(where: { $0.depth == 0 && $0.isSymbol("=") }) else {
            return (tokens.first?.isName("del") == true ? .effect : .expression, [])
        }
        let targets = tokens[..<equals]
        let isSimple = targets.allSatisfy {
            $0.kind == .name || ["=", ",", "(", ")", "*"].contains($0.text)
        }
        let callsFirst = targets.dropFirst().first?.isSymbol("(") == true
        guard isSimple, !callsFirst, targets.first?.kind == .name || targets.first?.isSymbol("(") == true else {
            return (.effect, [])
        }
        return (.assignment, targets.filter { $0.kind == .name }.map(\.text))
    }
}
