internal import Foundation

/// A large document's blocks, read in parts on all cores.
///
/// A heading that begins a line after a blank one ends every block except open code and HTML, so that a document may be
/// cut there. Where such a block was open is seen at the end of the part before; then all from there on is read at once.
enum BlockParts {
    /// Parts are at least this large, in bytes.
    static let partSize = 32 << 10

    /// Reads a document behind its front matter.
    ///
    /// - Parameters:
    ///   - text: the document.
    ///   - path: for an error's place.
    ///   - parts: how many parts there may be; `nil` for what is worth while.
    /// - Returns: its blocks.
    /// - Throws: `SpecError` when blocks are nested too deeply.
    static func read(_ text: SpecText, path: String, parts: Int? = nil) throws(SpecError) -> BlockPart {
        guard let made = self.parts(text, parts ?? count(for: text)) else {
            throw SpecError(code: .unreadable, message: "there is not enough memory to read the document", place: path)
        }
        if let line = made.lazy.compactMap(\.tooDeepLine).first {
            throw SpecError(
                code: .tooDeep, message: "blocks are nested more than \(BlockReader.depthLimit) deep",
                place: "\(path):\(line):1",
                remedy: "take lists and quotations apart; headings give structure too")
        }
        return BlockPart.joined(made)
    }

    /// The parts in the order of the text, `nil` when there is not enough memory.
    static func parts(_ text: SpecText, _ count: Int) -> [BlockPart]? {
        let lines = cuts(of: text, count)
        var made = Parallel.map(lines.count, tasks: lines.count) { BlockReader.part(of: text, lines: lines[$0]) }
        if let open = made.dropLast().firstIndex(where: { $0?.isOpenAtEnd == true }) {
            made.removeSubrange(open...)
            made.append(BlockReader.part(of: text, lines: lines[open].lowerBound..<lines[lines.count - 1].upperBound))
        }
        let complete = made.compactMap { $0 }
        return complete.count == made.count ? complete : nil
    }

    /// How many parts are worth while: a few more than cores, since some take longer than others.
    private static func count(for text: SpecText) -> Int {
        min(Parallel.cores * 8, text.bytes.count / partSize)
    }

    /// Ranges of lines of about the same size, each but the first beginning with a heading.
    private static func cuts(of text: SpecText, _ count: Int) -> [Range<Int>] {
        let body = text.bodyLine..<max(text.bodyLine, text.lineCount)
        guard count > 1 else { return [body] }
        var parts: [Range<Int>] = []
        var start = body.lowerBound
        var fence = Fence()
        for line in body {
            let wanted = body.lowerBound + body.count * (parts.count + 1) / count
            if line >= max(wanted, start + 2), !fence.isOpen, isCut(text, line) {
                parts.append(start..<line)
                start = line
                if parts.count == count - 1 { break }
            }
            fence.pass(text.bytes, text.line(line + 1))
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

    /// Whether code between fences is open, as far as the lines' beginnings tell: good enough to choose a cut.
    private struct Fence {
        private var mark: UInt8 = 0
        private var count = 0

        var isOpen: Bool { count > 0 }

        mutating func pass(_ bytes: Bytes, _ line: Range<Int>) {
            var offset = line.lowerBound
            while offset < line.upperBound, ASCII.isBlank(bytes[offset]) { offset += 1 }
            guard offset < line.upperBound else { return }
            let first = bytes[offset]
            guard first == ASCII.backtick || first == UInt8(ascii: "~") else { return }
            let start = offset
            while offset < line.upperBound, bytes[offset] == first { offset += 1 }
            let run = offset - start
            guard run > 2 else { return }
            if count == 0 {
                // Behind backticks in a line of text there are more of them.
                guard first != ASCII.backtick || bytes.find(first, in: offset..<line.upperBound) == nil else { return }
                (mark, count) = (first, run)
            } else if first == mark, run >= count, bytes.trimmed(offset..<line.upperBound).isEmpty {
                count = 0
            }
        }
    }
}
