/// A block of a Markdown document. Blocks stand in an array in the order of the text, each before its children.
///
/// A document has some ten thousand, so that numbers and offsets are kept in 32 bits: it has at most 16 MB.
struct Block {
    /// What kind of block.
    enum Kind {
        case heading, paragraph, list, item, code, table, row, cell, quote, html, rule

        /// Whether such blocks have a text of their own.
        var hasText: Bool { self == .heading || self == .paragraph || self == .code || self == .cell }
    }

    var kind: Kind
    /// A heading's level; 1 for an ordered list; 1 for a table's header row.
    var level: Int8 = 0
    private var lines: Offsets
    private var start: Int32
    private var ending: Int32 = 0
    private var textOffsets = Offsets()
    private var spanOffsets = Offsets()
    private var infoOffsets = Offsets()

    /// Creates a block without text.
    init(kind: Kind, firstLine: Int, lastLine: Int, column: Int) {
        self.kind = kind
        lines = Offsets(lower: Int32(firstLine), upper: Int32(lastLine))
        start = Int32(column)
    }

    /// The first line, from 1.
    var firstLine: Int { Int(lines.lower) }
    /// The last line.
    var lastLine: Int {
        get { Int(lines.upper) }
        set { lines.upper = Int32(newValue) }
    }
    /// Where it begins in its first line, from 1.
    var column: Int { Int(start) }
    /// The index after its last descendant.
    var end: Int {
        get { Int(ending) }
        set { ending = Int32(newValue) }
    }
    /// Its text in `SpecSource.flat`: of headings, paragraphs and cells with lines joined by a space, of code with its
    /// lines as they are; empty for other blocks.
    var text: Range<Int> {
        get { textOffsets.range }
        set { textOffsets = Offsets(newValue) }
    }
    /// The code spans in its text, as a range of `SpecSource.spans`.
    var spans: Range<Int> {
        get { spanOffsets.range }
        set { spanOffsets = Offsets(newValue) }
    }
    /// A fenced block's language word in the document's bytes.
    var info: Range<Int> {
        get { infoOffsets.range }
        set { infoOffsets = Offsets(newValue) }
    }

    /// The block behind blocks, text and spans of what comes before it.
    func moved(blocks: Int, flat: Int, spans: Int) -> Block {
        var block = self
        block.end += blocks
        if kind.hasText {
            block.text = text.lowerBound + flat..<text.upperBound + flat
            block.spans = self.spans.lowerBound + spans..<self.spans.upperBound + spans
        }
        return block
    }
}

/// A code span in a block's text.
struct CodeSpan {
    private var contentOffsets: Offsets
    private var outerOffsets: Offsets

    /// Creates a span.
    init(content: Range<Int>, outer: Range<Int>) {
        contentOffsets = Offsets(content)
        outerOffsets = Offsets(outer)
    }

    /// What is between the backticks, without the blank that pads it.
    var content: Range<Int> { contentOffsets.range }
    /// With the backticks.
    var outer: Range<Int> { outerOffsets.range }

    /// The span behind the text of what comes before it.
    func moved(flat: Int) -> CodeSpan {
        CodeSpan(
            content: content.lowerBound + flat..<content.upperBound + flat,
            outer: outer.lowerBound + flat..<outer.upperBound + flat)
    }
}
