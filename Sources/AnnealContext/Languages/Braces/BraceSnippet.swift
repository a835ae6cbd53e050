/// What of a model's code goes into a file of a language with braces; examples of use are left out.
struct BraceSnippet {
    /// All that is kept, comments included, in the order of the code.
    private(set) var nodes: [BraceNode] = []

    /// Reads code.
    ///
    /// - Parameters:
    ///   - text: as a model wrote it, whole file or part.
    ///   - dialect: its language.
    ///   - known: names that the file defines or uses already.
    init(_ text: String, _ dialect: BraceDialect, known: Set<String>) {
        let structure = BraceStructure(Self.cleaned(text, dialect), dialect)
        let isProgram = structure.nodes.contains { $0.kind == .statement && Self.startsProgram($0) }
        var kept = Self.lastOfEach(structure.nodes).filter { node in
            guard node.kind == .statement else { return true }
            return isProgram
                ? !Self.shows(node) || Self.startsProgram(node) : dialect == .swift && Self.isDirective(node)
        }
        if !isProgram { kept = Self.withoutExampleValues(kept, all: structure.nodes, known: known) }
        while kept.last?.kind == .comment { kept.removeLast() }
        nodes = kept
    }

    static func cleaned(_ text: String, _ dialect: BraceDialect) -> String {
        let lines = text.sourceLines.filter { !$0.hasPrefix("```") }
        let plain = lines.joined(separator: "\n")
        let structure = BraceStructure(plain, dialect)
        let indents = structure.nodes.filter { $0.kind != .comment }.map(\.indent)
        guard let first = indents.first, first > 0, indents.allSatisfy({ $0 >= first }) else { return plain }
        let frozen = structure.stringLines
        return lines.enumerated().map { number, line in
            frozen.contains(number) ? line : PythonNode.shift(line, by: -first)
        }.joined(separator: "\n")
    }

    private static func lastOfEach(_ nodes: [BraceNode]) -> [BraceNode] {
        var kept: [BraceNode] = []
        var positions: [String: Int] = [:]
        for node in nodes {
            guard node.kind == .function || node.kind == .type, !node.key.isEmpty else {
                kept.append(node)
                continue
            }
            if let position = positions[node.key] {
                if node.isStub && !kept[position].isStub { continue }
                kept[position] = node
            } else {
                positions[node.key] = kept.count
                kept.append(node)
            }
        }
        return kept
    }

    /// Whether a statement is how a program starts, and not an example of use.
    static func startsProgram(_ node: BraceNode) -> Bool {
        let words = Set(node.tokens.filter { $0.kind == .name }.map(\.text))
        let isStart = !words.isDisjoint(with: ["main", "argv", "exit", "exitCode", "stdin", "listen", "parseAsync"])
        return isStart && words.isDisjoint(with: ["describe", "assert", "test"])
    }

    private static func shows(_ node: BraceNode) -> Bool {
        node.tokens.contains { $0.isName("console") || $0.isName("print") || $0.isName("assert") }
    }

    /// `#if`, `#endif` and the like.
    private static func isDirective(_ node: BraceNode) -> Bool { node.tokens.first?.text.hasPrefix("#") == true }

    /// Leaves out variables that only examples of use need.
    private static func withoutExampleValues(
        _ nodes: [BraceNode], all: [BraceNode], known: Set<String>
    ) -> [BraceNode] {
        var kept = nodes
        let lines = Set(nodes.map(\.firstLine))
        var exampleNames = all.filter { !lines.contains($0.firstLine) }.reduce(into: Set<String>()) {
            $0.formUnion($1.mentions)
        }
        guard !exampleNames.isEmpty else { return kept }
        for index in kept.indices.reversed() where kept[index].kind == .value && !kept[index].isExported {
            let node = kept[index]
            let isConstant = node.names.allSatisfy { $0 == $0.uppercased() }
            let isUsed = node.names.contains { name in
                known.contains(name) || kept.contains { $0.firstLine != node.firstLine && $0.mentions.contains(name) }
            }
            guard !isConstant, !isUsed, !exampleNames.isDisjoint(with: node.names) else { continue }
            exampleNames.formUnion(node.mentions)
            kept.remove(at: index)
        }
        return kept
    }
}
