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
    init?(dialect: Dialect, signatures: [FunctionSignature]) {
        guard dialect != .unknown, let signature = signatures.first, signatures.count == 1,
            signature.required.count == 1, signature.qualifier.map({ $0.first?.isLowercase == true }) ?? true
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
        init?(word: Substring) {
            switch word.lowercased() {
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
        for sentence in Self.sentences(of: criterion.text) {
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

    /// Words after which the opposite is meant, or something else.
    private static let reservations = ["non-empty", "nonempty", "not empty", "other than", "except", "unless"]

    private static func sentences(of text: String) -> [Substring] {
        var sentences: [Substring] = []
        var start = text.startIndex
        var isCode = false
        for index in text.indices {
            if text[index] == "`" { isCode.toggle() }
            let next = text.index(after: index)
            let ends = next == text.endIndex || text[next].isWhitespace
            guard !isCode, ".;\n".contains(text[index]), ends else { continue }
            sentences.append(text[start..<index])
            start = next
        }
        if start < text.endIndex { sentences.append(text[start...]) }
        return sentences.filter { sentence in
            let lowered = sentence.lowercased()
            return lowered.contains("empty") && !reservations.contains { lowered.contains($0) }
        }
    }

    /// What a sentence says is empty, and what comes of it.
    private func reading(_ sentence: Substring) -> (Kind?, Example.Expectation)? {
        let text = sentence.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let kinds = /(?:an|the|any)? ?empty (\w+)/.ignoresCase()
        let verbs =
            /(?:gives?|returns?|yields?|becomes?|makes?|results? in|is|are|produces?|raises?|throws?|has|should return)/
            .ignoresCase()
        // "An empty list gives VALUE", "for an empty list … returns VALUE".
        if let match = text.firstMatch(of: kinds), let kind = Kind(word: match.1) {
            let rest = text[match.range.upperBound...]
            if let verb = rest.prefixMatch(of: /(?: of \w+)?,? (?:it )?/),
                let said = rest[verb.range.upperBound...].prefixMatch(of: verbs),
                let outcome = outcome(rest[said.range.upperBound...], verb: said.0)
            {
                return (kind, outcome)
            }
            // "returns VALUE for an empty list": the value stands before it.
            if let told = text.firstMatch(
                of:
                    /(?:return|returns|gives?|yields?|raises?|throws?) (.+?),? (?:for|if given|when given|given|on|with|if the \w+ is|when the \w+ is) an? empty (\w+)$/
                    .ignoresCase()), let input = Kind(word: told.2),
                let outcome = outcome(" " + told.1, verb: told.0)
            {
                return (input, outcome)
            }
        }
        return condition(text)
    }

    /// "If the list is empty, return VALUE", "return VALUE if the list is empty".
    private func condition(_ text: String) -> (Kind?, Example.Expectation)? {
        let before =
            /(?:if|when) (?:the )?(?:input |given )?`?(\w+)`? is (?:an )?empty(?: \w+)?,? .*?\b(returns?|raises?|throws?|gives?|(?:result|it) is)\b(.*)$/
            .ignoresCase()
        if let match = text.firstMatch(of: before), let kind = subject(match.1),
            let outcome = outcome(match.3, verb: match.2)
        {
            return (kind.value, outcome)
        }
        let after =
            /\b(returns?|raises?|throws?|gives?) (.+?) (?:if|when) (?:the )?(?:input |given )?`?(\w+)`? is (?:an )?empty(?: \w+)?$/
            .ignoresCase()
        if let match = text.firstMatch(of: after), let kind = subject(match.3),
            let outcome = outcome(" " + match.2, verb: match.1)
        {
            return (kind.value, outcome)
        }
        return nil
    }

    private struct Subject { var value: Kind? }

    /// Whether a word means the input: a kind of value, or the parameter's name.
    private func subject(_ word: Substring) -> Subject? {
        if word == parameter.name || word.lowercased() == "input" { return Subject(value: nil) }
        return Kind(word: word).map { Subject(value: $0) }
    }

    /// The value or error at the beginning of a text, which must end with it.
    private func outcome(_ text: Substring, verb: Substring) -> Example.Expectation? {
        var rest = text.drop(while: \.isWhitespace)
        for word in ["return ", "the value ", "a ", "value "] where rest.hasPrefix(word) && !rest.hasPrefix("a list") {
            rest = rest.dropFirst(word.count)
        }
        let fails = ["raise", "throw"].contains { verb.lowercased().contains($0) }
        if fails {
            guard let match = rest.prefixMatch(of: /(?:an? )?`?([A-Z]\w*(?:Error|Exception))`?$/) else { return nil }
            return .error(type: String(match.1), message: nil)
        }
        if let match = rest.prefixMatch(of: /(?:an )?empty (\w+)$/), let kind = Kind(word: match.1) {
            return .value(kind.literal(dialect))
        }
        guard
            let match = rest.prefixMatch(
                of: /`?(-?\d+(?:\.\d+)?|None|null|nil|True|False|true|false|\[\]|\{\}|""|'')`?$/)
        else { return nil }
        return .value(String(match.1))
    }

    private func outcome(_ text: String, verb: Substring) -> Example.Expectation? { outcome(text[...], verb: verb) }
}
