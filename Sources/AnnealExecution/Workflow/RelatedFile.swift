internal import AnnealContext

/// How a file that a task only reads is shown to the model.
enum RelatedFile {
    /// The whole text of a short file, the signatures with their doc comments of a long one.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - path: its path, for the language.
    ///   - limit: bytes up to which it is shown whole.
    /// - Returns: what the model sees.
    static func shown(_ text: String, path: String, limit: Int = 3000) -> String {
        guard text.utf8.count > limit, let language = Languages.forFile(path: path) else { return text }
        return language.outline(of: text).definitions.map { definition in
            let indent = definition.parent == nil ? "" : "    "
            let note = definition.documentation.map { "  // \($0.prefix(120))" } ?? ""
            return "\(indent)\(definition.signature)\(note)"
        }.joined(separator: "\n")
    }
}
