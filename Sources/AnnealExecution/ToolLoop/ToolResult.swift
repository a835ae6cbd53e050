/// What a tool gave.
struct ToolResult: Sendable, Hashable {
    /// What the model sees.
    var text: String
    /// One line on the call and its outcome: all that is left when the conversation is made shorter.
    var fact: String
    /// Whether the tool did what it was asked, and a command or the checks ended well.
    var succeeded = true
    /// Files that it changed.
    var changed: [String] = []

    /// Cuts a long text in its middle, where usually least is lost.
    ///
    /// - Parameters:
    ///   - text: any text.
    ///   - limit: bytes that are kept.
    /// - Returns: the text, or its beginning and end with a note between them.
    static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        let head = String(decoding: text.utf8.prefix(limit * 2 / 3), as: UTF8.self)
        let tail = String(decoding: text.utf8.suffix(limit / 3), as: UTF8.self)
        let left = text.utf8.count - limit * 2 / 3 - limit / 3
        return "\(head)\n[… \(left) bytes left out; ask for a smaller part …]\n\(tail)"
    }
}
