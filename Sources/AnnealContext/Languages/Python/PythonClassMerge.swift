/// Merges a class that a model wrote into the class that the file has.
enum PythonClassMerge {
    /// Replaces the members that both have, adds the new ones and keeps the others; a class that has everything that
    /// the old one has replaces it as a whole.
    ///
    /// - Parameters:
    ///   - new: the class of the snippet.
    ///   - old: the class of the file.
    /// - Returns: the class to write, in the place of the old one.
    static func merge(_ new: PythonNode, into old: PythonNode) -> PythonNode {
        guard !old.isStub, !old.children.isEmpty, !isWhole(new, comparedWith: old) else { return new.replacing(old) }
        guard !new.children.isEmpty else { return old }
        var merged = adding(new.children, to: old)
        if bases(of: new) != nil || bases(of: old) == nil {
            let header = new.replacing(old)
            merged.lines =
                Array(header.lines.prefix(header.headerLines)) + merged.lines.dropFirst(merged.headerLines)
            merged.lead = header.lead
        }
        return merged
    }

    private static func bases(of node: PythonNode) -> String? {
        let signature = node.signature
        return signature.contains("(") ? signature : nil
    }

    private static func isWhole(_ new: PythonNode, comparedWith old: PythonNode) -> Bool {
        let methods = { (node: PythonNode) in
            Set(node.children.filter { $0.kind == .function && !$0.isStub }.map(\.key))
        }
        let fields = { (node: PythonNode) in
            Set(node.children.filter { $0.kind == .assignment || $0.kind == .type }.flatMap(\.names))
        }
        guard methods(new).isSuperset(of: methods(old)) else { return false }
        return fields(new).isSuperset(of: fields(old)) || methods(new).contains("__init__")
    }

    /// Puts members into a class.
    ///
    /// - Parameters:
    ///   - members: methods, fields and nested classes, at any indentation.
    ///   - owner: the class.
    /// - Returns: the class with them.
    static func adding(_ members: [PythonNode], to owner: PythonNode) -> PythonNode {
        let indent = owner.children.first(where: { $0.kind != .comment })?.indent ?? owner.indent + 4
        var entries = owner.children.map { (node: $0, isNew: false) }
        for member in members {
            let node = member.shifted(by: indent - member.indent)
            switch node.kind {
            case .function, .type:
                let same = entries.firstIndex { $0.node.kind.isDefinition && $0.node.key == node.key }
                guard let same else {
                    entries.append((node, true))
                    continue
                }
                let old = entries[same].node
                if node.isStub && !old.isStub { continue }
                entries[same].node =
                    node.kind == .type && old.kind == .type ? merge(node, into: old) : node.replacing(old)
            case .assignment:
                let same = entries.firstIndex {
                    $0.node.kind == .assignment && !Set($0.node.names).isDisjoint(with: node.names)
                }
                if let same {
                    entries[same].node = node.replacing(entries[same].node)
                } else {
                    let place = entries.firstIndex { $0.node.kind == .function || $0.node.kind == .type }
                    entries.insert((node, true), at: place ?? entries.count)
                }
            case .docstring:
                if !entries.contains(where: { $0.node.kind == .docstring }) { entries.insert((node, true), at: 0) }
            default: break
            }
        }
        // A body that was only a placeholder is one no more.
        if entries.contains(where: { $0.node.kind.isDefinition }) {
            entries.removeAll { $0.node.kind == .expression && $0.node.isPlaceholder }
        }
        return rendered(entries, owner: owner)
    }

    private static func rendered(_ entries: [(node: PythonNode, isNew: Bool)], owner: PythonNode) -> PythonNode {
        var lines = Array(owner.lines.prefix(owner.headerLines))
        if owner.children.isEmpty {
            // `class Box: pass` on one line: the body moves below.
            let margin = String(repeating: " ", count: owner.indent)
            lines = Array(owner.lines.prefix(owner.decoratorLines)) + [margin + owner.signature + ":"]
        }
        var previous: (node: PythonNode, isNew: Bool)?
        for entry in entries {
            var blank = entry.isNew ? 0 : entry.node.blankBefore
            if let previous, entry.isNew || previous.isNew {
                let isApart = [previous.node.kind, entry.node.kind].contains { $0 == .function || $0 == .type }
                if isApart || previous.node.kind == .docstring { blank = max(blank, 1) }
            }
            lines += Array(repeating: "", count: blank) + entry.node.lead + entry.node.lines
            previous = entry
        }
        // Reading it again gives the members their places and tokens.
        let text = (owner.lead + lines).joined(separator: "\n")
        guard var node = PythonStructure(text).nodes.first(where: { $0.kind == .type }) else { return owner }
        node.blankBefore = owner.blankBefore
        node.lead = owner.lead
        return node
    }
}
