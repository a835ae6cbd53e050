internal import Foundation

/// A large document's blocks, parsed in parts on all cores.
///
/// A heading that begins a line after a blank one ends every block except open code and HTML, so that a document may be
/// cut there. Whether such a block was open is seen at the end of the part before; then the whole is parsed at once.
enum BlockTrees {
    /// Parts are at least this large, in bytes.
    static let partSize = 64 << 10

    /// Parses a document behind its front matter.
    ///
    /// - Parameters:
    ///   - text: the document.
    ///   - count: how many parts there may be.
    /// - Returns: trees in the order of the text, or `nil` when there is not enough memory.
    static func parse(_ text: SpecText, parts count: Int) -> [BlockTree]? {
        let parts = parts(of: text, count)
        if parts.count > 1 {
            let trees = Parallel.map(parts.count, tasks: parts.count) { BlockTree(text, lines: parts[$0]) }
            let made = trees.compactMap { $0 }
            if made.count == parts.count, made.dropLast().allSatisfy({ !$0.isOpenAtEnd }) { return made }
        }
        guard let whole = BlockTree(text, lines: text.bodyLine..<max(text.bodyLine, text.lineCount)) else { return nil }
        return [whole]
    }

    /// How many parts are worth while.
    static func count(for text: SpecText) -> Int {
        min(ProcessInfo.processInfo.activeProcessorCount, text.bytes.count / partSize)
    }

    /// Ranges of lines of about the same size, each but the first beginning with a heading.
    private static func parts(of text: SpecText, _ count: Int) -> [Range<Int>] {
        let body = text.bodyLine..<max(text.bodyLine, text.lineCount)
        guard count > 1 else { return [body] }
        var parts: [Range<Int>] = []
        var start = body.lowerBound
        for part in 1..<count {
            let wanted = body.lowerBound + body.count * part / count
            guard
                let cut = (max(wanted, start + 2)..<max(wanted, start + 2, body.upperBound)).first(where: {
                    isCut(text, $0)
                })
            else { break }
            parts.append(start..<cut)
            start = cut
        }
        parts.append(start..<body.upperBound)
        return parts
    }

    /// Whether a line, counted from 0, is a heading after a blank line.
    private static func isCut(_ text: SpecText, _ line: Int) -> Bool {
        let range = text.line(line + 1)
        var offset = range.lowerBound
        while offset < range.upperBound, text.bytes[offset] == ASCII.hash { offset += 1 }
        guard (1...6).contains(offset - range.lowerBound), offset < range.upperBound,
            ASCII.isBlank(text.bytes[offset])
        else { return false }
        return text.bytes.trimmed(text.line(line)).isEmpty
    }
}
