internal import AnnealFoundation

/// A criterion before its examples are read: its text, and the parts of the document that belong to it.
struct CriterionDraft {
    /// A part of the document.
    enum Part {
        /// A range of a paragraph's or cell's text.
        case prose(block: Int, range: Range<Int>)
        /// A code block.
        case code(block: Int)
        /// A table.
        case table(block: Int)
    }

    var text: String
    var form: Criterion.Form
    var location: SourceLocation
    var parts: [Part]
    /// The author's own number, where one is written (Kiro counts criteria).
    var number: Int?
}
