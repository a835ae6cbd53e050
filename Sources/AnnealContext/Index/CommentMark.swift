/// With what a comment to the end of the line begins.
public enum CommentMark {
    /// The mark of a file's language.
    ///
    /// - Parameter path: any path.
    /// - Returns: the mark; `//` where the language is not known, or has no such comments.
    public static func of(path: String) -> String {
        SourceSyntax.of(path: path).lineComment.map { String(decoding: $0, as: UTF8.self) } ?? "//"
    }
}
