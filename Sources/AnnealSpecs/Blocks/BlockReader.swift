internal import CMarkGFM
internal import Foundation

/// Turns some lines of a document into blocks with cmark-gfm. The tree is walked without recursion and has no inline
/// nodes: code spans are found in the text itself, whose positions are exact.
struct BlockReader {
    /// Blocks within blocks beyond this are refused: nobody reads them, and later steps may recurse.
    static let depthLimit = 100

    private let text: SpecText
    private var part: BlockPart
    private var quotes = 0
    /// The line before the first one of the tree that is walked.
    private let lineBefore: Int

    private init(_ text: SpecText, _ lines: Range<Int>) {
        self.text = text
        part = BlockPart(lines: lines)
        lineBefore = lines.lowerBound
        let bytes = text.bytes(ofLines: lines).count
        part.flat.reserveCapacity(bytes + 16)
        part.blocks.reserveCapacity(lines.count + 4)
        part.pieces.reserveCapacity(lines.count + 4)
        part.spans.reserveCapacity(bytes / 48)
    }

    /// Reads whole lines.
    ///
    /// - Parameters:
    ///   - text: the document.
    ///   - lines: the lines, counted from 0.
    /// - Returns: their blocks; `nil` when there is not enough memory.
    static func part(of text: SpecText, lines: Range<Int>) -> BlockPart? {
        guard let tree = BlockTree(text, lines: lines) else { return nil }
        var reader = BlockReader(text, lines)
        reader.part.isOpenAtEnd = tree.isOpenAtEnd
        reader.part.tooDeepLine = reader.walk(tree.root)
        return reader.part
    }

    /// Collects all blocks; returns the line at which nesting is too deep, if it is.
    private mutating func walk(_ document: OpaquePointer?) -> Int? {
        var node = cmark_node_first_child(document)
        var open: [Int] = []
        open.reserveCapacity(Self.depthLimit + 1)
        while let current = node {
            let kind = Self.kind(of: current)
            var descends = false
            if let kind {
                open.append(part.blocks.count)
                add(current, kind)
                if open.count > Self.depthLimit { return Int(cmark_node_get_start_line(current)) + lineBefore }
                descends = kind == .list || kind == .item || kind == .table || kind == .row || kind == .quote
                if kind == .quote { quotes += 1 }
            }
            if descends, let child = cmark_node_first_child(current) {
                node = child
                continue
            }
            if kind != nil { close(&open) }
            node = current
            while let here = node {
                if let next = cmark_node_next(here) {
                    node = next
                    break
                }
                node = cmark_node_parent(here)
                if node == document { node = nil }
                if node != nil { close(&open) }
            }
        }
        return nil
    }

    private mutating func close(_ open: inout [Int]) {
        guard let index = open.popLast() else { return }
        part.blocks[index].end = part.blocks.count
        if part.blocks[index].kind == .quote { quotes -= 1 }
    }

