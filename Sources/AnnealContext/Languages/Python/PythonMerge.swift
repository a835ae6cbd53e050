/// Puts a model's code into a Python file.
///
/// Statements are the unit: those that exist are replaced where they stand, others are added where their names are
/// known. Lines that are not concerned stay as they are.
struct PythonMerge {
    private var entries: [Entry]

    private struct Entry {
        var node: PythonNode
        var isNew = false
        /// Blank lines that it brings when it is new.
        var spacing = 0
    }

    /// Merges once; see `Language.merge`.
    static func merge(_ snippet: String, into source: String) -> String {
        var merge = PythonMerge(source: source)
        merge.apply(snippet)
        return merge.text
    }

    private init(source: String) {
        entries = PythonStructure(source).nodes.map { Entry(node: $0) }
    }

    private mutating func apply(_ text: String) {
        let known = entries.reduce(into: Set<String>()) { $0.formUnion($1.node.mentions) }
        var snippet = PythonSnippet(text, known: known)
        if !entries.contains(where: { $0.node.kind != .comment }) {
            startFile(with: snippet)
            return
        }
        adopt(docstring: snippet.docstring)
        add(futureImports: snippet.futureImports)
        adoptMethods(from: &snippet)
        let defined = Set((entries.map(\.node) + snippet.nodes).filter { $0.kind.isDefinition }.flatMap(\.names))
        add(imports: snippet.imports, except: defined)
        for node in snippet.nodes {
            switch node.kind {
            case .function, .type: define(node)
            case .assignment: assign(node)
            default: addStatement(node)
            }
        }
        if let guardNode = snippet.mainGuard { setMainGuard(guardNode) }
        orderByNeed()
    }

    // MARK: - The top of the file

    /// A new file keeps the order of the code, except for imports below definitions, which go to the top.
    private mutating func startFile(with snippet: PythonSnippet) {
        let firstDefinition = snippet.whole.firstIndex { $0.kind.isDefinition } ?? snippet.whole.count
        for (index, node) in snippet.whole.enumerated() where !node.kind.isImport || index < firstDefinition {
            entries.append(Entry(node: node, isNew: true, spacing: min(2, node.blankBefore)))
        }
        let late = snippet.whole.dropFirst(firstDefinition).filter { $0.kind.isImport }
        add(futureImports: late.filter { $0.kind == .futureImport })
        add(imports: late.filter { $0.kind == .importing }, except: [])
        orderByNeed()
    }

    private var bodyStart: Int {
        var index = 0
        while index < entries.count, entries[index].node.kind == .comment, index == 0 { index += 1 }
        while index < entries.count, entries[index].node.kind == .docstring { index += 1 }
        return index
    }

    private mutating func adopt(docstring: PythonNode?) {
        guard let docstring, !entries.contains(where: { $0.node.kind == .docstring }) else { return }
        insert(docstring, at: entries.first?.node.kind == .comment ? 1 : 0)
    }

    private mutating func add(futureImports: [PythonNode]) {
        for node in futureImports where !entries.contains(where: { $0.node.normalised == node.normalised }) {
            let last = entries.lastIndex { $0.node.kind == .futureImport }
            insert(node, at: last.map { $0 + 1 } ?? bodyStart)
        }
    }

    /// The place after the imports at the top.
    private var importEnd: Int {
        let firstDefinition = entries.firstIndex { $0.node.kind.isDefinition } ?? entries.count
        let last = entries[..<firstDefinition].lastIndex {
            $0.node.kind == .importing || $0.node.kind == .futureImport || $0.node.isConditionalImport
        }
        return last.map { $0 + 1 } ?? bodyStart
    }

    private mutating func add(imports: [PythonNode], except defined: Set<String>) {
        for node in imports {
            for var clause in PythonImport.read(node.ownTokens) {
                if let names = clause.names {
                    // A file that imports its own definitions would import itself.
                    let kept = names.filter { !defined.contains($0.bound) }
                    guard !kept.isEmpty else { continue }
                    clause.names = kept
                }
                add(clause)
            }
        }
    }

