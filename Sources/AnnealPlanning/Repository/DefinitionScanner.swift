/// Finds definitions by the words that begin them, in any of the usual languages.
///
/// It reads a line at a time and knows nothing of strings and comments: good enough to tell in which file a name lives,
/// not to change that file. Complexity: O(n).
struct DefinitionScanner {
    /// A definition and where it belongs.
    struct Definition: Hashable {
        var name: String
        var parent: String?
        var isType: Bool
    }

    private static let typeWords: Set<Substring> = [
        "class", "struct", "enum", "protocol", "interface", "trait", "extension", "actor",
    ]
    private static let functionWords: Set<Substring> = ["def", "function", "function*", "func", "fn", "fun"]
    private static let modifiers: Set<Substring> = [
        "export", "default", "async", "static", "public", "private", "internal", "final", "open", "pub", "override",
        "abstract", "get", "set", "mutating", "package", "protected", "declare",
    ]
    private static let notMethods: Set<String> = [
        "if", "for", "while", "switch", "catch", "return", "function", "constructor", "else", "with", "super", "await",
        "typeof", "new", "throw",
    ]

    /// The definitions of a source text.
    static func definitions(in source: String) -> [Definition] {
        var found: [Definition] = []
        var types: [(name: String, indent: Int)] = []
        for line in source.split(whereSeparator: \.isNewline) {
            let indent = line.prefix { $0 == " " || $0 == "\t" }.count
            guard indent < line.count else { continue }
            let isClosing = line.dropFirst(indent).first.map { "})]".contains($0) } ?? false
            if !isClosing { while let last = types.last, last.indent >= indent { types.removeLast() } }
            guard var definition = definition(line: line.dropFirst(indent), isInside: !types.isEmpty) else { continue }
            if definition.isType {
                types.append((definition.name, indent))
            } else if let parent = types.last?.name {
                definition.parent = parent
            } else if indent > 0 {
                continue
            }
            found.append(definition)
        }
        return found
    }

    private static func definition(line: Substring, isInside: Bool) -> Definition? {
        var words = line.split(separator: " ", maxSplits: 6)
        while let first = words.first, modifiers.contains(first) { words.removeFirst() }
        guard let first = words.first else { return nil }
        if typeWords.contains(first), words.count > 1 { return named(words[1], isType: true) }
        if functionWords.contains(first), words.count > 1 { return named(words[1], isType: false) }
        if first == "const" || first == "let" || first == "var", words.count > 2 {
            let isFunction = line.contains("=>") || line.contains("= function")
            return isFunction ? named(words[1], isType: false) : nil
        }
        guard isInside, line.hasSuffix("{"), line.contains("("), let method = named(first, isType: false),
            !notMethods.contains(method.name)
        else { return nil }
        return first.dropFirst(method.name.count).hasPrefix("(") ? method : nil
    }

    private static func named(_ word: Substring, isType: Bool) -> Definition? {
        let name = word.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
        return name.isEmpty ? nil : Definition(name: String(name), parent: nil, isType: isType)
    }
}
