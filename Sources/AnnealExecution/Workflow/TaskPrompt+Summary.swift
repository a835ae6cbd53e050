internal import AnnealSpecs

extension TaskPrompt {
    /// One sentence on what a function does. There always is one: a model that sees none copies all there is to copy.
    ///
    /// What only a specification says is left out: who must do it, in which file, and the function's own name.
    static func summary(of function: Interface, in requirement: Requirement) -> String {
        var text = Substring(requirement.criteria.first?.text ?? requirement.title)
        if let definition = requirement.text.firstRange(of: "def \(function.name)("),
            let quotes = requirement.text[definition.upperBound...].firstMatch(of: /\"\"\"|'''/)
        {
            text = requirement.text[quotes.range.upperBound...].prefix { $0 != "\"" }
        }
        let sentence = text.split(separator: "\n\n").first?.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard var sentence else { return requirement.title }
        if let end = sentence.firstRange(of: /[.!?](?= )/) { sentence = String(sentence[..<end.upperBound]) }
        let full = sentence
        sentence = withoutOrder(sentence, of: function.name)
        // "`double(x)` returns twice the number." is "Returns twice the number." within the function itself.
        if sentence.hasPrefix("`"), let close = sentence.dropFirst().firstIndex(of: "`"),
            sentence[..<close].contains(function.name)
        {
            sentence = String(sentence[sentence.index(after: close)...].drop { $0.isWhitespace || $0 == "," })
        }
        sentence = sentence.prefix(1).uppercased() + sentence.dropFirst()
        // What is left has to be a sentence still.
        if sentence.split(separator: " ").count < 3 { sentence = full }
        return (3...400).contains(sentence.count) ? sentence : requirement.title
    }

    /// What a function does, in all sentences of its requirement: those after the first stand in a paragraph of their own. A
    /// model goes by what stands next to the code that it writes; a rule that is told above alone is forgotten more often.
    ///
    /// Examples are left out, and what comes after them.
    static func documentation(of function: Interface, in requirement: Requirement) -> String {
        let summary = summary(of: function, in: requirement)
        var texts = requirement.criteria.map(\.text)
        if let definition = requirement.text.firstRange(of: "def \(function.name)("),
            let quotes = requirement.text[definition.upperBound...].firstMatch(of: /"""|'''/)
        {
            let rest = requirement.text[quotes.range.upperBound...]
            texts = [String(rest[..<(rest.firstRange(of: quotes.output)?.lowerBound ?? rest.endIndex)])]
        }
        var rest = ""
        // The first sentence is the summary.
        reading: for sentence in texts.flatMap(sentences).dropFirst() {
            var told = sentence
            if isExample(sentence, of: function) {
                if texts.count == 1, !sentence.contains(": ") { break reading }
                told = announcement(in: sentence)
            }
            guard !told.isEmpty, rest.count + told.count < mostDocumentation else { continue }
            rest += (rest.isEmpty ? "" : " ") + told
        }
        return rest.isEmpty ? summary : "\(summary)\n\n\(rest)"
    }

    /// Characters of documentation beyond the first sentence, at most.
    private static let mostDocumentation = 600

    /// Sentences end at a sign with a space behind it, outside of code.
    private static func sentences(of text: String) -> [String] {
        text.split(separator: "\n\n").flatMap { paragraph -> [String] in
            let flat = paragraph.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return pieces(of: flat, endingAt: ".!?")
        }
    }

    private static func pieces(of text: String, endingAt ends: String) -> [String] {
        var pieces = [""]
        var isCode = false
        var ended = false
        for character in text {
            if ended, character == " " {
                pieces.append("")
            } else {
                pieces[pieces.count - 1].append(character)
            }
            if character == "`" { isCode.toggle() }
            ended = !isCode && ends.contains(character)
        }
        return pieces.filter { !$0.isEmpty }
    }

    /// What a sentence says before the examples that it announces: "A negative number raises `ValueError`: `double(-1)`."
    private static func announcement(in sentence: String) -> String {
        let pieces = pieces(of: sentence, endingAt: ":")
        guard pieces.count > 1, let first = pieces.first, !first.contains("("), first.contains(" ") else { return "" }
        return first.dropLast() + "."
    }

    private static func isExample(_ sentence: String, of function: Interface) -> Bool {
        let lowered = sentence.lowercased()
        return lowered.hasPrefix("example") || lowered.hasPrefix("for example") || sentence.contains(">>>")
            || sentence.contains("\(function.name)(")
    }

    /// A sentence without the order and the place: "The system MUST offer `double(x)` in `a.py`, which returns twice the
    /// number." is "returns twice the number."
    private static func withoutOrder(_ sentence: String, of name: String) -> String {
        var text = sentence
        let order =
            #/(?i)(?:the )?(?:system|software|program|application|library|module|package|tool) (?:must|shall|should|will) /#
        if let match = text.prefixMatch(of: order) { text = String(text[match.range.upperBound...]) }
        let place = /,? (?:in|of) (?:the (?:file|module) )?`[\w.\/-]+\.(?:py|m?js|cjs|ts|swift)`/
        if let range = text.firstRange(of: place) { text.removeSubrange(range) }
        let offer =
            #/(?i)(?:offer|provide|have|define|expose|add|export|implement)s? (?:an? |the )?(?:function |method )?`([^`]+)`,? (?:which|that) /#
        if let match = text.prefixMatch(of: offer), match.1.contains(name) {
            text = String(text[match.range.upperBound...])
        }
        return text
    }
}
