internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSpecs

/// Texts and kinds of errors that a requirement writes, and that code which follows it has to hold.
///
/// A requirement's examples seldom show every text that it asks for. Code in which `seats are sold out` is nowhere cannot
/// give that error; this is seen without running anything. It is no evidence: what is missing orders answers and goes
/// into repairs.
enum WordingChecks {
    /// Something that has to be in the code.
    struct Mention: Hashable {
        /// The text as it has to be found.
        var text: String
        /// Whether it is the name of an error.
        var isError: Bool
        /// Whether a value follows it within a text, as `N` follows in `line N: `.
        var isFollowed = false
    }

    /// What has to be in the code that fulfils requirements.
    ///
    /// - Parameters:
    ///   - requirements: the requirements of a task.
    ///   - criteria: those of their criteria that are the task's business; none means all.
    /// - Returns: each once, in their order.
    static func mentions(in requirements: [Requirement], criteria: [CriterionID] = []) -> [Mention] {
        var found: [Mention] = []
        for requirement in requirements {
            let speaks = speakingWords.contains { requirement.text.lowercased().contains($0) }
            guard speaks else { continue }
            let known = Set(requirement.examples.flatMap { [$0.call, $0.source] })
            for criterion in requirement.criteria where criteria.isEmpty || criteria.contains(criterion.id) {
                let raises = ["raise", "throw"].contains { criterion.text.lowercased().contains($0) }
                for span in criterion.text.matches(of: /`([^`\n]+)`/).map({ String($0.1) }) {
                    if raises, let name = errorName(span) {
                        found.append(Mention(text: name, isError: true))
                    } else if !known.contains(where: { $0.contains(span) }) {
                        found += segments(of: span).map { Mention(text: $0, isError: false) }
                        if let opening = opening(of: span, in: criterion.text) { found.append(opening) }
                    }
                }
            }
        }
        var seen = Set<Mention>()
        return found.filter { seen.insert($0).inserted }
    }

    /// What a command's code has to hold: its options and the name of its subcommand.
    ///
    /// - Parameter commands: how the commands are called: `show NAME --servings N`.
    /// - Returns: each once, in their order.
    static func mentions(ofCommands commands: [Interface]) -> [Mention] {
        var seen = Set<Mention>()
        return commands.filter { $0.kind == .command }.flatMap { command -> [Mention] in
            let words = command.name.split { $0 == " " || $0 == "[" || $0 == "]" || $0 == "=" || $0 == "|" }
                .map { $0.prefix { $0 != "." } }
            let options = words.filter { $0.wholeMatch(of: /--[a-z][a-z0-9-]+/) != nil }
            // A program of its own begins with what runs it: there the first word is no subcommand.
            let isProgram = ["python", "python3", "node", "npx", "swift"].contains(words.first.map(String.init) ?? "")
            let first = isProgram ? [] : words.prefix(1).filter { $0.wholeMatch(of: /[a-z][a-z0-9-]+/) != nil }
            return (first + options).map { Mention(text: String($0), isError: false) }
        }.filter { seen.insert($0).inserted }
    }

    /// What code lacks.
    ///
    /// - Parameters:
    ///   - code: what the model wrote.
    ///   - files: the files with it: a text may have been there before.
    ///   - mentions: what has to be there.
    ///   - callees: functions that exist; code that calls one may leave errors to it.
    /// - Returns: a failed outcome for each.
    static func missed(
        in code: String, files: [String], _ mentions: [Mention], callees: Set<String>
    ) -> [TestOutcome] {
        let delegates = callees.contains { code.contains($0 + "(") }
        return mentions.compactMap { mention in
            let isThere =
                mention.isError
                ? delegates || code.contains(mention.text)
                : files.contains { file in mention.forms.contains { file.contains($0) } }
            guard !isThere else { return nil }
            let detail =
                mention.isError
                ? "the code never raises \(mention.text), which the specification asks for"
                : mention.isFollowed
                    ? "the code never makes a text with \"\(mention.text)\" and a value behind it, which the specification asks for"
                    : "the text \"\(mention.text)\" of the specification is nowhere in the code"
            return TestOutcome(name: "wording: \(mention.text)", status: .failed, detail: detail)
        }
    }

    /// `line ` of a message that begins with `line N: `: one word, a placeholder and a colon, of which the criterion says
    /// that a message begins so.
    private static func opening(of span: String, in criterion: String) -> Mention? {
        guard let match = span.prefixMatch(of: /([A-Za-z]{2,}) ([A-Z]{1,12}): ?/),
            criterion.firstMatch(of: /(?i)\b(?:message|text)s?\b[^.`]*\b(?:begin|start)s? with `/) != nil
        else { return nil }
        return Mention(text: match.1 + " ", isError: false, isFollowed: true)
    }

    private static let speakingWords = ["raise", "throw", "message", "the text", "prints", "standard error"]

    /// Errors that arise by themselves, so that right code need not name them.
    private static let natural: Set<String> = [
        "LookupError", "KeyError", "IndexError", "TypeError", "Exception", "Error", "OSError", "FileNotFoundError",
        "ZeroDivisionError", "AttributeError", "UnicodeDecodeError",
    ]

    private static func errorName(_ span: String) -> String? {
        guard span.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }),
            let name = span.split(separator: ".").last.map(String.init), name.first?.isUppercase == true,
            name.contains(where: \.isLowercase), name.hasSuffix("Error") || name.hasSuffix("Exception"),
            !natural.contains(name)
        else { return nil }
        return name
    }

    /// The constant parts of a text with placeholders in capitals: `line N: REASON` has `line `.
    private static func segments(of span: String) -> [String] {
        guard span.contains(" "), !span.contains(where: { "(){}[]=<>|/\\$\"`;*+".contains($0) }),
            !span.split(separator: " ").contains(where: { $0.hasPrefix("-") }),
            span.split(separator: " ").count(where: isWord) >= 2
        else { return [] }
        var segments: [String] = []
        var current: [Substring] = []
        for word in span.split(separator: " ") + [Substring()] {
            if isPlaceholder(word) || word.isEmpty || word == "…" || word == "..." {
                // A single word is likelier to belong to a grammar than to a message.
                if current.count >= 2 { segments.append(current.joined(separator: " ")) }
                current = []
            } else {
                current.append(word)
            }
        }
        return segments
    }

    private static func isWord(_ word: Substring) -> Bool {
        word.count(where: \.isLetter) >= 2 && word.allSatisfy { $0.isLetter || ",.:!?-".contains($0) }
    }

    /// A word in capitals, perhaps with signs around it: `NAME`, `N:`, `'LINE'`.
    private static func isPlaceholder(_ word: Substring) -> Bool {
        let letters = word.filter(\.isLetter)
        return !letters.isEmpty && letters.allSatisfy(\.isUppercase)
    }
}

extension WordingChecks.Mention {
    /// How it can stand in the code.
    fileprivate var forms: [String] {
        isFollowed ? ["{", "$", "%", "\"", "'", "`", "\\("].map { text + $0 } : [text]
    }
}
