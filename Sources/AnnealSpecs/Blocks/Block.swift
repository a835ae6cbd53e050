/// A block of a Markdown document. Blocks stand in an array in the order of the text, each before its children.
struct Block {
    /// What kind of block.
    enum Kind {
        case heading, paragraph, list, item, code, table, row, cell, quote, html, rule
    }

    var kind: Kind
    /// A heading's level; 1 for an ordered list; 1 for a table's header row.
    var level = 0
    /// First and last line, from 1.
    var firstLine: Int
    var lastLine: Int
    /// Where it begins in its first line, from 1.
    var column: Int
    /// Blocks around it.
    var depth: Int
    /// The index after its last descendant.
    var end = 0
    /// Its text in `SpecSource.flat`: of headings, paragraphs and cells with lines joined by a space, of code with its
    /// lines as they are; empty for other blocks.
    var text: Range<Int> = 0..<0
    /// The code spans in its text, as a range of `SpecSource.spans`.
    var spans: Range<Int> = 0..<0
    /// A fenced block's language word in the document's bytes.
    var info: Range<Int> = 0..<0
}

/// A code span in a block's text.
struct CodeSpan {
    /// What is between the backticks, without the blank that pads it.
    var content: Range<Int>
    /// With the backticks.
    var outer: Range<Int>
}
