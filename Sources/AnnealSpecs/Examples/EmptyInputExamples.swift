internal import AnnealFoundation

/// Examples from sentences about empty inputs: "An empty list gives an empty list", "returns `None` for an empty text",
/// "If the array is empty, return 0".
///
/// They are read where the requirement is about one function with one required parameter, so that there is no doubt what
/// is called.
struct EmptyInputExamples {
    let dialect: Dialect
    /// The requirement's function.
    let signature: FunctionSignature

    /// Reads the functions of a requirement.
    ///
    /// - Parameters:
    ///   - dialect: the language.
    ///   - signatures: the functions; other than one of them give nothing to read.
    ///   - modules: the document's modules, which may stand in front of the function.
    init?(dialect: Dialect, signatures: [FunctionSignature], modules: ModuleNames) {
        guard dialect != .unknown, let signature = signatures.first, signatures.count == 1,
            signature.required.count == 1, modules.haveFunctions(behind: signature.qualifier)
        else { return nil }
        self.dialect = dialect
        self.signature = signature
    }

    /// What can be empty.
    private enum Kind {
        case list
        case text
        case mapping

        /// The kind that a word names.
        init?(word: String) {
            switch word {
            case "list", "array", "sequence", "lists", "arrays": self = .list
            case "text", "string", "word", "str", "sentence": self = .text
            case "dictionary", "dict", "mapping", "map", "object": self = .mapping
            default: return nil
            }
        }

        /// The kind that a type's notation means.
        init?(type: String) {
            let lowered = type.lowercased()
            if lowered.hasPrefix("list") || lowered.hasPrefix("sequence")
                || lowered.hasPrefix("[") && !lowered.contains(":")
                || lowered.hasSuffix("[]") || lowered.hasPrefix("iterable")
            {
                self = .list
            } else if lowered == "str" || lowered == "string" {
                self = .text
            } else if lowered.hasPrefix("dict") || lowered.hasPrefix("mapping") {
                self = .mapping
            } else {
                return nil
            }
        }

        func literal(_ dialect: Dialect) -> String {
            switch self {
            case .list: "[]"
            case .text: "\"\""
            case .mapping: dialect == .swift ? "[:]" : "{}"
            }
        }
    }

    /// Adds an example to each criterion that says what comes of an empty input, where no other shows that call.
    ///
    /// Complexity: O(n) in the length of the criteria's texts.
    func add(to criteria: inout [Criterion]) {
        for index in criteria.indices {
            guard let found = example(of: criteria[index]),
                !criteria.contains(where: { $0.examples.contains { $0.call == found.call } })
            else { continue }
            criteria[index].examples.append(found)
        }
    }

    /// The example of a criterion; `nil` when no sentence of it is about an empty input.
    private func example(of criterion: Criterion) -> Example? {
        guard criterion.text.withBytes({ $0.holds("mpty") }) else { return nil }
        for sentence in SentenceWords.sentences(of: criterion.text) {
            guard let (kind, outcome) = reading(sentence), let input = input(of: kind) else { continue }
            let call = "\(signature.name)(\(signature.argument(position, input.literal(dialect))))"
            return Example(
                call: qualified(call), expectation: outcome, source: String(sentence), location: criterion.location)
        }
        return nil
    }

    private var parameter: FunctionSignature.Parameter { signature.required[0] }

    private var position: Int { signature.parameters.firstIndex { !$0.hasDefault } ?? 0 }

    private func qualified(_ call: String) -> String { signature.qualifier.map { "\($0).\(call)" } ?? call }

    /// The kind of the input: of the parameter's type, which the sentence must not contradict, or of the sentence.
    private func input(of told: Kind?) -> Kind? {
        guard let type = parameter.type else { return told }
        guard let written = Kind(type: type), told.map({ $0 == written }) ?? true else { return nil }
        return written
    }

    /// Words with which the opposite is meant, or something else.
    private static let reservations: Set<String> = [
        "non-empty", "nonempty", "not", "other", "except", "unless", "never",
    ]

    private static let verbs: Set<String> = [
        "give", "gives", "return", "returns", "yield", "yields", "become", "becomes", "make", "makes", "is", "are",
        "produce", "produces", "raise", "raises", "throw", "throws", "has",
    ]
    private static let auxiliaries: Set<String> = ["must", "shall", "should", "will", "it", "then", "and"]
    private static let prepositions: Set<String> = ["for", "given", "on", "with"]

    /// What a sentence says is empty, and what comes of it.
    private func reading(_ sentence: Substring) -> (Kind?, Example.Expectation)? {
        let words = SentenceWords(sentence)
        guard let empty = words.plain.firstIndex(of: "empty"),
            !words.plain.contains(where: Self.reservations.contains)
        else { return nil }
        return input(empty, words) ?? valueBefore(words) ?? condition(empty, words)
    }

