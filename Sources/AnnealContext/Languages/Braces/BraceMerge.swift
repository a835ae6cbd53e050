/// Puts a model's code into a file of a language with braces.
///
/// Statements are the unit: those that exist are replaced where they stand, others are added where their names are
/// known. Lines that are not concerned stay as they are.
struct BraceMerge {
    private let dialect: BraceDialect
    private var entries: [Entry]

    private struct Entry {
        var node: BraceNode
        var isNew = false
        var spacing = 0
    }

    /// Merges until another time would change nothing; see `Language.merge`.
    static func merge(_ snippet: String, into source: String, _ dialect: BraceDialect) -> String {
        var text = mergeOnce(snippet, into: source, dialect)
        for _ in 0..<4 {
            let next = mergeOnce(snippet, into: text, dialect)
            if next == text { return text }
            text = next
        }
        // A string or bracket without an end swallows what comes after it. A snippet that has all of the file takes
        // its place; otherwise nothing is safe.
        let names = { (text: String) in
            Set(BraceStructure(text, dialect).nodes.filter { $0.kind == .function || $0.kind == .type }.map(\.key))
        }
        let whole = mergeOnce(snippet, into: "", dialect)
        let replacesAll = !names(whole).isEmpty && names(whole).isSuperset(of: names(source))
        return replacesAll && mergeOnce(snippet, into: whole, dialect) == whole ? whole : source
    }

    private static func mergeOnce(_ snippet: String, into source: String, _ dialect: BraceDialect) -> String {
        var merge = BraceMerge(dialect: dialect, entries: BraceStructure(source, dialect).nodes.map { Entry(node: $0) })
        merge.apply(snippet)
        return merge.text
    }

    private mutating func apply(_ text: String) {
        let known = entries.reduce(into: Set<String>()) { $0.formUnion($1.node.mentions) }
        let snippet = BraceSnippet(text, dialect, known: known)
        if !entries.contains(where: { $0.node.kind != .comment }) {
            for node in snippet.nodes {
                entries.append(Entry(node: node, isNew: true, spacing: min(2, node.blankBefore)))
            }
            return
        }
        let defined = Set((entries.map(\.node) + snippet.nodes).filter(\.isDefinition).flatMap(\.names))
        for node in snippet.nodes {
            switch node.kind {
            case .comment: break
            case .importing: add(import: node, except: defined)
            case .function, .type: define(node)
            case .value: assign(node)
            case .exportList: export(node)
            case .effect: setEffect(node)
            case .statement: addStatement(node)
            }
        }
        orderByNeed()
    }

    // MARK: - Imports and exports

    private var importEnd: Int {
        let first = entries.firstIndex { $0.node.isDefinition } ?? entries.count
        if let last = entries[..<first].lastIndex(where: { $0.node.kind == .importing }) { return last + 1 }
        // Comments at the top and `"use strict"` stay first.
        var index = 0
        while index < first, entries[index].node.kind == .comment || entries[index].node.tokens.first?.kind == .string {
            index += 1
        }
        return index
    }

    private mutating func add(import node: BraceNode, except defined: Set<String>) {
        if dialect == .javaScript, let clause = JavaScriptImport.read(node.tokens) {
            add(clause, except: defined)
            return
        }
        let isKnown = entries.contains {
            $0.node.kind == .importing
                && ($0.node.normalised == node.normalised || (!node.key.isEmpty && $0.node.key == node.key)
                    || (!node.names.isEmpty && $0.node.names == node.names))
        }
        if !isKnown { insert(node, at: importEnd) }
    }

