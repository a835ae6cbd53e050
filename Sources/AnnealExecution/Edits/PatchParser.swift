/// Reads the V4A patch format: `*** Begin Patch`, `*** Add File:`, `*** Update File:`, `*** Delete File:`,
/// `*** Move to:`, `@@ context`, `*** End of File`, `*** End Patch`. The frame may be missing.
public struct PatchParser: EditParser {
    /// Creates a parser.
    public init() {}

    /// Reads the patch; see `EditParser`.
    ///
    /// - Throws: `EditError` when there is none or a line stands outside of any file.
    public func parse(_ text: String) throws(EditError) -> [FileEdit] {
        var edits: [FileEdit] = []
        var section: Section?
        var isInPatch = !text.contains("*** Begin Patch")
        for line in text.lines {
            if line.hasPrefix("*** Begin Patch") {
                isInPatch = true
            } else if !isInPatch {
                continue
            } else if line.hasPrefix("*** End Patch") {
                isInPatch = false
            } else if let header = Self.header(of: line) {
                if let section { edits.append(section.edit) }
                section = Section(kind: header.kind, path: header.path)
            } else if line.hasPrefix("*** Move to:") {
                section?.movedTo = PathMention.stripped(String(line.dropFirst("*** Move to:".count)))
            } else {
                section?.take(line)
            }
        }
        if let section { edits.append(section.edit) }
        guard !edits.isEmpty else {
            throw EditError(
                code: .noEdits, message: "there is no patch",
                correction: "Write '*** Begin Patch', '*** Update File: path', '@@', lines with ' ', '-' or '+' in "
                    + "front, '*** End Patch'.")
        }
        if let empty = edits.first(where: { $0.change == .replace([]) && $0.movedTo == nil }) {
            throw EditError(
                code: .malformed, path: empty.path, message: "the update changes nothing",
                correction: "Put '-' in front of lines to remove and '+' in front of lines to add.")
        }
        return edits
    }

    enum Kind { case add, update, delete }

    /// The line that begins a file's section.
    static func header(of line: String) -> (kind: Kind, path: String)? {
        for (prefix, kind) in [
            ("*** Add File:", Kind.add), ("*** Update File:", .update), ("*** Delete File:", .delete),
        ]
        where line.hasPrefix(prefix) {
            return (kind, PathMention.stripped(String(line.dropFirst(prefix.count))))
        }
        return nil
    }

    /// What was read of one file.
    private struct Section {
        let kind: Kind
        let path: String
        var movedTo: String?
        var added: [String] = []
        var chunks: [Replacement] = []
        var current = Replacement(lines: [])
        var isOver = false

        init(kind: Kind, path: String) {
            self.kind = kind
            self.path = path
        }

        mutating func take(_ line: String) {
            if line.hasPrefix("```") { isOver = true }
            if isOver { return }
            switch kind {
            case .add: added.append(line.hasPrefix("+") ? String(line.dropFirst()) : line)
            case .delete: break
            case .update: takeUpdate(line)
            }
        }

        private mutating func takeUpdate(_ line: String) {
            if line.hasPrefix("*** End of File") {
                current.isAtEnd = true
                closeChunk()
            } else if line.hasPrefix("@@") {
                if !current.lines.isEmpty { closeChunk() }
                var anchor = line.dropFirst(2)
                if anchor.hasSuffix("@@") { anchor.removeLast(2) }
                let text = String(anchor).trimmed
                // Line numbers of another format are no context.
                if !text.isEmpty && !text.hasPrefix("-") { current.anchors.append(text) }
            } else if line.hasPrefix("+") {
                current.lines.append(.add(String(line.dropFirst())))
            } else if line.hasPrefix("-") {
                current.lines.append(.remove(String(line.dropFirst())))
            } else if line.hasPrefix(" ") {
                current.lines.append(.keep(String(line.dropFirst())))
            } else {
                current.lines.append(.keep(line))
            }
        }

        private mutating func closeChunk() {
            while current.lines.last == .keep("") { current.lines.removeLast() }
            if !current.lines.isEmpty { chunks.append(current) }
            current = Replacement(lines: [])
        }

        var edit: FileEdit {
            var section = self
            section.closeChunk()
            switch kind {
            case .add:
                var lines = section.added
                while lines.last?.isEmpty == true { lines.removeLast() }
                return FileEdit(path: path, change: .create(lines.map { $0 + "\n" }.joined()))
            case .delete: return FileEdit(path: path, change: .delete)
            case .update: return FileEdit(path: path, change: .replace(section.chunks), movedTo: movedTo)
            }
        }
    }
}
