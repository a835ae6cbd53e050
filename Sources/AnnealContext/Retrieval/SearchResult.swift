/// A file that a search found, and why.
public struct SearchResult: Sendable, Hashable {
    /// Relative to the root.
    public var path: String
    /// Higher is better; comparable within one search only.
    public var score: Double
    /// The first line, from 1, of the piece that matches best.
    public var line: Int
    /// The last line of that piece.
    public var lastLine: Int
    /// Words of the query that the file has, the weightiest first, each with the fields where it stands.
    public var matches: [Match]
    /// What each signal added to the score, by its name; factors are not among them.
    public var signals: [String: Double]
    /// What the file is for.
    public var category: FileCategory

    /// A word of the query in a file.
    public struct Match: Sendable, Hashable {
        /// As the query has it.
        public var word: String
        /// What it added.
        public var score: Double
        /// The fields where it stands: folder, name, definition, comment, string, code.
        public var fields: [String]
    }
}
