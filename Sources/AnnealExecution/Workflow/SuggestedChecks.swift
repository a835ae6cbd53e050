internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSpecs

/// Calls that a model would test a task's functions with, and what it thinks that they give.
///
/// They tell answers apart where the specification has few examples. What the model expects counts as one vote among
/// those of its answers and is never evidence. Source: B. Chen and others, "CodeT: Code Generation with Generated
/// Tests", ICLR 2023.
enum SuggestedChecks {
    /// How they are asked for.
    enum Form: Sendable, Hashable {
        /// One call a line, with its value in a comment: short, and enough where arguments are literals.
        case calls
        /// Test functions with assertions, which can build what a call needs.
        case tests

        /// Tokens of an answer, at most.
        var tokens: Int { (self == .calls ? 30 : 60) * SuggestedChecks.count }

        /// The arm's name in the decision log.
        var arm: String { self == .calls ? "suggest-calls" : "suggest-tests" }
    }

    /// How many are asked for.
    static let count = 6

    /// Reads an answer: lines of the form `f(1)  # => 2` or `f(-1)  # raises ValueError`, or tests with assertions.
    ///
    /// - Parameters:
    ///   - answer: the model's text, with or without a fence.
    ///   - language: the language of the calls.
    ///   - criterion: a criterion of the task, which the checks carry because each needs one.
    ///   - names: functions of the task; checks that call none of them are left out.
    /// - Returns: the checks, each call once, with identifiers of their own.
    static func read(
        _ answer: String, language: String, criterion: CriterionID, calling names: [String]
    ) -> [Check] {
        let lines = TripleQuotes.shortened(answer).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .filter { !$0.drop(while: \.isWhitespace).hasPrefix("```") }
        // The reader of specifications knows calls with their values; so the answer becomes a small specification, with a
        // block for each test, because variables of one are not those of another.
        let blocks = bodies(of: lines).map { "```\(language)\n\($0.joined(separator: "\n"))\n```\n" }
        let text = "# Calls\n\n## R1 Calls\n\n" + blocks.joined(separator: "\n")
        guard let document = try? SpecDocument(parsing: text, path: "calls.md") else { return [] }
        var seen = Set<String>()
        let examples = document.requirements.flatMap(\.criteria).flatMap(\.examples).filter { example in
            let code = (example.setup + [example.call]).joined(separator: "\n")
            let isOwn = names.isEmpty || names.contains { code.contains($0 + "(") }
            return isOwn && seen.insert(code).inserted
        }
        return examples.prefix(count * 2).enumerated().map { number, example in
            Check(id: "suggested#\(number + 1)", criterion: criterion, example: example)
        }
    }

    /// The lines of each test function without their indentation; lines outside of any are a block of their own.
    private static func bodies(of lines: [Substring]) -> [[Substring]] {
        var blocks: [[Substring]] = [[]]
        var isInside = false
        for line in lines {
            let isIndented = line.first?.isWhitespace ?? true
            if isIndented, isInside {
                blocks[blocks.count - 1].append(line)
            } else if opensTest(line) {
                blocks.append([])
                isInside = true
            } else if !closesTest(line) {
                if isInside { blocks.append([]) }
                isInside = false
                blocks[blocks.count - 1].append(line)
            }
        }
        return blocks.filter { block in block.contains { !$0.allSatisfy(\.isWhitespace) } }.map(dedented)
    }

    private static func opensTest(_ line: Substring) -> Bool {
        line.hasPrefix("def test") || line.hasPrefix("async def test") || line.hasPrefix("test(")
            || line.hasPrefix("it(")
    }

    private static func closesTest(_ line: Substring) -> Bool { line.hasPrefix("})") }

    private static func dedented(_ lines: [Substring]) -> [Substring] {
        let filled = lines.filter { !$0.allSatisfy(\.isWhitespace) }
        let indent = filled.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return lines.map { $0.dropFirst(min(indent, $0.prefix { $0 == " " }.count)) }
    }
}

/// Texts in triple quotes over several lines, as models like them in tests, in a form that stands on one line.
enum TripleQuotes {
    /// Writes each with escaped line ends: `"""a` and `b"""` become `"a\nb"`.
    static func shortened(_ text: String) -> String {
        let parts = text.split(separator: "\"\"\"", omittingEmptySubsequences: false)
        guard parts.count > 2 else { return text }
        var result = ""
        for (number, part) in parts.enumerated() {
            let isInside = number % 2 == 1 && number + 1 < parts.count
            result += isInside ? literal(part) : (number > 0 && number % 2 == 1 ? "\"\"\"" : "") + part
        }
        return result
    }

    private static func literal(_ part: Substring) -> String {
        var escaped = ""
        for character in part {
            switch character {
            case "\n", "\r\n": escaped += "\\n"
            case "\"": escaped += "\\\""
            default: escaped.append(character)
            }
        }
        return "\"\(escaped)\""
    }
}
