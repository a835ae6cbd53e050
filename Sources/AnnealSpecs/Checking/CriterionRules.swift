internal import AnnealFoundation

/// A requirement that gives nothing to check.
public struct MissingCriterionRule: SpecRule {
    /// The rule's name.
    public let name = "no-criterion"

    /// Creates the rule.
    public init() {}

    /// Requirements without any criterion, and documents without any requirement.
    public func findings(in document: SpecDocument) -> [SpecFinding] {
        if document.requirements.isEmpty {
            return [
                SpecFinding(
                    rule: name, severity: .error, location: SourceLocation(line: 1),
                    message: "the document has no requirement",
                    remedy: "say what the software must do, for example under a heading `### R1 …`")
            ]
        }
        return document.requirements.filter(\.criteria.isEmpty).map { requirement in
            SpecFinding(
                rule: name, severity: .error, location: requirement.location,
                message: "requirement \(requirement.id) has no criterion",
                remedy: "add at least one sentence that can be checked, best with an example: `f(x)` returns `y`")
        }
    }
}

/// A criterion that no test can decide.
public struct UncheckableCriterionRule: SpecRule {
    /// The rule's name.
    public let name = "uncheckable"

    private static let phrases = [
        "and so on", "etc.", "if possible", "where possible", "as appropriate", "where appropriate", "if appropriate",
        "if necessary", "as far as possible", "to be defined", "to be decided", "tbd", "todo",
        "best effort", "and the like", "among others", "and/or",
    ]

    /// Creates the rule.
    public init() {}

    /// Criteria that leave open what they ask for.
    public func findings(in document: SpecDocument) -> [SpecFinding] {
        document.requirements.flatMap { requirement in
            requirement.criteria.compactMap { criterion in
                let text = Prose.withoutCode(criterion.text).lowercased()
                guard let phrase = Self.phrases.first(where: { Prose.has($0, in: text) }) else { return nil }
                return SpecFinding(
                    rule: name, severity: .warning, location: criterion.location,
                    message: "criterion \(criterion.id) cannot be checked: \"\(phrase)\" leaves open what is meant",
                    remedy: "name every case, or say what happens in all others")
            }
        }
    }
}

/// Words that every reader measures differently.
public struct VagueWordRule: SpecRule {
    /// The rule's name.
    public let name = "vague-word"

    private static let words: Set<String> = [
        "fast", "quickly", "quick", "efficient", "efficiently", "user-friendly", "intuitive", "robust", "flexible",
        "easy", "easily", "adequate", "reasonable", "reasonably", "seamless", "seamlessly", "modern", "optimal",
        "scalable", "performant", "nice", "nicely", "soon", "usually", "normally", "often", "sufficient",
        "sufficiently", "suitable", "appropriate", "gracefully", "timely", "approximately", "roughly", "somewhat",
    ]

    /// Creates the rule.
    public init() {}

    /// One finding for each criterion with such a word and without a number that measures it.
    public func findings(in document: SpecDocument) -> [SpecFinding] {
        document.requirements.flatMap { requirement in
            requirement.criteria.compactMap { criterion in
                let text = Prose.withoutCode(criterion.text)
                guard criterion.examples.isEmpty, !text.contains(where: \.isNumber) else { return nil }
                guard let word = Prose.words(text).first(where: Self.words.contains) else { return nil }
                return SpecFinding(
                    rule: name, severity: .warning, location: criterion.location,
                    message: "\"\(word)\" in criterion \(criterion.id) means something else to everyone",
                    remedy: "say it in numbers, or give an example with its result")
            }
        }
    }
}

/// Criteria as running text.
enum Prose {
    /// The text with code spans and code blocks taken out.
    static func withoutCode(_ text: String) -> String {
        var out = ""
        var isCode = false
        for part in text.split(separator: "`", omittingEmptySubsequences: false) {
            if !isCode { out += part }
            isCode.toggle()
        }
        return out
    }

    /// The words in lower case; a dash within a word belongs to it.
    static func words(_ text: String) -> [String] {
        text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == "'") }.map(
            String.init)
    }

    /// Whether a phrase stands in a text with no letter directly before or after it.
    static func has(_ phrase: String, in text: String) -> Bool {
        guard let range = text.firstRange(of: phrase) else { return false }
        let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
        let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
        return !before.isLetter && !after.isLetter
    }
}
