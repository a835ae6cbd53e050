internal import AnnealContext

/// How a file is shown to the model: what its task is about whole, of the rest the signatures.
///
/// A small model reads slowly, sixty tokens a second, so that what a task does not need costs more than it brings.
enum RelatedFile {
    /// A file up to this many bytes is shown whole.
    private static let small = 500
    /// A definition up to this many lines is shown whole.
    private static let short = 3
    /// Bytes above which only signatures are shown, whatever is mentioned.
    private static let limit = 6000

    /// The files that a task reads or writes beside the one in hand, as they are shown.
    ///
    /// - Parameters:
    ///   - paths: the files.
    ///   - path: the one in hand.
    ///   - mentioned: names that the task's requirements mention.
    ///   - folds: whether definitions are folded.
    ///   - read: gives a file's text.
    /// - Returns: paths and texts; files without a text are left out.
    static func all(
        _ paths: [String], except path: String?, mentioned: Set<String>, folds: Bool, read: (String) -> String?
    ) -> [(path: String, text: String)] {
        paths.filter { $0 != path }.compactMap { other in
            guard let text = read(other), !text.isEmpty else { return nil }
            return (other, folds ? shown(text, path: other, mentioned: mentioned) : text)
        }
    }

    /// A file with those definitions folded to their signatures that nobody mentions.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - path: its path, for the language.
    ///   - mentioned: names that the task's requirements mention; definitions with such a name stay whole, unless the file
    ///     is a long one.
    ///   - own: names that the task is to define or change, which stay whole in any file.
    /// - Returns: what the model sees; folded definitions are comments, so that code which repeats them defines nothing.
    static func shown(_ text: String, path: String, mentioned: Set<String>, own: Set<String> = []) -> String {
        guard text.utf8.count > small, let language = Languages.forFile(path: path) else { return text }
        let definitions = language.outline(of: text).definitions
        let folded = foldable(definitions, except: text.utf8.count > limit ? own : mentioned.union(own))
        guard !folded.isEmpty else { return text }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let mark = CommentMark.of(path: path)
        var shown: [String] = []
        var next = 0
        for definition in folded {
            let first = definition.lines.lowerBound - 1
            guard first >= next, definition.lines.upperBound <= lines.count else { continue }
            shown += lines[next..<first].map(String.init)
            let indent = lines[first].prefix { $0 == " " || $0 == "\t" }
            let note = definition.documentation.map { ": \(summary($0))" } ?? ""
            shown.append("\(indent)\(mark) exists: \(definition.signature)\(note)")
            next = definition.lines.upperBound
        }
        shown += lines[next...].map(String.init)
        return shown.joined(separator: "\n")
    }

    /// Definitions that are not shown whole: long ones without a mention, and of types the methods instead.
    private static func foldable(
        _ definitions: [SourceOutline.Definition], except kept: Set<String>
    ) -> [SourceOutline.Definition] {
        definitions.filter { definition in
            switch definition.kind {
            case .function, .method:
                definition.lines.count > short && !kept.contains(definition.name)
                    && !constructors.contains(definition.name)
            case .type, .value: false
            }
        }.sorted { $0.lines.lowerBound < $1.lines.lowerBound }
    }

    /// What tells the members of a type.
    private static let constructors: Set<String> = ["__init__", "constructor", "init"]

    private static func summary(_ documentation: String) -> String {
        let line = documentation.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count <= 120 ? line : line.prefix(119) + "…"
    }

    /// The identifiers in a text.
    static func identifiers(in text: String) -> Set<String> {
        Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }.map(String.init))
    }
}
