internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSpecs

/// Calls that a model would test a task's functions with, and what it thinks that they give.
///
/// They tell answers apart where the specification has few examples. What the model expects counts as one vote among
/// those of its answers and is never evidence. Source: B. Chen and others, "CodeT: Code Generation with Generated
/// Tests", ICLR 2023.
enum SuggestedChecks {
    /// How many calls are asked for.
    static let count = 6

    /// Reads an answer: lines of the form `f(1)  # => 2` or `f(-1)  # raises ValueError`.
    ///
    /// - Parameters:
    ///   - answer: the model's text, with or without a fence.
    ///   - language: the language of the calls.
    ///   - criterion: a criterion of the task, which the checks carry because each needs one.
    ///   - names: functions of the task; lines that call none of them are left out.
    /// - Returns: the checks, each call once, with identifiers of their own.
    static func read(
        _ answer: String, language: String, criterion: CriterionID, calling names: [String]
    ) -> [Check] {
        let lines = answer.split(whereSeparator: \.isNewline).filter {
            !$0.drop(while: \.isWhitespace).hasPrefix("```")
        }
        // The reader of specifications knows calls with their values; so the answer becomes a small specification.
        let text = "# Calls\n\n## R1 Calls\n\n```\(language)\n\(lines.joined(separator: "\n"))\n```\n"
        guard let document = try? SpecDocument(parsing: text, path: "calls.md") else { return [] }
        var seen = Set<String>()
        let examples = document.requirements.flatMap(\.criteria).flatMap(\.examples).filter { example in
            let isOwn = names.isEmpty || names.contains { example.call.contains($0 + "(") }
            return isOwn && seen.insert((example.setup + [example.call]).joined(separator: "\n")).inserted
        }
        return examples.prefix(count * 2).enumerated().map { number, example in
            Check(id: "suggested#\(number + 1)", criterion: criterion, example: example)
        }
    }
}
