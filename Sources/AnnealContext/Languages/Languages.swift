/// The languages that Anneal knows.
public enum Languages {
    /// All of them; the order decides between languages that are equally likely.
    public static let all: [any Language] = [PythonLanguage(), JavaScriptLanguage(), SwiftLanguage()]

    /// A language by its name or the mark of a fenced code block.
    ///
    /// - Parameter name: in any case: `python`, `py`, `JavaScript`.
    /// - Returns: the language, or `nil`.
    public static func named(_ name: String) -> (any Language)? {
        let name = name.lowercased()
        return all.first { $0.name == name || $0.fileExtensions.contains(name) }
    }

    /// The language of a file, by its ending.
    ///
    /// - Parameter path: any path.
    /// - Returns: the language, or `nil`.
    public static func forFile(path: String) -> (any Language)? {
        guard let file = path.split(separator: "/").last, let dot = file.lastIndex(of: "."), dot != file.startIndex
        else { return nil }
        let ending = file[file.index(after: dot)...].lowercased()
        return all.first { $0.fileExtensions.contains(ending) }
    }
}