    private mutating func add(_ clause: PythonImport) {
        let present = entries.indices.filter { entries[$0].node.kind == .importing }
        var clause = clause
        for index in present {
            for existing in PythonImport.read(entries[index].node.ownTokens) where existing.module == clause.module {
                guard let names = clause.names else {
                    if existing.names == nil && existing.alias == clause.alias { return }
                    continue
                }
                let known = existing.names ?? []
                clause.names = names.filter { !known.contains($0) }
                if clause.names?.isEmpty == true { return }
            }
        }
        if let names = clause.names, let index = present.first(where: { canExtend(entries[$0].node, with: clause) }) {
            var existing = PythonImport.read(entries[index].node.ownTokens)[0]
            existing.names?.append(contentsOf: names)
            let old = entries[index].node
            var node = Self.node(for: existing)
            node.lead = old.lead
            node.blankBefore = old.blankBefore
            entries[index].node = node
            return
        }
        insert(Self.node(for: clause), at: importEnd)
    }

    private func canExtend(_ node: PythonNode, with clause: PythonImport) -> Bool {
        let clauses = PythonImport.read(node.ownTokens)
        guard clauses.count == 1, clauses[0].module == clause.module, let names = clauses[0].names else { return false }
        // A comment inside would be lost.
        let isSound = node.tokens.allSatisfy { $0.kind == .name || $0.kind == .symbol }
        return isSound && !names.contains { $0.name == "*" } && clause.names?.contains { $0.name == "*" } == false
            && !node.lines.contains { $0.contains("#") || $0.contains(";") }
    }

    private static func node(for clause: PythonImport) -> PythonNode {
        let text = clause.lines.joined(separator: "\n")
        return PythonStructure(text).nodes.first
            ?? PythonNode(kind: .importing, lines: clause.lines, blankBefore: 0, firstLine: 0, tokens: [])
    }

    // MARK: - Definitions

    /// Methods that a model wrote without their class go into the class that has them, or into the only one.
    private mutating func adoptMethods(from snippet: inout PythonSnippet) {
        let topLevel = Set(entries.filter { $0.node.kind == .function }.map(\.node.name))
        let classes = entries.indices.filter { entries[$0].node.kind == .type }
        snippet.nodes.removeAll { node in
            guard node.kind == .function, ["self", "cls"].contains(node.firstParameter), !topLevel.contains(node.name)
            else { return false }
            let owners = classes.filter { entries[$0].node.children.contains { $0.key == node.key } }
            guard let owner = owners.count == 1 ? owners[0] : (classes.count == 1 ? classes[0] : nil) else {
                return false
            }
            entries[owner].node = PythonClassMerge.adding([node], to: entries[owner].node)
            return true
        }
    }

    private mutating func define(_ node: PythonNode) {
        let same = entries.indices.filter {
            let other = entries[$0].node
            return other.kind.isDefinition
                && (other.key == node.key || (other.kind != node.kind && other.name == node.name))
        }
        guard let index = same.first else {
            insert(node, at: definitionEnd)
            return
        }
        let old = entries[index].node
        if node.isStub && !old.isStub && old.kind == node.kind { return }
        entries[index].node =
            node.kind == .type && old.kind == .type
            ? PythonClassMerge.merge(node, into: old) : node.replacing(old)
        for other in same.dropFirst().reversed() where entries[other].node.kind != .assignment {
            entries.remove(at: other)
        }
    }

    /// Before the statements at the end that start the program.
    private var definitionEnd: Int {
        var index = entries.count
        while index > 0 {
            let node = entries[index - 1].node
            let startsProgram =
                node.kind == .mainGuard
                || ((node.kind == .expression || node.kind == .compound) && !node.isConditionalImport
                    && !node.children.contains { $0.kind.isDefinition })
            guard startsProgram else { break }
            index -= 1
        }
        return index
    }

