/// Reads SEARCH/REPLACE blocks. An empty SEARCH makes a new file. The path stands in the line above a block, with or
/// without a fence between; a block without one belongs to the file of the block before.
public struct SearchReplaceParser: EditParser {
    private let defaultPath: String?

    /// Creates a parser.
    ///
    /// - Parameter defaultPath: the file that is meant when the text names none.
    public init(defaultPath: String? = nil) { self.defaultPath = defaultPath }

    /// Reads the blocks; see `EditParser`.
    ///
    /// - Throws: `EditError` when there is none or one is not closed.
    public func parse(_ text: String) throws(EditError) -> [FileEdit] {
        let lines = text.lines
        var edits: [FileEdit] = []
        var path = defaultPath
        var index = 0
        var end = 0
        while index < lines.count {
            guard Self.isOpening(lines[index]) else {
                index += 1
                continue
            }
            path = Self.path(above: index, from: end, in: lines) ?? path
            guard let path else { throw Self.unnamed(line: index + 1) }
            let block = try Self.block(at: index, in: lines, path: path)
            edits.append(Self.edit(of: path, old: block.old, new: block.new))
            index = block.end
            end = index
        }
        guard !edits.isEmpty else {
            throw EditError(
                code: .noEdits, message: "there is no SEARCH/REPLACE block", correction: Self.shape)
        }
        return Self.joined(edits)
    }

    private static let shape = """
        Write the path alone on a line, then:
          <<<<<<< SEARCH
          lines exactly as they are in the file
          =======
          lines to put there
          >>>>>>> REPLACE
        """

    static func isOpening(_ line: String) -> Bool {
        isMark(line, "<", words: ["SEARCH", "ORIGINAL", "HEAD", "OLD"])
    }

    private static func isClosing(_ line: String) -> Bool {
        isMark(line, ">", words: ["REPLACE", "UPDATED", "NEW"])
    }

    private static func isDivider(_ line: String) -> Bool {
        let text = line.trimmed
        return (5...9).contains(text.count) && text.allSatisfy { $0 == "=" }
    }

    private static func isMark(_ line: String, _ sign: Character, words: [String]) -> Bool {
        let text = line.trimmed
        let signs = text.prefix { $0 == sign }.count
        guard (5...9).contains(signs) else { return false }
        return words.contains(String(text.dropFirst(signs)).trimmed.uppercased())
    }

    private static func path(above index: Int, from start: Int, in lines: [String]) -> String? {
        var looked = 0
        for line in lines[start..<index].reversed() where !line.trimmed.isEmpty {
            let text = line.trimmed
            if text.hasPrefix("```") || text.hasPrefix("~~~") {
                if let path = PathMention.path(inFence: String(text.drop { $0 == "`" || $0 == "~" })) { return path }
                continue
            }
            if let path = PathMention.path(in: text) { return path }
            // Directly above a block, one word with a dot is a path whatever its ending.
            let word = PathMention.stripped(text)
            if looked == 0 && word.contains(".") && !word.contains(where: \.isWhitespace) { return word }
            looked += 1
            if looked == 2 { break }
        }
        return nil
    }

    private static func block(
        at index: Int, in lines: [String], path: String
    ) throws(EditError) -> (old: [String], new: [String], end: Int) {
        var old: [String] = []
        var new: [String] = []
        var isNew = false
        for (offset, line) in lines[(index + 1)...].enumerated() {
            if !isNew && isDivider(line) {
                isNew = true
            } else if isClosing(line) {
                guard isNew else { break }
                return (old, new, index + 2 + offset)
            } else if isOpening(line) {
                break
            } else if isNew {
                new.append(line)
            } else {
                old.append(line)
            }
        }
        throw EditError(
            code: .malformed, path: path,
            message: "the block in line \(index + 1) has no \(isNew ? ">>>>>>> REPLACE" : "=======") of its own",
            correction: "Write the whole block again. " + shape)
    }

    private static func edit(of path: String, old: [String], new: [String]) -> FileEdit {
        if old.allSatisfy({ $0.trimmed.isEmpty }) {
            return FileEdit(path: path, change: .create(new.map { $0 + "\n" }.joined()))
        }
        return FileEdit(path: path, change: .replace([Replacement(old: old, new: new)]))
    }

    /// Blocks of one file that follow each other are one edit.
    private static func joined(_ edits: [FileEdit]) -> [FileEdit] {
        var result: [FileEdit] = []
        for edit in edits {
            if let last = result.last, last.path == edit.path, case .replace(let before) = last.change,
                case .replace(let more) = edit.change
            {
                result[result.count - 1].change = .replace(before + more)
            } else {
                result.append(edit)
            }
        }
        return result
    }

    private static func unnamed(line: Int) -> EditError {
        EditError(
            code: .malformed, message: "the block in line \(line) has no path above it", correction: shape)
    }
}
