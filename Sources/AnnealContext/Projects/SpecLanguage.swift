internal import AnnealSpecs

/// Tells which programming language a specification speaks of.
enum SpecLanguage {
    /// The languages that it names or whose files it names, the most certain first.
    ///
    /// A file name counts more than a word, because a text about Python may mention JavaScript.
    ///
    /// - Parameter specification: the specification.
    /// - Returns: names of languages; empty when nothing tells.
    static func languages(of specification: SpecDocument) -> [String] {
        var points: [String: Int] = [:]
        if let named = specification.frontMatter["language"], let language = Languages.named(named) {
            points[language.name, default: 0] += 1000
        }
        let interfaces = specification.interfaces + specification.requirements.flatMap(\.interfaces)
        for interface in interfaces where interface.kind == .file {
            if let language = Languages.forFile(path: interface.name) { points[language.name, default: 0] += 10 }
        }
        for interface in interfaces where interface.kind == .command {
            let program = interface.name.split(separator: " ").first ?? ""
            if program.hasPrefix("python") { points["python", default: 0] += 10 }
            if program == "node" || program == "npm" { points["javascript", default: 0] += 10 }
            if program == "swift" { points["swift", default: 0] += 10 }
        }
        let texts = specification.context.map(\.text) + specification.requirements.map(\.text) + [specification.title]
        for text in texts { count(words: text, into: &points) }
        let order = Languages.all.map(\.name)
        return order.filter { points[$0] != nil }.sorted { (points[$0] ?? 0) > (points[$1] ?? 0) }
    }

    private static let words: [String: [String]] = [
        "python": ["python", "pytest", "pip", ".py", "valueerror", "def"],
        "javascript": ["javascript", "node", "node.js", "npm", "es", ".mjs", ".js", "typeerror"],
        "swift": ["swift", "swiftpm", "xctest", ".swift"],
    ]

    private static func count(words text: String, into points: inout [String: Int]) {
        let found = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == ".") }.map { word in
            word.hasSuffix(".") ? String(word.dropLast()) : String(word)
        }
        for (language, marks) in words {
            for word in found {
                for mark in marks where word == mark || (mark.hasPrefix(".") && word.hasSuffix(mark)) {
                    // "def" and the like are only hints; the language's own name is nearly a statement.
                    points[language, default: 0] += mark == marks[0] ? 3 : 1
                }
            }
        }
    }
}