    /// "An empty list gives VALUE", "for an empty list it returns VALUE".
    private func input(_ empty: Int, _ words: SentenceWords) -> (Kind?, Example.Expectation)? {
        guard let subject = subject(words, empty + 1) else { return nil }
        var next = empty + 2
        if words.word(next) == "of" { next += 2 }
        while Self.auxiliaries.contains(words.word(next)) { next += 1 }
        guard Self.verbs.contains(words.word(next)), isUnconditional(before: empty, words) else { return nil }
        return outcome(words, (next + 1)..<words.plain.count, verb: words.word(next)).map { (subject.value, $0) }
    }

    /// "returns VALUE for an empty list": the sentence ends with what is empty.
    private func valueBefore(_ words: SentenceWords) -> (Kind?, Example.Expectation)? {
        let last = words.plain.count - 1
        guard words.word(last - 1) == "empty", let subject = subject(words, last) else { return nil }
        let article = ["a", "an", "the"].contains(words.word(last - 2)) ? last - 2 : last - 1
        guard Self.prepositions.contains(words.word(article - 1)) else { return nil }
        let isConditional = ["if", "when"].contains(words.word(article - 2))
        return result(before: isConditional ? article - 2 : article - 1, words).map { (subject.value, $0) }
    }

    /// "If the list is empty, return VALUE", "return VALUE if the list is empty".
    private func condition(_ empty: Int, _ words: SentenceWords) -> (Kind?, Example.Expectation)? {
        let verb = ["a", "an"].contains(words.word(empty - 1)) ? empty - 2 : empty - 1
        guard words.word(verb) == "is", let subject = subject(words, verb - 1) else { return nil }
        var marker = verb - 2
        while ["the", "input", "given"].contains(words.word(marker)) { marker -= 1 }
        guard ["if", "when"].contains(words.word(marker)) else { return nil }
        let end = Kind(word: words.word(empty + 1)) == nil ? empty : empty + 1
        if end == words.plain.count - 1 { return result(before: marker, words).map { (subject.value, $0) } }
        guard let told = words.plain.indices.first(where: { $0 > end && Self.verbs.contains(words.plain[$0]) }),
            isUnconditional(before: marker, words), (end + 1..<told).allSatisfy({ isFiller($0, words) })
        else { return nil }
        return outcome(words, (told + 1)..<words.plain.count, verb: words.word(told)).map { (subject.value, $0) }
    }

    /// The value that stands between the last verb and a word.
    private func result(before end: Int, _ words: SentenceWords) -> Example.Expectation? {
        guard end > 0, let verb = words.plain[..<end].lastIndex(where: Self.verbs.contains),
            isUnconditional(before: verb, words)
        else { return nil }
        return outcome(words, (verb + 1)..<end, verb: words.word(verb))
    }

    private struct Subject { var value: Kind? }

    /// Whether a word means the input: a kind of value, or the parameter's name.
    private func subject(_ words: SentenceWords, _ index: Int) -> Subject? {
        let word = words.word(index)
        if word == parameter.name.lowercased() || word == "input" { return Subject(value: nil) }
        return Kind(word: word).map { Subject(value: $0) }
    }

    /// The value or error that some words are, and nothing besides.
    private func outcome(_ words: SentenceWords, _ range: Range<Int>, verb: String) -> Example.Expectation? {
        guard !range.isEmpty, range.upperBound <= words.plain.count else { return nil }
        let rest = range.drop { ["the", "value", "a", "an", "return", "returns"].contains(words.plain[$0]) }
        if rest.count == 2, words.plain[rest.startIndex] == "empty" {
            return Kind(word: words.plain[rest.startIndex + 1]).map { .value($0.literal(dialect)) }
        }
        guard rest.count == 1, let index = rest.first else { return nil }
        let word = words.written[index].filter { $0 != "`" && $0 != "," }
        if verb.hasPrefix("raise") || verb.hasPrefix("throw") {
            return word.hasSuffix("Error") || word.hasSuffix("Exception") ? .error(type: word, message: nil) : nil
        }
        return PlainConstant.value(word, dialect).map { .value($0) }
    }

    // MARK: - What stands before it

    /// Words before a statement that change nothing of it.
    private static let fillers: Set<String> = [
        "a", "an", "the", "it", "this", "then", "and", "system", "function", "method", "must", "shall", "should",
        "will",
        "result", "output", "value", "also",
    ]
    /// Words with which a sentence begins that holds in some case only.
    private static let restrictions: Set<String> = [
        "if", "when", "where", "while", "with", "in", "under", "for", "on", "at", "during", "after", "before", "until",
    ]

    /// Whether what stands before a place changes nothing: fillers, or a statement of its own that "and" goes on from.
    private func isUnconditional(before end: Int, _ words: SentenceWords) -> Bool {
        let comma = (0..<max(0, end)).last { words.endsClause($0) }
        let start = comma.map { $0 + 1 } ?? 0
        if comma != nil {
            guard words.word(start) == "and", !Self.restrictions.contains(words.word(0)) else { return false }
        }
        return (start..<max(start, end)).allSatisfy { isFiller($0, words) }
    }

    private func isFiller(_ index: Int, _ words: SentenceWords) -> Bool {
        Self.fillers.contains(words.plain[index]) || words.name(index) == signature.name
    }
}
