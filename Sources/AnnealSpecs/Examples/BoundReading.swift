internal import AnnealFoundation

/// What a sentence says of an argument within a bound, and nothing besides.
struct BoundReading {
    /// Something that lies within a bound.
    enum Bound: Hashable {
        /// A value in the language's notation.
        case value(String)
        /// A number that is so much more than the argument of another parameter.
        case beyond(parameter: Int, step: Int)
    }

    private(set) var signature: FunctionSignature
    /// Which of the function's parameters is bounded.
    private(set) var parameter: Int
    private(set) var bounds: [Bound] = []
    private(set) var outcome = Example.Expectation.value("")

    private let words: SentenceWords

    /// Reads a sentence; `nil` where it is not about a bound of one parameter, or says more than that.
    init?(_ words: SentenceWords, signatures: [FunctionSignature], dialect: Dialect) {
        guard let first = signatures.first, !words.plain.contains(where: Self.reservations.contains) else { return nil }
        self.words = words
        (signature, parameter) = (first, 0)
        guard let told = condition(signatures) ?? adjective(signatures), takesNumber,
            let outcome = outcome(told, dialect)
        else { return nil }
        self.outcome = outcome
        // A value that is no whole number is a matter of the compiler in Swift.
        if dialect == .swift { bounds.removeAll { $0 == .value("1.5") } }
        if bounds.isEmpty { return nil }
    }

    /// Words with which the opposite is meant, or something else as well.
    private static let reservations: Set<String> = [
        "unless", "except", "never", "without", "neither", "nor", "doesn't", "don't", "otherwise", "both", "instead",
    ]

    // MARK: - Conditions

    /// "If `size` is less than 1": the words that the condition takes.
    private mutating func condition(_ signatures: [FunctionSignature]) -> Range<Int>? {
        for start in words.plain.indices where ["if", "when"].contains(words.plain[start]) {
            let subject = words.plain.indices.first { $0 > start && ["is", "are"].contains(words.plain[$0]) }
            guard let verb = subject, verb - start <= 5, take(start + 1..<verb, signatures) else { continue }
            var (index, found) = (verb + 1, [Bound]())
            while let (values, next) = bound(at: index) {
                found += values
                index = next
                guard words.word(index) == "or", bound(at: index + 1) != nil else { break }
                index += 1
            }
            let ends =
                index == words.plain.count || words.endsClause(index - 1)
                || Self.followers.contains(words.word(index))
            guard !found.isEmpty, ends else { continue }
            bounds = found
            return start..<index
        }
        return nil
    }

    private static let followers: Set<String> = [
        "then", "it", "the", "this", "raise", "raises", "throw", "throws", "return", "returns", "a", "an", "must",
        "shall", "should", "will",
    ]

    /// "A negative number raises …", "raises … for negative numbers".
    private mutating func adjective(_ signatures: [FunctionSignature]) -> Range<Int>? {
        guard let index = words.plain.firstIndex(of: "negative"), words.word(index - 1) != "not",
            take(index + 1..<min(index + 2, words.plain.count), signatures)
        else { return nil }
        let isArticle = ["a", "an", "the", "any"].contains(words.word(index - 1))
        let start = isArticle ? index - 1 : index
        let isFirst = start == 0 && Self.errorVerbs.contains(words.word(index + 2))
        let isLast = index + 2 == words.plain.count && ["for", "with", "given", "on"].contains(words.word(start - 1))
        guard isFirst || isLast else { return nil }
        bounds = [.value("-1")]
        return start..<index + 2
    }

    /// Values within the bound that some words tell, and the place behind these.
    private func bound(at index: Int) -> ([Bound], Int)? {
        let (word, second, third) = (words.word(index), words.word(index + 1), words.word(index + 2))
        if second == "or", let value = number(index) {
            if ["less", "fewer", "lower", "smaller", "below"].contains(third) { return ([.value(value)], index + 3) }
            if ["more", "greater", "larger", "higher", "above"].contains(third) { return ([.value(value)], index + 3) }
        }
        switch word {
        case "negative": return ([.value("-1")], index + 1)
        case "zero": return ([.value("0")], index + 1)
        case "not" where second == "positive": return ([.value("0"), .value("-1")], index + 2)
        case "not" where ["a", "an"].contains(second) && third == "integer": return ([.value("1.5")], index + 3)
        case "less", "smaller", "lower", "fewer", "greater", "more", "larger", "higher", "bigger":
            let step = ["less", "smaller", "lower", "fewer"].contains(word) ? -1 : 1
            guard second == "than" else { return nil }
            return beside(index + 2, step).map { ([$0], index + 3) }
        case "below", "under": return beside(index + 1, -1).map { ([$0], index + 2) }
        case "above", "over": return beside(index + 1, 1).map { ([$0], index + 2) }
        case "equal" where second == "to": return number(index + 2).map { ([.value($0)], index + 3) }
        default: return number(index).map { ([.value($0)], index + 1) }
        }
    }

