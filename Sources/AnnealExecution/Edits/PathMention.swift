/// Finds the path in a line with which a model names a file: bare, in backticks, bold, in a heading, with `File:` in
/// front or a colon behind.
enum PathMention {
    private static let decoration: Set<Character> = ["`", "*", "\"", "'", "#", ":", "(", ")", "[", "]", " ", "\t", ","]
    private static let names: Set<String> = ["Makefile", "Dockerfile", "Rakefile", "Gemfile", "LICENSE", "Procfile"]
    /// Without a folder in front, `shelf.py` is a path and `shelf.put` is not.
    private static let endings = Set(
        """
        astro bash bat c cc cfg clj cmake conf cpp cs css csv cxx dart diff dockerfile editorconfig env erl ex exs
        fs gitignore go gradle graphql h hh hpp hs htm html ini ipynb java jl js json jsonl jsx kt kts less lock lua m
        make md mdx mjs cjs ml mm mod mts cts nim php pl plist proto ps1 py pyi pyx r rb rs rst sass scala scss sh sql
        sum svelte svg swift tex tf toml ts tsv tsx txt vue xml yaml yml zig zsh
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    /// The path that a line names, if it names one.
    static func path(in line: String) -> String? {
        let text = line.trimmed
        guard !text.isEmpty, text.utf8.count < 300 else { return nil }
        if let quoted = between("`", in: text), isPath(quoted) { return quoted }
        let label = text.lowercased()
        for prefix in ["### file:", "## file:", "# file:", "file:", "filename:", "path:", "filepath:"]
        where label.hasPrefix(prefix) {
            let rest = stripped(String(text.dropFirst(prefix.count)))
            if !rest.isEmpty { return rest }
        }
        let bare = stripped(text)
        if isPath(bare) { return bare }
        // A sentence about the file: its last word that is a path.
        return bare.split(separator: " ").map { stripped(String($0)) }.last { isPath($0) && $0.contains(".") }
    }

    /// The path in the words behind the opening fence: `python src/a.py`, `src/a.py`, `python:src/a.py`, `title="a.py"`.
    static func path(inFence info: String) -> String? {
        for word in info.split(separator: " ").reversed() {
            var text = String(word)
            for prefix in ["title=", "filename=", "file=", "path="] where text.lowercased().hasPrefix(prefix) {
                text = String(text.dropFirst(prefix.count))
            }
            if let colon = text.firstIndex(of: ":"), colon != text.startIndex {
                text = String(text[text.index(after: colon)...])
            }
            text = stripped(text)
            if isPath(text) && (text.contains(".") || text.contains("/") || names.contains(text)) { return text }
        }
        return nil
    }

    /// The path in a comment: `# src/a.py`, `// a.js`, `<!-- a.html -->`.
    static func path(inComment line: String) -> String? {
        let text = line.trimmed
        for (opening, closing) in [("# ", ""), ("// ", ""), ("-- ", ""), ("; ", ""), ("<!-- ", " -->"), ("/* ", " */")]
        where text.hasPrefix(opening) && text.hasSuffix(closing) {
            guard text.count > opening.count + closing.count else { continue }
            let inner = stripped(String(text.dropFirst(opening.count).dropLast(closing.count)))
            if isPath(inner) && inner.contains(".") { return inner }
        }
        return nil
    }

    /// Removes what models put around a path.
    static func stripped(_ text: String) -> String {
        var text = text[...]
        while let first = text.first, decoration.contains(first) { text.removeFirst() }
        while let last = text.last, decoration.contains(last) { text.removeLast() }
        return String(text)
    }

    private static func isPath(_ text: String) -> Bool {
        guard !text.isEmpty, !text.contains(where: { $0.isWhitespace || "<>|?*\"`=;{}".contains($0) }),
            !text.contains("://"), !text.hasSuffix("/"), text != ".", text != ".."
        else { return false }
        if names.contains(text) || text.contains("/") { return true }
        guard let dot = text.lastIndex(of: "."), text.index(after: dot) < text.endIndex else { return false }
        return endings.contains(text[text.index(after: dot)...].lowercased())
    }

    private static func between(_ mark: Character, in text: String) -> String? {
        guard let first = text.firstIndex(of: mark) else { return nil }
        let rest = text[text.index(after: first)...]
        guard let last = rest.firstIndex(of: mark), last > rest.startIndex else { return nil }
        return String(rest[..<last])
    }
}