    private static func kind(of node: OpaquePointer) -> Block.Kind? {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_PARAGRAPH: return .paragraph
        case CMARK_NODE_HEADING: return .heading
        case CMARK_NODE_LIST: return .list
        case CMARK_NODE_ITEM: return .item
        case CMARK_NODE_CODE_BLOCK: return .code
        case CMARK_NODE_BLOCK_QUOTE: return .quote
        case CMARK_NODE_HTML_BLOCK: return .html
        case CMARK_NODE_THEMATIC_BREAK: return .rule
        default: break
        }
        // Node types of extensions are numbered at run time; their names are fixed.
        guard let name = cmark_node_get_type_string(node) else { return nil }
        switch (name[0], name[5]) {
        case (0x74, 0x6C): return .item  // tasklist
        case (0x74, 0): return .table
        case (0x74, 0x5F): return name[6] == 0x63 ? .cell : .row  // table_cell, table_row, table_header
        default: return nil
        }
    }

    private mutating func add(_ node: OpaquePointer, _ kind: Block.Kind) {
        let first = Int(cmark_node_get_start_line(node)) + lineBefore
        var block = Block(
            kind: kind, firstLine: first,
            lastLine: max(first, Int(cmark_node_get_end_line(node)) + lineBefore),
            column: Int(cmark_node_get_start_column(node)))
        switch kind {
        case .heading:
            block.level = Int8(truncatingIfNeeded: cmark_node_get_heading_level(node))
            addHeading(&block)
        case .paragraph: addLines(&block, through: block.lastLine)
        case .code: addCode(node, &block)
        case .cell: addCell(&block, through: Int(cmark_node_get_end_column(node)))
        case .list: block.level = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? 1 : 0
        case .row: block.level = cmark_gfm_extensions_get_table_row_is_header(node) != 0 ? 1 : 0
        case .item where Int(cmark_node_get_end_column(node)) == 0 && block.lastLine > first: block.lastLine -= 1
        default: break
        }
        block.end = part.blocks.count + 1
        part.blocks.append(block)
    }

    private mutating func addHeading(_ block: inout Block) {
        let line = text.line(block.firstLine)
        var start = line.lowerBound + max(block.column - 1, 0)
        guard start < line.upperBound, text.bytes[start] == ASCII.hash else {
            addLines(&block, through: max(block.firstLine, block.lastLine - 1))
            return
        }
        while start < line.upperBound, text.bytes[start] == ASCII.hash { start += 1 }
        var range = text.bytes.trimmed(start..<line.upperBound)
        var end = range.upperBound
        while end > range.lowerBound, text.bytes[end - 1] == ASCII.hash { end -= 1 }
        if end == range.lowerBound || ASCII.isBlank(text.bytes[end - 1]) { range = range.lowerBound..<end }
        let begin = part.flat.count
        append(text.bytes.trimmed(range), line: block.firstLine)
        finish(&block, from: begin)
    }

    private mutating func addLines(_ block: inout Block, through last: Int) {
        let begin = part.flat.count
        for number in block.firstLine..<max(block.firstLine, min(last, text.lineCount) + 1) {
            let line = text.line(number)
            var start = line.lowerBound
            if number == block.firstLine { start = min(line.upperBound, start + max(block.column - 1, 0)) }
            var range = text.bytes.trimmed(start..<line.upperBound)
            if quotes > 0, number > block.firstLine {
                var marks = 0
                while marks < quotes, !range.isEmpty, text.bytes[range.lowerBound] == ASCII.greater {
                    range = text.bytes.trimmed((range.lowerBound + 1)..<range.upperBound)
                    marks += 1
                }
            }
            if part.flat.count > begin { part.flat.append(ASCII.space) }
            append(range, line: number)
        }
        finish(&block, from: begin)
    }

    private mutating func addCell(_ block: inout Block, through column: Int) {
        let line = text.line(block.firstLine)
        let start = min(line.upperBound, line.lowerBound + max(block.column - 1, 0))
        let end = max(start, min(line.upperBound, line.lowerBound + max(column, 0)))
        let begin = part.flat.count
        append(text.bytes.trimmed(start..<end), line: block.firstLine)
        finish(&block, from: begin)
    }

    private mutating func addCode(_ node: OpaquePointer, _ block: inout Block) {
        let begin = part.flat.count
        if let literal = cmark_node_get_literal(node) {
            part.flat.append(
                contentsOf: UnsafeBufferPointer(
                    start: UnsafeRawPointer(literal).assumingMemoryBound(to: UInt8.self), count: strlen(literal)))
        }
        var length: Int32 = 0
        var offset: Int32 = 0
        var mark: CChar = 0
        let isFenced = cmark_node_get_fenced(node, &length, &offset, &mark) != 0
        let marks = text.bytes.trimmed(text.line(block.firstLine))
        var number = block.firstLine + (isFenced ? 1 : 0)
        var start = begin
        let end = part.flat.count
        part.flat.withView { flat in
            while start < end {
                part.pieces.append(.init(start: Int32(start), line: Int32(number), column: Int32(max(block.column, 1))))
                start = (flat.find(ASCII.newline, in: start..<end) ?? end) + 1
                number += 1
            }
        }
        block.text = begin..<part.flat.count
        block.spans = part.spans.count..<part.spans.count
        if isFenced { block.info = infoWord(marks) }
    }

    /// The language after the fence's marks.
    private func infoWord(_ line: Range<Int>) -> Range<Int> {
        var start = line.lowerBound
        while start < line.upperBound, text.bytes[start] != ASCII.backtick, text.bytes[start] != UInt8(ascii: "~") {
            start += 1
        }
        while start < line.upperBound, text.bytes[start] == ASCII.backtick || text.bytes[start] == UInt8(ascii: "~") {
            start += 1
        }
        while start < line.upperBound, ASCII.isBlank(text.bytes[start]) { start += 1 }
        var end = start
        while end < line.upperBound, ASCII.isName(text.bytes[end]) || text.bytes[end] == ASCII.dash { end += 1 }
        return start..<end
    }

    private mutating func append(_ range: Range<Int>, line: Int) {
        guard line > 0, line <= text.lineCount else { return }
        part.pieces.append(
            .init(
                start: Int32(part.flat.count), line: Int32(line),
                column: Int32(range.lowerBound - text.lineStarts[line - 1] + 1)))
        part.flat.append(contentsOf: text.bytes.buffer(range))
    }

    private mutating func finish(_ block: inout Block, from begin: Int) {
        block.text = begin..<part.flat.count
        let first = part.spans.count
        part.flat.withView { CodeSpans.find(in: $0, block.text, &part.spans) }
        block.spans = first..<part.spans.count
    }
}
