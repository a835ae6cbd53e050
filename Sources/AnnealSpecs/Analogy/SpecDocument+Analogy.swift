internal import Foundation

extension SpecDocument {
    /// Adds examples where a sentence writes texts without the call that takes them, and the repository's own tests make such
    /// a call: "`/a/:b` and `/a/7` give `{ b: "7" }`" beside `match(compile("/c"), "/c")`.
    ///
    /// Criteria that have examples are left alone, and so is a sentence for which no form of call, or more than one, fits.
    ///
    /// - Parameters:
    ///   - tests: the texts of the repository's test files.
    ///   - language: the language in which these are written: `python`, `javascript` or `swift`.
    /// - Returns: the document with these examples.
    public func addingExamples(likeCallsIn tests: [String], language: String) -> SpecDocument {
        let frames = CallFrames(tests: tests, language: language)
        var copy = self
        for index in copy.requirements.indices {
            let names = Self.names(in: copy.requirements[index].text)
            for number in copy.requirements[index].criteria.indices
            where copy.requirements[index].criteria[number].examples.isEmpty {
                let criterion = copy.requirements[index].criteria[number]
                let examples = AnalogySentence.examples(in: criterion, frames: frames, names: names)
                copy.requirements[index].criteria[number].examples = examples
                copy.requirements[index].nameCallees(of: examples)
            }
        }
        return copy
    }

    /// Words that stand in code spans, with the name in front of an opening bracket.
    private static func names(in text: String) -> Set<String> {
        let spans = text.matches(of: /`([^`\n]+)`/).map { $0.1 }
        return Set(spans.flatMap { $0.matches(of: /[A-Za-z_][A-Za-z_0-9]*/).map { String($0.0) } })
    }
}

extension Requirement {
    /// Counts what examples call among the functions that the requirement is about: what is to come of a call decides whether
    /// the function has to change, not whether the text mentions it.
    fileprivate mutating func nameCallees(of examples: [Example]) {
        for example in examples {
            let name = ExampleScope.calledName(example.call)
            guard !name.isEmpty, !name.contains("."), !interfaces.contains(where: { $0.name == name }) else { continue }
            interfaces.append(Interface(kind: .function, name: name, location: example.location))
        }
    }
}

/// Sentences that write texts and what comes of them.
enum AnalogySentence {
    /// The examples that a criterion writes without their call.
    static func examples(in criterion: Criterion, frames: CallFrames, names: Set<String>) -> [Example] {
        guard criterion.text.utf8.count < 1000 else { return [] }
        var found: [Example] = []
        for match in criterion.text.matches(of: giving) {
            let texts = Self.texts(match.1)
            let value = String(match.2)
            guard !texts.isEmpty, isValue(value, frames.dialect), let frame = frames.frame(taking: texts, named: names)
            else { continue }
            found.append(example(frame.call(with: texts), .value(value), criterion))
        }
        for match in criterion.text.matches(of: refusing) {
            let texts = Self.texts(match.1) + Self.texts(match.3)
            guard texts.count == 2, let frame = frames.frame(taking: texts, named: names),
                let nothing = frame.nothing, frame.callees.contains(where: { $0.lowercased().hasPrefix(match.2) })
            else { continue }
            found.append(example(frame.call(with: texts), .value(nothing), criterion))
        }
        return found
    }

    /// "`a` and `b` give `v`"; no regular expression can be a constant that several tasks share.
    private static var giving: Regex<(Substring, Substring, Substring)> {
        /(`[^`\n]+`(?:(?:,| and|, and) `[^`\n]+`)*) (?:gives?|returns?|yields?|becomes?|results? in|→|->) `([^`\n]+)`/
    }

    /// "`a` does not match `b`".
    private static var refusing: Regex<(Substring, Substring, Substring, Substring)> {
        /(`[^`\n]+`) (?:does|do|must|shall|should) not ([a-z]+) (`[^`\n]+`)/
    }

    /// The texts in code spans; none where one stands for others or cannot be written between quotes.
    private static func texts(_ spans: Substring) -> [String] {
        let texts = spans.matches(of: /`([^`\n]+)`/).map { String($0.1) }
        let isPlain = texts.allSatisfy { text in
            !text.contains { "\"'\\$".contains($0) } && !text.contains("...") && !text.contains("…")
                && text.contains { $0.isLowercase || $0.isNumber } && text.count <= 80
        }
        return isPlain ? texts : []
    }

    /// Whether a text is a value of the language, with nothing left open.
    private static func isValue(_ text: String, _ dialect: Dialect) -> Bool {
        text.withBytes { bytes in
            guard let value = ExpressionReader(bytes: bytes, dialect: dialect).read(0..<bytes.count) else {
                return false
            }
            return value.isClosedValue && value.shape != .other
        }
    }

    private static func example(_ call: String, _ value: Example.Expectation, _ criterion: Criterion) -> Example {
        Example(call: call, expectation: value, source: criterion.text, location: criterion.location)
    }
}
