/// Judges command lines that a specification shows.
enum ExampleCommand {
    /// The command without a prompt, when it can be run as it stands.
    ///
    /// - Parameters:
    ///   - text: the command line.
    ///   - programs: programs that examples of this language start with.
    /// - Returns: the command; `nil` when it has placeholders (`FILE`, `[--flag]`, `…`) or starts something else.
    static func runnable(_ text: String, programs: Set<String>) -> String? {
        var command = text.trimmed
        if command.hasPrefix("$ ") { command = String(command.dropFirst(2)).trimmed }
        guard !command.contains(where: \.isNewline), !command.contains("…"), !command.contains("...") else {
            return nil
        }
        let words = command.split(separator: " ").map(String.init)
        guard let program = words.first, programs.contains(program) else { return nil }
        let hasPlaceholder = words.dropFirst().contains { word in
            let letters = word.filter(\.isLetter)
            let isName = word.allSatisfy { $0.isLetter || $0 == "_" || $0 == "-" }
            return word.hasPrefix("[") || word.hasSuffix("]") || (word.hasPrefix("<") && word.hasSuffix(">"))
                || (isName && letters.count > 2 && letters == letters.uppercased() && !word.hasPrefix("-"))
        }
        return hasPlaceholder ? nil : command
    }

    /// A text without the line end at its end: a fenced block does not tell whether there is one.
    static func withoutLastLineEnd(_ text: String) -> String {
        var text = text[...]
        while text.last?.isNewline == true { text = text.dropLast() }
        return String(text)
    }
}
