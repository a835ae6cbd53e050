/// Merges a type that a model wrote into the type that the file has.
struct BraceTypeMerge {
    let dialect: BraceDialect

    /// Replaces the members that both have, adds the new ones and keeps the others; a type that has everything that
    /// the old one has replaces it as a whole.
    func merge(_ new: BraceNode, into old: BraceNode) -> BraceNode {
        guard !old.children.isEmpty, !isWhole(new, comparedWith: old) else { return new.replacing(old) }
        guard !new.children.isEmpty else { return old }
        return adding(new.children, to: old)
    }

    private func isWhole(_ new: BraceNode, comparedWith old: BraceNode) -> Bool {
        let members = { (node: BraceNode, kind: BraceNode.Kind) in
            Set(node.children.filter { $0.kind == kind && !$0.isStub }.map(\.key))
        }
        return members(new, .function).isSuperset(of: members(old, .function))
            && members(new, .value).isSuperset(of: members(old, .value))
            && members(new, .type).isSuperset(of: members(old, .type))
    }

    /// Puts members into a type.
    ///
    /// - Parameters:
    ///   - members: methods, fields and nested types, at any indentation.
    ///   - owner: the type.
    /// - Returns: the type with them.
    func adding(_ members: [BraceNode], to owner: BraceNode) -> BraceNode {
        let indent = owner.children.first { $0.kind != .comment }?.indent ?? owner.indent + 4
        var entries = owner.children.map { (node: $0, isNew: false) }
        for member in members where member.isDefinition {
            let node = member.shifted(by: indent - member.indent)
            if let same = entries.firstIndex(where: { $0.node.isDefinition && $0.node.key == node.key }) {
                let old = entries[same].node
                if node.isStub && !old.isStub && old.kind == .function { continue }
                entries[same].node =
                    node.kind == .type && old.kind == .type ? merge(node, into: old) : node.replacing(old)
            } else if node.kind == .value {
                let place = entries.firstIndex { $0.node.kind == .function || $0.node.kind == .type }
                entries.insert((node, true), at: place ?? entries.count)
            } else {
                entries.append((node, true))
            }
        }
        return rendered(entries, owner: owner)
    }

    private func rendered(_ entries: [(node: BraceNode, isNew: Bool)], owner: BraceNode) -> BraceNode {
        guard let open = owner.bodyStart, let last = owner.lines.last, !owner.children.isEmpty else { return owner }
        let header = owner.tokens[open].line - owner.firstLine - owner.lead.count
        guard owner.lines.indices.contains(header) else { return owner }
        var lines = Array(owner.lines[...header])
        var previous: (node: BraceNode, isNew: Bool)?
        for entry in entries {
            var blank = entry.isNew ? 0 : entry.node.blankBefore
            if let previous, entry.isNew || previous.isNew,
                [previous.node.kind, entry.node.kind].contains(where: { $0 == .function || $0 == .type })
            {
                blank = max(blank, 1)
            }
            lines += Array(repeating: "", count: blank) + entry.node.lead + entry.node.lines
            previous = entry
        }
        lines.append(last)
        let text = (owner.lead + lines).joined(separator: "\n")
        guard var node = BraceStructure(text, dialect).nodes.first(where: { $0.kind == .type }) else { return owner }
        node.blankBefore = owner.blankBefore
        node.lead = owner.lead
        return node
    }
}