    private mutating func add(_ clause: JavaScriptImport, except defined: Set<String>) {
        var clause = clause
        let bound = Set(entries.filter { $0.node.kind == .importing }.flatMap(\.node.names))
        // A file that imports its own definitions would import itself; a name that is bound twice is an error.
        let isTaken = { (name: String) in defined.contains(name) || bound.contains(name) }
        let hadNames = !clause.boundNames.isEmpty
        clause.names.removeAll { name in name.split(separator: " ").last.map { isTaken(String($0)) } ?? true }
        if let name = clause.defaultName, isTaken(name) { clause.defaultName = nil }
        if let name = clause.namespace, isTaken(name) { clause.namespace = nil }
        if hadNames && clause.boundNames.isEmpty { return }
        let same = entries.firstIndex { entry in
            guard entry.node.kind == .importing, let other = JavaScriptImport.read(entry.node.tokens) else {
                return false
            }
            return other.plainModule == clause.plainModule
                && (!hadNames || (!other.names.isEmpty && clause.defaultName == nil && clause.namespace == nil))
        }
        guard let same else {
            insert(Self.node(clause.text), at: importEnd)
            return
        }
        guard hadNames, var other = JavaScriptImport.read(entries[same].node.tokens) else { return }
        other.names += clause.names
        entries[same].node = Self.node(other.text).replacing(entries[same].node)
    }

    private static func node(_ text: String) -> BraceNode {
        BraceStructure(text, .javaScript).nodes.first
            ?? BraceNode(kind: .importing, lines: [text], blankBefore: 0, firstLine: 0, tokens: [])
    }

    private static func listed(_ node: BraceNode) -> [String] {
        node.tokens.drop { !$0.isSymbol("{") }.dropFirst().prefix { !$0.isSymbol("}") }
            .split { $0.isSymbol(",") }.map { $0.map(\.text).joined(separator: " ") }
    }

    private var exportLists: [Int] {
        entries.indices.filter {
            entries[$0].node.kind == .exportList && !entries[$0].node.tokens.contains { $0.isName("from") }
        }
    }

    private mutating func export(_ node: BraceNode) {
        if node.tokens.contains(where: { $0.isName("from") || $0.isSymbol("*") }) {
            if !entries.contains(where: { $0.node.normalised == node.normalised }) { insert(node, at: entries.count) }
            return
        }
        let exported = Set(entries.filter { $0.node.isExported && $0.node.isDefinition }.flatMap(\.node.names))
        let lists = exportLists
        let present = Set(lists.flatMap { Self.listed(entries[$0].node) })
        let missing = Self.listed(node).filter { !present.contains($0) && !exported.contains($0) }
        guard !missing.isEmpty else { return }
        if let index = lists.first {
            let names = Self.listed(entries[index].node) + missing
            entries[index].node = Self.node("export { \(names.joined(separator: ", ")) };").replacing(
                entries[index].node)
        } else {
            insert(Self.node("export { \(missing.joined(separator: ", ")) };"), at: entries.count)
        }
    }

    /// A definition with or without `export`, as the file needs it.
    private func exporting(_ node: BraceNode, replacing old: BraceNode?) -> BraceNode {
        guard dialect == .javaScript, node.isDefinition, let line = node.lines.first else { return node }
        var node = node
        let isListed = exportLists.contains { index in
            Self.listed(entries[index].node).contains {
                node.names.contains($0.split(separator: " ").first.map(String.init) ?? "")
            }
        }
        if isListed && line.hasPrefix("export ") && !line.hasPrefix("export default") {
            node.lines[0] = String(line.dropFirst("export ".count))
            node.isExported = false
        } else if let old, old.isExported, !node.isExported, !isListed {
            let isDefault = old.lines.first?.hasPrefix("export default") == true
            node.lines[0] = (isDefault ? "export default " : "export ") + line
            node.isExported = true
        }
        return node
    }

    // MARK: - Definitions

    private mutating func define(_ node: BraceNode) {
        if adopt(node) { return }
        guard
            let index = entries.firstIndex(where: {
                $0.node.isDefinition && $0.node.key == node.key && !node.key.isEmpty
            })
                ?? otherKind(of: node)
        else {
            insert(exporting(node, replacing: nil), at: definitionEnd)
            return
        }
        let old = entries[index].node
        if node.isStub && !old.isStub && old.kind == .function { return }
        let fitting = exporting(node, replacing: old)
        entries[index].node =
            node.kind == .type && old.kind == .type
            ? BraceTypeMerge(dialect: dialect).merge(fitting, into: old) : fitting.replacing(old)
        for other in entries.indices.reversed()
        where other > index && entries[other].node.isDefinition && entries[other].node.key == node.key {
            entries.remove(at: other)
        }
    }

