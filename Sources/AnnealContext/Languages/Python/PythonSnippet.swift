/// What of a model's code goes into a file.
///
/// Examples of use are left out: printing, asserting, calling a function for nothing, variables that only such
/// statements use.
struct PythonSnippet {
    /// The docstring of a whole file.
    var docstring: PythonNode?
    var futureImports: [PythonNode] = []
    var imports: [PythonNode] = []
    /// Definitions, assignments and statements with an effect, in their order.
    var nodes: [PythonNode] = []
    /// The block that runs when the file is started as a program.
    var mainGuard: PythonNode?
    /// All that is kept, comments included, in the order of the code: what a new file consists of.
    var whole: [PythonNode] = []

    /// Reads code.
    ///
    /// - Parameters:
    ///   - text: as a model wrote it, whole file or part.
    ///   - known: names that the file defines or uses already.
    init(_ text: String, known: Set<String>) {
        let structure = PythonStructure(Self.cleaned(text))
        let code = structure.nodes.filter { $0.kind != .comment }
        for (index, node) in code.enumerated() {
            switch node.kind {
            case .docstring: if index == 0 { docstring = node }
            case .futureImport: futureImports.append(node)
            case .importing: imports.append(node)
            case .mainGuard: if Self.startsProgram(node) { mainGuard = node }
            case .comment: break
            default: nodes.append(node)
            }
        }
        nodes = Self.withoutExamples(Self.lastOfEach(nodes), known: known)
        let kept = nodes + imports + futureImports + [docstring, mainGuard].compactMap(\.self)
        let lines = Set(kept.map(\.firstLine))
        whole = structure.nodes.filter { $0.kind == .comment || lines.contains($0.firstLine) }
        while whole.last?.kind == .comment { whole.removeLast() }
    }

    /// The text without fences and without an indentation that all of it shares.
    static func cleaned(_ text: String) -> String {
        let lines = text.sourceLines.filter { !$0.hasPrefix("```") }
        let plain = lines.joined(separator: "\n")
        let structure = PythonStructure(plain)
        let indents = structure.nodes.filter { $0.kind != .comment }.map(\.indent)
        guard let first = indents.first, first > 0, indents.allSatisfy({ $0 >= first }) else { return plain }
        return lines.enumerated().map { number, line in
            structure.isInsideString(number) ? line : PythonNode.shift(line, by: -first)
        }.joined(separator: "\n")
    }

    /// Keeps the last definition of each name, where the first one stands, unless only the earlier one has a body.
    private static func lastOfEach(_ nodes: [PythonNode]) -> [PythonNode] {
        var kept: [PythonNode] = []
        var positions: [String: Int] = [:]
        for node in nodes {
            guard node.kind == .function || node.kind == .type else {
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

    // MARK: - Examples of use

    private static let programWords: Set<String> = [
        "main", "cli", "argv", "exit", "SystemExit", "stdin", "parse_args", "ArgumentParser",
    ]
    private static let testWords: Set<String> = ["unittest", "doctest", "pytest", "testmod"]

    /// Whether a statement is how a program starts, and not an example of use.
    static func startsProgram(_ node: PythonNode) -> Bool {
        let words = Set(node.tokens.filter { $0.kind == .name }.map(\.text))
        return !words.isDisjoint(with: programWords) && words.isDisjoint(with: testWords)
    }

    private static func withoutExamples(_ nodes: [PythonNode], known: Set<String>) -> [PythonNode] {
        let isProgram = nodes.contains {
            ($0.kind == .expression || $0.kind == .compound || $0.kind == .assignment) && startsProgram($0)
                && !$0.tokens.contains { $0.isName("def") }
        }
        if isProgram { return nodes.filter { $0.kind != .docstring && !$0.isAssertion } }
        var kept = nodes.filter { $0.isDeclarative }
        let dropped = nodes.filter { !$0.isDeclarative }
        let functions = Set(nodes.filter { $0.kind == .function }.map(\.name))
        var exampleNames = dropped.reduce(into: Set<String>()) { $0.formUnion($1.mentions) }
        // From the end, because one example's variable may be made from another's.
        for index in kept.indices.reversed() where kept[index].kind == .assignment {
            let node = kept[index]
            let isPlain = node.names.allSatisfy { $0 == $0.lowercased() && !$0.hasPrefix("_") }
            let others = kept.enumerated().filter { $0.offset != index }.map(\.element)
            let isUsed = node.names.contains { name in
                known.contains(name) || others.contains { $0.mentions.contains(name) }
            }
            let isExample =
                !exampleNames.isDisjoint(with: node.names) || !functions.isDisjoint(with: node.eagerMentions)
            guard isPlain, !isUsed, isExample else { continue }
            exampleNames.formUnion(node.mentions)
            kept.remove(at: index)
        }
        let bound = known.union(kept.flatMap(\.names))
        return kept.filter { node in
            guard node.kind == .effect else { return true }
            return node.mentions.isDisjoint(with: exampleNames.subtracting(bound).subtracting(Python.builtins))
        }
    }
}

extension PythonNode {
    var isAssertion: Bool { tokens.first?.isName("assert") == true }

    /// Whether a statement defines or changes something, and does not merely show how the code is used.
    fileprivate var isDeclarative: Bool {
        switch kind {
        case .function, .type, .assignment, .effect: return true
        case .compound:
            let shows = tokens.contains { $0.isName("print") || $0.isName("assert") || $0.isName("input") }
            return !shows && children.contains { $0.isDeclarative || $0.kind == .importing }
        case .expression:
            // Set-up of a module: `logging.basicConfig(…)`; `thing.method(…)` on a variable is an example.
            guard let first = tokens.first, first.kind == .name, tokens.dropFirst().first?.isSymbol(".") == true,
                tokens.contains(where: { $0.isSymbol("(") })
            else { return false }
            return Python.modules.contains(first.text) || (first.text == first.text.uppercased() && first.text != "_")
        default: return false
        }
    }
}
