internal import AnnealFoundation

/// A requirement as found in the text, before its criteria and examples are read.
struct RequirementDraft {
    /// Where its text comes from.
    enum Origin {
        /// A section: the first is the one with the heading, the others lie below it.
        case sections(Range<Int>)
        /// A list item.
        case item
        /// A paragraph with what follows it.
        case paragraph
        /// A table row's cells.
        case row
        /// Everything.
        case document
    }

    var id: String
    var title: String
    var origin: Origin
    /// The blocks of depth 0, the item's children, or the row's cell.
    var blocks: [Int]
    /// Where the text begins in the first block, after the identifier.
    var textStart: Int?
    var firstLine: Int
    var lastLine: Int
    /// Where the first line begins, from 1, and how far the other lines are indented.
    var column = 1
    var indent = 0
    var location: SourceLocation
    var priority: Int?
}

/// A story of Spec Kit's template, whose scenarios are criteria of requirements that stand elsewhere.
struct StoryDraft {
    var id: String
    var title: String
    var priority: Int?
    var sections: Range<Int>
    var location: SourceLocation
}
