internal import AnnealContext
internal import AnnealFoundation
internal import AnnealSpecs

/// Calls with damaged texts, made where a sentence says that texts of another form raise an error and an example gives a
/// text of the right form.
///
/// What they expect is probable and not written anywhere: they order answers and go into repairs, and are no evidence.
enum BadFormChecks {
    private static let phrases = [
        "another form", "other form", "anything else", "not a valid", "an invalid", "invalid ", "malformed",
        "cannot be parsed", "cannot be read", "wrong form", "bad format", "wrong format", "another format",
        "does not match",
    ]

    /// Checks of a requirement.
    ///
    /// - Parameter requirement: the requirement.
    /// - Returns: at most three for each function, none for calls that an example tells about already.
    static func checks(of requirement: Requirement) -> [Check] {
        guard let sentence = requirement.criteria.lazy.compactMap(raising).first else { return [] }
        let known = Set(requirement.examples.map(\.call))
        var functions = Set<String>()
        var checks: [Check] = []
        for example in requirement.examples {
            guard case .value = example.expectation, example.setup.isEmpty,
                let (function, quote, text) = singleText(example.call), functions.insert(function).inserted,
                text.contains(where: { $0.isNumber }) || text.contains(where: { ":-/.,;=@".contains($0) })
            else { continue }
            for damaged in ["", text + "!", "!" + text] {
                let call = "\(function)(\(quote)\(damaged)\(quote))"
                guard !known.contains(call) else { continue }
                checks.append(
                    Check(
                        id: "form#\(checks.count + 1)", criterion: sentence.criterion,
                        example: Example(
                            call: call, expectation: .error(type: sentence.error, message: nil), source: call,
                            location: example.location)))
            }
        }
        return checks
    }

    private static let toleratingPhrases = [
        "raise nothing", "raises nothing", "throw nothing", "throws nothing", "no error", "ignored", "skipped",
        "not counted", "left out", "not raise", "never raise", "not throw", "never throw",
    ]
    private static let faultyWords = ["invalid", "malformed", "not valid", "unknown", "cannot be"]

    /// Checks that a damaged text within a list raises nothing, where a sentence says of invalid ones that they are left
    /// out, and an example gives a list of texts.
    ///
    /// - Parameters:
    ///   - requirement: the requirement.
    ///   - language: the language's name; of others than Python and JavaScript nothing is asked.
    /// - Returns: at most one for each function.
    static func toleranceChecks(of requirement: Requirement, language: String) -> [Check] {
        let sentence = requirement.criteria.first { criterion in
            let lowered = criterion.text.lowercased()
            return toleratingPhrases.contains { lowered.contains($0) } && faultyWords.contains { lowered.contains($0) }
        }
        guard let sentence else { return [] }
        var functions = Set<String>()
        var checks: [Check] = []
        for example in requirement.examples {
            guard case .value = example.expectation, example.setup.isEmpty,
                let match = example.call.wholeMatch(of: /([\w.$]+)\((.*\[(?:"[^"\\]*", )*"([^"\\]*)")(\].*)\)/),
                functions.insert(String(match.1)).inserted
            else { continue }
            let call = "\(match.1)(\(match.2), \"!\(match.3)\"\(match.4))"
            let asks: (call: String, value: String)? =
                switch language {
                case "python": ("isinstance(\(call), object)", "True")
                case "javascript": ("(\(call), true)", "true")
                default: nil
                }
            guard let asks else { continue }
            checks.append(
                Check(
                    id: "tolerance#\(checks.count + 1)", criterion: sentence.id,
                    example: Example(
                        call: asks.call, expectation: .value(asks.value), source: call, location: example.location)))
        }
        return checks
    }

    /// Whether a requirement's function takes texts of a certain form apart.
    static func readsText(_ requirement: Requirement) -> Bool {
        let texts = requirement.examples.filter { $0.setup.isEmpty && singleText($0.call) != nil }
        let givesValue = texts.contains { example in
            if case .value = example.expectation { true } else { false }
        }
        let refuses = texts.contains { example in
            if case .error = example.expectation { true } else { false }
        }
        return givesValue && (refuses || requirement.criteria.contains { raising($0) != nil })
    }

    /// The error that a sentence about texts of another form names.
    static func raising(_ criterion: Criterion) -> (criterion: CriterionID, error: String)? {
        let lowered = criterion.text.lowercased()
        guard phrases.contains(where: { lowered.contains($0) }),
            ["raise", "throw"].contains(where: { lowered.contains($0) })
        else { return nil }
        let words = criterion.text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
        let error = words.first { word in
            word.first?.isUppercase == true && (word.hasSuffix("Error") || word.hasSuffix("Exception"))
        }
        return error.map { (criterion.id, String($0)) }
    }

    /// The parts of a call whose only argument is a text: `parse("B07")`.
    static func singleText(_ call: String) -> (function: String, quote: Character, text: String)? {
        guard let open = call.firstIndex(of: "("), call.hasSuffix(")") else { return nil }
        let function = call[..<open]
        let argument = call[call.index(after: open)...].dropLast().drop { $0 == " " }
        guard let quote = argument.first, quote == "\"" || quote == "'", argument.count > 2, argument.last == quote
        else {
            return nil
        }
        let text = argument.dropFirst().dropLast()
        guard !text.contains(quote), !text.contains("\\"), !text.contains("`"),
            function.allSatisfy({ $0.isLetter || $0.isNumber || "_.$".contains($0) })
        else { return nil }
        return (String(function), quote, String(text))
    }
}