    /// A `const` that became a function, or the other way round.
    private func otherKind(of node: BraceNode) -> Int? {
        guard dialect == .javaScript, !node.name.isEmpty else { return nil }
        return entries.firstIndex { $0.node.isDefinition && $0.node.names == node.names }
    }

    /// Methods of JavaScript that a model wrote without their class are not valid on their own, Swift's are: they go
    /// into the only type that has such a method.
    private mutating func adopt(_ node: BraceNode) -> Bool {
        guard dialect == .swift, node.kind == .function, !entries.contains(where: { $0.node.key == node.key }) else {
            return false
        }
        let owners = entries.indices.filter { entries[$0].node.children.contains { $0.key == node.key } }
        guard owners.count == 1 else { return false }
        entries[owners[0]].node = BraceTypeMerge(dialect: dialect).adding([node], to: entries[owners[0]].node)
        return true
    }

    /// Before the statements at the end that start the program or export.
    private var definitionEnd: Int {
        var index = entries.count
        while index > 0 {
            let node = entries[index - 1].node
            guard node.kind == .exportList || node.kind == .effect || node.kind == .statement else { break }
            index -= 1
        }
        return index
    }

    private var assignmentEnd: Int {
        var index = importEnd
        while index < entries.count, entries[index].node.kind == .value { index += 1 }
        return index
    }

    private func placeAfterNeeds(of node: BraceNode) -> Int {
        let needs = node.eagerMentions
        return entries.lastIndex { !$0.node.names.isEmpty && !needs.isDisjoint(with: $0.node.names) }.map { $0 + 1 }
            ?? 0
    }

    private mutating func assign(_ node: BraceNode) {
        let same = entries.firstIndex { $0.node.isDefinition && !Set($0.node.names).isDisjoint(with: node.names) }
        if let same {
            entries[same].node = exporting(node, replacing: entries[same].node).replacing(entries[same].node)
        } else {
            insert(exporting(node, replacing: nil), at: max(assignmentEnd, placeAfterNeeds(of: node)))
        }
    }

    private mutating func setEffect(_ node: BraceNode) {
        if let same = entries.firstIndex(where: { $0.node.kind == .effect && $0.node.key == node.key }) {
            entries[same].node = node.replacing(entries[same].node)
        } else {
            insert(node, at: max(definitionEnd, placeAfterNeeds(of: node)))
        }
    }

    private mutating func addStatement(_ node: BraceNode) {
        guard !entries.contains(where: { $0.node.normalised == node.normalised }) else { return }
        insert(node, at: entries.count)
    }

    private mutating func insert(_ node: BraceNode, at index: Int) {
        entries.insert(Entry(node: node, isNew: true), at: index)
    }

    /// Moves new definitions in front of what needs them already when the file is loaded.
    private mutating func orderByNeed() {
        guard dialect == .javaScript else { return }
        var moves = entries.count * 4
        var index = 0
        while index < entries.count, moves > 0 {
            let entry = entries[index]
            // Functions are known from the beginning.
            let isHoisted = entry.node.tokens.contains { $0.isName("function") && $0.depth == 0 }
            let names = entry.isNew && entry.node.isDefinition && !isHoisted ? entry.node.names : []
            let user = entries[..<index].firstIndex {
                $0.node.kind != .exportList && !$0.node.eagerMentions.isDisjoint(with: names)
            }
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
        let isBlock = [previous.node, entry.node].contains {
            $0.kind == .type || ($0.kind == .function && $0.lines.count > 1)
        }
        if isBlock { return max(present, 1) }
        if kinds[0] == .importing && kinds[1] == .importing { return present }
        if kinds[0] == .importing || kinds[1] == .exportList { return max(present, 1) }
        return present
    }
}

extension BraceNode {
    /// Whether it binds a name that others use.
    var isDefinition: Bool { kind == .function || kind == .type || kind == .value }
}
