internal import AnnealFoundation

/// A document taken apart: its blocks, the text of each without Markdown's containers, and the code spans in it.
///
/// Positions in `flat` are what all later steps work with; `location(_:)` leads back to line and column.
struct SpecSource {
    let text: SpecText
    let blocks: View<Block>
    /// The text of all headings, paragraphs, cells and code blocks, one after the other.
    let flat: Bytes
    /// The code spans of all paragraphs, headings and cells in the order of the text.
    let spans: View<CodeSpan>
    /// Where the pieces of `flat` come from: each begins at an offset and continues one line.
    let pieces: View<Piece>
    /// For every 128 bytes of `flat` the last piece that begins at or before the first of them; -1 if none does.
    let nearPieces: View<Int32>

    /// A piece of a source line in `flat`.
    struct Piece {
        var start: Int32
        var line: Int32
        var column: Int32
    }

    /// What `nearPieces` is for some pieces. Complexity: O(n).
    static func near(_ pieces: View<Piece>, flatCount: Int) -> [Int32] {
        var near: [Int32] = []
        near.reserveCapacity(flatCount / 128 + 1)
        var piece = -1
        for start in stride(from: 0, through: flatCount, by: 128) {
            while piece + 1 < pieces.count, pieces[piece + 1].start <= start { piece += 1 }
            near.append(Int32(piece))
        }
        return near
    }

    /// The document's line and column of an offset in `flat`. Complexity: O(1) where few lines are empty.
    func location(_ offset: Int) -> SourceLocation {
        guard offset >= 0, !nearPieces.isEmpty else { return SourceLocation(line: 1) }
        var index = Int(nearPieces[min(offset / 128, nearPieces.count - 1)])
        while index + 1 < pieces.count, pieces[index + 1].start <= offset { index += 1 }
        guard index >= 0 else { return SourceLocation(line: 1) }
        let piece = pieces[index]
        return SourceLocation(line: Int(piece.line), column: Int(piece.column) + offset - Int(piece.start))
    }

    /// Where a block begins.
    func location(of block: Block) -> SourceLocation {
        SourceLocation(line: block.firstLine, column: max(block.column, 1))
    }

    /// A block's whole Markdown, its lines moved to the left by the block's indentation.
    func markdown(of block: Block) -> String {
        text.markdown(
            from: block.firstLine, through: block.lastLine, indent: max(block.column - 1, 0),
            column: max(block.column, 1))
    }

    /// The spans that lie in a range of a block's text.
    func spans(of block: Block, in range: Range<Int>) -> Range<Int> {
        var low = block.spans.lowerBound
        var high = block.spans.upperBound
        while low < high, spans[low].outer.lowerBound < range.lowerBound { low += 1 }
        while high > low, spans[high - 1].outer.upperBound > range.upperBound { high -= 1 }
        return low..<high
    }

    /// A block's text.
    func string(_ block: Block) -> String { flat.text(block.text) }

    /// The children of the block at an index, by index.
    func children(of index: Int) -> [Int] {
        var found: [Int] = []
        var child = index + 1
        let end = blocks[index].end
        while child < end {
            found.append(child)
            child = blocks[child].end
        }
        return found
    }
}