    /// A number in a language's notation.
    private func number(_ index: Int) -> String? {
        let text = words.name(index)
        let digits = text.utf8.drop { $0 == ASCII.dash }
        guard let first = digits.first, ASCII.isDigit(first), Double(text) != nil,
            digits.allSatisfy({ ASCII.isDigit($0) || $0 == ASCII.dot })
        else { return nil }
        return text
    }

    /// A value one beside a number, or beside what another parameter has.
    private func beside(_ index: Int, _ step: Int) -> Bound? {
        if let text = number(index) {
            if let whole = Int(text) { return .value(String(whole + step)) }
            return Double(text).map { .value(String($0 + Double(step))) }
        }
        let name = words.name(index)
        let other = signature.parameters.firstIndex { $0.name == name }
        return other.flatMap { $0 == parameter ? nil : .beyond(parameter: $0, step: step) }
    }

    // MARK: - Parameters

    private static let articles: Set<String> = ["the", "a", "an", "given", "argument", "parameter", "of", "value"]
    private static let numbers: Set<String> = [
        "number", "numbers", "value", "values", "input", "inputs", "argument", "integer", "integers", "it",
    ]

    /// Takes the parameter that some words name: by its name, or as "the number" where there is but one.
    private mutating func take(_ range: Range<Int>, _ signatures: [FunctionSignature]) -> Bool {
        var named: [(FunctionSignature, Int)] = []
        for signature in signatures {
            let places = signature.parameters.indices.filter { place in
                range.contains { words.name($0) == signature.parameters[place].name }
            }
            named += places.map { (signature, $0) }
        }
        if named.count == 1 {
            let name = named[0].0.parameters[named[0].1].name
            guard range.allSatisfy({ words.name($0) == name || Self.articles.contains(words.plain[$0]) }) else {
                return false
            }
            (signature, parameter) = named[0]
            return true
        }
        guard named.isEmpty, signatures.count == 1, signatures[0].required.count == 1,
            let last = range.last, Self.numbers.contains(words.plain[last]),
            range.dropLast().allSatisfy({ Self.articles.contains(words.plain[$0]) || words.plain[$0] == "input" })
        else { return false }
        (signature, parameter) = (signatures[0], signatures[0].parameters.firstIndex { !$0.hasDefault } ?? 0)
        return true
    }

    /// Whether the parameter may be a number.
    private var takesNumber: Bool {
        guard let type = signature.parameters[parameter].type?.lowercased() else { return true }
        return ["int", "float", "double", "number", "decimal"].contains { type.hasPrefix($0) || type.hasSuffix($0) }
    }

    // MARK: - What comes of it

    private static let errorVerbs: Set<String> = [
        "raise", "raises", "raised", "throw", "throws", "thrown", "raising", "throwing",
    ]
    private static let valueVerbs: Set<String> = ["return", "returns", "give", "gives", "yield", "yields"]
    private static let constants: Set<String> = [
        "None", "null", "nil", "True", "False", "true", "false", "[]", "{}", "\"\"", "''", "Infinity",
    ]

    /// The error or plain value that the words beside a condition tell.
    private func outcome(_ condition: Range<Int>, _ dialect: Dialect) -> Example.Expectation? {
        let rest = words.plain.indices.filter { !condition.contains($0) }
        guard !rest.contains(where: { words.plain[$0] == "not" || words.plain[$0] == "no" }) else { return nil }
        let errors = rest.map { words.name($0) }.filter { name in
            let isType = name.split(separator: ".").last?.first?.isUppercase == true
            return isType && (name.hasSuffix("Error") || name.hasSuffix("Exception"))
        }
        let raises = rest.contains { Self.errorVerbs.contains(words.plain[$0]) }
        if raises { return errors.count == 1 ? .error(type: errors[0], message: nil) : nil }
        // The value is the last word of its part of the sentence, right behind the verb.
        let isBefore = condition.upperBound == words.plain.count
        let part =
            isBefore ? rest.prefix { $0 < condition.lowerBound } : rest.filter { $0 >= condition.upperBound }[...]
        guard let last = part.last, Self.valueVerbs.contains(words.word(last - 1)), errors.isEmpty else { return nil }
        let value = words.name(last)
        return number(last) != nil || Self.constants.contains(value) ? .value(value) : nil
    }
}