    private mutating func assign(_ node: PythonNode) {
        let same = entries.firstIndex { entry in
            entry.node.kind.isDefinition && !Set(entry.node.names).isDisjoint(with: node.names)
        }
        if let same {
            entries[same].node = node.replacing(entries[same].node)
            return
        }
        insert(node, at: max(assignmentEnd, placeAfterNeeds(of: node)))
    }

    /// The place after the imports and the assignments that follow them.
    private var assignmentEnd: Int {
        var index = importEnd
        while index < entries.count, entries[index].node.kind == .assignment { index += 1 }
        return index
    }

    private func placeAfterNeeds(of node: PythonNode) -> Int {
        let needs = node.eagerMentions
        return entries.lastIndex { !needs.isDisjoint(with: $0.node.names) }.map { $0 + 1 } ?? 0
    }

    private mutating func addStatement(_ node: PythonNode) {
        guard !entries.contains(where: { $0.node.normalised == node.normalised }) else { return }
        if node.isConditionalImport {
            insert(node, at: importEnd)
        } else if PythonSnippet.startsProgram(node) || node.kind == .expression {
            insert(node, at: entries.last?.node.kind == .mainGuard ? entries.count - 1 : entries.count)
        } else {
            insert(node, at: max(assignmentEnd, placeAfterNeeds(of: node)))
        }
    }

    private mutating func setMainGuard(_ node: PythonNode) {
        if let index = entries.firstIndex(where: { $0.node.kind == .mainGuard }) {
            entries[index].node = node.replacing(entries[index].node)
        } else {
            insert(node, at: entries.count)
        }
    }

    private mutating func insert(_ node: PythonNode, at index: Int) {
        entries.insert(Entry(node: node, isNew: true), at: index)
    }

    /// Moves new definitions in front of what needs them already when the file is imported.
    private mutating func orderByNeed() {
        var moves = entries.count * 4
        var index = 0
        while index < entries.count, moves > 0 {
            let entry = entries[index]
            let names = entry.node.kind.isDefinition && entry.isNew ? entry.node.names : []
            let user = entries[..<index].firstIndex { !$0.node.eagerMentions.isDisjoint(with: names) }
            if let user {
                entries.remove(at: index)
                entries.insert(entry, at: user)
                index = user
                moves -= 1
            } else {
                index += 1
            }
        }
    }

    // MARK: - Text

    private var text: String {
        SourceLines.text(
            zip([nil] + entries.map(Optional.some), entries).map { previous, entry in
                (blankLines(between: previous, and: entry), entry.node.lead + entry.node.lines)
            })
    }

    private func blankLines(between previous: Entry?, and entry: Entry) -> Int {
        guard let previous else { return 0 }
        let present = entry.isNew ? entry.spacing : entry.node.blankBefore
        guard entry.isNew || previous.isNew else { return present }
        let kinds = [previous.node.kind, entry.node.kind]
        if previous.node.kind == .comment && !previous.isNew && !entry.isNew { return present }
        if kinds.contains(where: { $0 == .function || $0 == .type || $0 == .mainGuard }) { return max(present, 2) }
        if kinds[0].isImport && (kinds[1].isImport || kinds[1] == .compound) { return present }
        if kinds[0] == .docstring && kinds[1] == .futureImport { return present }
        if kinds[0].isImport || kinds[0] == .docstring { return max(present, 1) }
        return entry.isNew && entry.spacing == 0 && kinds[0] != .assignment && kinds[0] != .comment ? 1 : present
    }
}

extension PythonNode.Kind {
    /// Whether it binds a name that others use.
    var isDefinition: Bool { self == .function || self == .type || self == .assignment }
    var isImport: Bool { self == .importing || self == .futureImport }
}

extension PythonNode {
    /// Imports within `try` or `if TYPE_CHECKING`.
    var isConditionalImport: Bool {
        kind == .compound && children.contains { $0.kind == .importing }
            && !children.contains { $0.kind == .function || $0.kind == .type }
    }
}
