/// Reads whole files from fenced blocks: the path stands behind the fence, in the line above it, or in a comment in the
/// block's first line. Blocks without a path are passed over, unless there is just one and the file is known.
public struct WholeFileParser: EditParser {
    private let defaultPath: String?

    /// Creates a parser.
    ///
    /// - Parameter defaultPath: the file that is meant when the text names none; then text without a fence is the file.
    public init(defaultPath: String? = nil) { self.defaultPath = defaultPath }

    /// Reads the files; see `EditParser`.
    ///
    /// - Throws: `EditError` when there is none.
    public func parse(_ text: String) throws(EditError) -> [FileEdit] {
        let blocks = FencedBlock.all(in: text)
        var files: [(path: String, text: String)] = []
        for block in blocks {
            guard let path = block.path else { continue }
            // The last of several versions of a file is the one that is meant.
            files.removeAll { $0.path == path }
            files.append((path, block.text))
        }
        if files.isEmpty, let defaultPath {
            let unnamed = blocks.isEmpty ? [text] : blocks.map(\.text)
            // Models explain with small blocks around the one that counts.
            if let longest = unnamed.max(by: { $0.utf8.count < $1.utf8.count }), !longest.trimmed.isEmpty {
                files = [(defaultPath, longest.hasSuffix("\n") ? longest : longest + "\n")]
            }
        }
        guard !files.isEmpty else {
            throw EditError(
                code: .noEdits, message: "there is no fenced block with a path",
                correction: "Write the path alone on a line, and the whole file in a fenced block (```) below it.")
        }
        return files.map { FileEdit(path: $0.path, change: .write($0.text)) }
    }
}

/// A fenced block of Markdown.
struct FencedBlock: Sendable, Hashable {
    /// What stands behind the opening fence.
    var info: String
    /// The block's text, each line with a line feed.
    var text: String
    /// The path that the block is for.
    var path: String?
    /// Whether the closing fence is missing.
    var isOpen: Bool

    /// All blocks of a text; a block that is not closed ends with the text. Complexity: O(n).
    static func all(in text: String) -> [FencedBlock] {
        let lines = text.lines
        var blocks: [FencedBlock] = []
        var above = ""
        var index = 0
        while index < lines.count {
            guard let fence = Fence(lines[index]) else {
                if !lines[index].trimmed.isEmpty { above = lines[index] }
                index += 1
                continue
            }
            let end = closing(of: fence, above: above, from: index + 1, in: lines)
            let body = Array(lines[(index + 1)..<min(end, lines.count)])
            let path =
                PathMention.path(inFence: fence.info) ?? PathMention.path(in: above)
                ?? body.first.flatMap(PathMention.path(inComment:))
            blocks.append(
                FencedBlock(
                    info: fence.info, text: body.map { $0 + "\n" }.joined(), path: path, isOpen: end >= lines.count))
            above = ""
            index = end + 1
        }
        return blocks
    }

    private struct Fence {
        var mark: Character
        var length: Int
        var info: String

        init?(_ line: String) {
            let text = line.trimmed
            guard let mark = text.first, mark == "`" || mark == "~" else { return nil }
            length = text.prefix { $0 == mark }.count
            guard length >= 3 else { return nil }
            self.mark = mark
            info = String(text.dropFirst(length)).trimmed
            if mark == "`" && info.contains("`") { return nil }
        }
    }

    /// The line of the closing fence. In Markdown files, blocks in the block are counted, since models do not make the
    /// outer fence longer.
    private static func closing(of fence: Fence, above: String, from start: Int, in lines: [String]) -> Int {
        let path = PathMention.path(inFence: fence.info) ?? PathMention.path(in: above) ?? ""
        let isMarkdown = fence.info.hasPrefix("markdown") || fence.info.hasPrefix("md") || path.hasSuffix(".md")
        var depth = 0
        for index in start..<max(start, lines.count) {
            guard let other = Fence(lines[index]), other.mark == fence.mark, other.length >= fence.length else {
                continue
            }
            if !other.info.isEmpty {
                if isMarkdown { depth += 1 }
            } else if depth == 0 {
                return index
            } else {
                depth -= 1
            }
        }
        return lines.count
    }
}
