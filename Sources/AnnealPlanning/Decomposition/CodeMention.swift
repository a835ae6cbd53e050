/// A piece of code that a text names between backticks or in a fenced block.
struct CodeMention: Hashable {
    /// What it looks like.
    enum Kind: Hashable {
        /// A file with code, by path.
        case file
        /// `name(parameters)`: tells how something is called.
        case signature
        /// `name(arguments)`: an example of a call.
        case call
        /// A name alone, with or without a qualifier.
        case name
        /// A command line.
        case command
        /// A definition in a fenced block.
        case definition
    }

    /// What it looks like.
    var kind: Kind
    /// The last part of the name, or the path, or the command.
    var name: String
    /// What stands in front of the name.
    var qualifier: String?
    /// The whole text, for signatures and definitions.
    var text: String
    /// Names of parameters.
    var parameters: [String] = []
    /// Types that the signature gives back.
    var returned: [String] = []
    /// The text of the sentence before and after.
    var before = ""
    var after = ""

    /// Reads what stands between backticks.
    ///
    /// - Parameter span: the text without the backticks.
    init?(span: String) {
        let trimmed = span.trimmingPrefix { $0 == " " }
        let text = String(trimmed)
        let runners = ["python ", "python3 ", "node ", "npm ", "npx ", "swift run ", "go run ", "cargo run "]
        if runners.contains(where: text.hasPrefix) {
            self.init(kind: .command, name: text, text: text)
            return
        }
        if !text.contains(" "), SourcePath.isCode(text), text.allSatisfy({ $0.isPathCharacter }) {
            self.init(kind: .file, name: TaskGraph.normalized(text), text: text)
            return
        }
        let path = text.prefix { $0.isNameCharacter || $0 == "." }
        let parts = path.split(separator: ".", omittingEmptySubsequences: false)
        guard let last = parts.last, !last.isEmpty, parts.allSatisfy({ $0.first.map { !$0.isNumber } ?? false }) else {
            return nil
        }
        self.init(kind: .name, name: String(last), text: text)
        qualifier = parts.count > 1 ? parts.dropLast().joined(separator: ".") : nil
        let rest = text[path.endIndex...]
        if rest.isEmpty { return }
        guard rest.first == "(" else { return nil }
        readCall(rest)
    }

    init(kind: Kind, name: String, text: String) {
        self.kind = kind
        self.name = name
        self.text = text
    }

    /// Whether the name is written like a type.
    var looksLikeType: Bool { (name.first?.isUppercase ?? false) && name.contains { $0.isLowercase } }

    /// Names in the text that are written like types and called: `str(Amount(1))` builds an `Amount`.
    var calledTypes: [String] {
        var names: [String] = []
        var word = ""
        for character in text {
            if character.isNameCharacter {
                word.append(character)
            } else {
                if character == "(", word.first?.isUppercase == true, word.contains(where: \.isLowercase) {
                    names.append(word)
                }
                word = ""
            }
        }
        return names
    }

    /// Whether the mention tells of a definition, and is not just any word in code marks.
    func isTelling(in repository: RepositoryMap) -> Bool {
        guard kind == .name, qualifier == nil else { return kind != .file && kind != .command }
        return name.contains("_") || name.dropFirst().contains { $0.isUppercase } || looksLikeType
            || repository.place(of: name) != nil
    }

    private mutating func readCall(_ rest: Substring) {
        kind = .call
        guard let close = Self.closing(of: rest) else { return }
        let arguments = Self.topLevelParts(rest[rest.index(after: rest.startIndex)..<close])
        let tail = rest[rest.index(after: close)...].trimmingPrefix { $0 == " " }
        let names = arguments.map(Self.parameterName)
        guard tail.isEmpty || tail.hasPrefix("->") || tail.hasPrefix(":"), !names.contains(nil) else { return }
        kind = .signature
        parameters = names.compactMap { $0 }
        guard tail.hasPrefix("->") else { return }
        returned = tail.split { !$0.isNameCharacter }.map(String.init).filter { $0.first?.isUppercase ?? false }
    }

    /// The parenthesis that closes the first one.
    private static func closing(of text: Substring) -> Substring.Index? {
        var depth = 0
        for index in text.indices {
            switch text[index] {
            case "(", "[", "{": depth += 1
            case ")", "]", "}":
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
        }
        return nil
    }

    static func topLevelParts(_ text: Substring) -> [Substring] {
        var parts: [Substring] = []
        var depth = 0
        var start = text.startIndex
        for index in text.indices {
            switch text[index] {
            case "(", "[", "{": depth += 1
            case ")", "]", "}": depth -= 1
            case "," where depth == 0:
                parts.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
        }
        parts.append(text[start...])
        return parts.map { $0.trimmingPrefix { $0 == " " } }.filter { !$0.isEmpty }
    }

    /// The name of a parameter; `nil` when the text is a value.
    static func parameterName(_ text: Substring) -> String? {
        if text == "*" || text == "/" || text.hasPrefix("{") { return "" }
        let plain = text.drop { $0 == "*" || $0 == "." || $0 == "_" }
        let name = plain.prefix { $0.isNameCharacter }
        guard let first = name.first, first.isLetter else { return nil }
        let rest = plain[name.endIndex...].trimmingPrefix { $0 == " " }
        let constants: Set<Substring> = ["None", "True", "False", "null", "true", "false", "undefined"]
        if constants.contains(name) { return nil }
        return rest.isEmpty || rest.hasPrefix(":") || rest.hasPrefix("=") || rest.hasPrefix("?") || rest == "..."
            ? String(name) : nil
    }
}

extension Character {
    /// Whether a name may contain it.
    var isNameCharacter: Bool { isLetter || isNumber || self == "_" || self == "$" }
    /// Whether a plain path may contain it.
    var isPathCharacter: Bool { isNameCharacter || self == "." || self == "/" || self == "-" }
}
