/// The blocks of some of a document's lines; offsets and indexes begin at 0.
struct BlockPart: Sendable {
    /// The lines, counted from 0.
    var lines: Range<Int>
    var blocks: [Block] = []
    var flat: [UInt8] = []
    var spans: [CodeSpan] = []
    var pieces: [SpecSource.Piece] = []
    /// Whether code or HTML is still open after the last line, so that a heading after it would belong to it.
    var isOpenAtEnd = false
    /// The line at which nesting is too deep, if it is.
    var tooDeepLine: Int?

    /// One part of all parts, which follow each other. Complexity: O(n).
    static func joined(_ parts: [BlockPart]) -> BlockPart {
        if parts.count == 1 { return parts[0] }
        var whole = BlockPart(lines: (parts.first?.lines.lowerBound ?? 0)..<(parts.last?.lines.upperBound ?? 0))
        whole.blocks.reserveCapacity(parts.reduce(0) { $0 + $1.blocks.count })
        whole.flat.reserveCapacity(parts.reduce(0) { $0 + $1.flat.count })
        whole.spans.reserveCapacity(parts.reduce(0) { $0 + $1.spans.count })
        whole.pieces.reserveCapacity(parts.reduce(0) { $0 + $1.pieces.count })
        for part in parts {
            let (blocks, flat, spans) = (whole.blocks.count, whole.flat.count, whole.spans.count)
            for block in part.blocks { whole.blocks.append(block.moved(blocks: blocks, flat: flat, spans: spans)) }
            for span in part.spans { whole.spans.append(span.moved(flat: flat)) }
            for var piece in part.pieces {
                piece.start += Int32(flat)
                whole.pieces.append(piece)
            }
            whole.flat.append(contentsOf: part.flat)
        }
        return whole
    }

    /// Calls a closure with the source that the part is, which must not leave it.
    ///
    /// - Parameters:
    ///   - text: the document.
    ///   - body: what is to be done.
    /// - Returns: what the closure returns.
    func withSource<Result>(_ text: SpecText, _ body: (SpecSource) -> Result) -> Result {
        blocks.withView { blocks in
            flat.withView { flat in
                spans.withView { spans in
                    pieces.withView { pieces in
                        SpecSource.near(pieces, flatCount: flat.count).withView { near in
                            body(
                                SpecSource(
                                    text: text, blocks: blocks, flat: flat, spans: spans, pieces: pieces,
                                    nearPieces: near))
                        }
                    }
                }
            }
        }
    }
}
