internal import AnnealFoundation

/// What a sentence says of an argument within a bound, and nothing besides.
///
/// A sentence has to be made of the condition, of what comes of it, and of words that change nothing: any other word may be
/// a further condition, another subject or a negation.
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
    private let dialect: Dialect

    /// Reads a sentence; `nil` where it is not about a bound of one parameter, or says more than that.
    init?(_ words: SentenceWords, signatures: [FunctionSignature], dialect: Dialect) {
        guard let first = signatures.first else { return nil }
        self.words = words
        self.dialect = dialect
        (signature, parameter) = (first, 0)
        guard
            let told = condition(signatures) ?? adjective(signatures) ?? comparison(signatures)
                ?? formula(signatures),
            let type = NumberType(of: writtenType, dialect),
            let outcome = outcome(told)
        else { return nil }
        self.outcome = outcome
        bounds.removeAll { bound in
            guard case .value(let text) = bound else { return false }
            return !type.allows(text)
        }
        if bounds.isEmpty { return nil }
    }

    private var writtenType: String? { signature.parameters[parameter].type }

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
            guard !found.isEmpty else { continue }
            bounds = found
            return start..<index
        }
        return nil
    }

    /// "A negative number raises …", "raises … for negative numbers".
    private mutating func adjective(_ signatures: [FunctionSignature]) -> Range<Int>? {
        guard let index = words.plain.firstIndex(of: "negative"),
            take(index + 1..<min(index + 2, words.plain.count), signatures)
        else { return nil }
        let isArticle = ["a", "an", "the", "any"].contains(words.word(index - 1))
        let start = isArticle ? index - 1 : index
        let isLast = index + 2 == words.plain.count && ["for", "with", "given", "on"].contains(words.word(start - 1))
        guard start == 0 || isLast else { return nil }
        bounds = [.value("-1")]
        return (isLast ? start - 1 : start)..<index + 2
    }

    /// "More than 100 points or fewer than 0 raise …", of a function with one number: the sentence begins with the bound.
    private mutating func comparison(_ signatures: [FunctionSignature]) -> Range<Int>? {
        guard signatures.count == 1, signatures[0].required.count == 1,
            Self.lessWords.contains(words.word(0)) || Self.moreWords.contains(words.word(0)),
            let place = signatures[0].parameters.firstIndex(where: { !$0.hasDefault })
        else { return nil }
        let only = signatures[0].parameters[place]
        var (index, found, isNamed) = (0, [Bound](), false)
        while let (values, next) = bound(at: index) {
            found += values
            index = next
            if words.name(index) == only.name || Self.numbers.contains(words.word(index)) {
                isNamed = true
                index += 1
            }
            guard words.word(index) == "or", bound(at: index + 1) != nil else { break }
            index += 1
        }
        guard !found.isEmpty, isNamed || only.type != nil || Self.numberNames.contains(only.name.lowercased()) else {
            return nil
        }
        (signature, parameter, bounds) = (signatures[0], place, found)
        return 0..<index
    }

    /// "`low > high` raises …", "if `size < 1`, …": a comparison in code.
    private mutating func formula(_ signatures: [FunctionSignature]) -> Range<Int>? {
        let start = ["if", "when", "for"].contains(words.word(0)) ? 1 : 0
        guard words.written.count > start + 3, words.written[start].first == "`",
            words.written[start + 2].drop(while: { $0 != "`" }).first != nil,
            take(start..<start + 1, signatures), let step = Self.steps[words.name(start + 1)]
        else { return nil }
        let other = words.name(start + 2)
        if let text = PlainConstant.number(other) {
            guard let value = PlainConstant.number(text, plus: step) else { return nil }
            bounds = [.value(value)]
        } else {
            guard let place = signature.parameters.firstIndex(where: { $0.name == other }), place != parameter else {
                return nil
            }
            bounds = [.beyond(parameter: place, step: step)]
        }
        return 0..<start + 3
    }

    /// How far from the right side a left side lies of which a comparison holds.
    private static let steps = [">": 1, ">=": 0, "<": -1, "<=": 0]

    /// Values within the bound that some words tell, and the place behind these.
    private func bound(at index: Int) -> ([Bound], Int)? {
        let (word, second, third) = (words.word(index), words.word(index + 1), words.word(index + 2))
        if second == "or", let value = number(index),
            Self.lessWords.contains(third) || Self.moreWords.contains(third) || ["below", "above"].contains(third)
        {
            return ([.value(value)], index + 3)
        }
        switch word {
        case "negative": return ([.value("-1")], index + 1)
        case "zero": return ([.value("0")], index + 1)
        case "not" where second == "positive": return ([.value("0"), .value("-1")], index + 2)
        case "not" where ["a", "an"].contains(second) && third == "integer": return ([.value("1.5")], index + 3)
        case _ where Self.lessWords.contains(word) && second == "than":
            return beside(index + 2, -1).map { ([$0], index + 3) }
        case _ where Self.moreWords.contains(word) && second == "than":
            return beside(index + 2, 1).map { ([$0], index + 3) }
        case "below", "under": return beside(index + 1, -1).map { ([$0], index + 2) }
        case "above", "over": return beside(index + 1, 1).map { ([$0], index + 2) }
        case "equal" where second == "to": return number(index + 2).map { ([.value($0)], index + 3) }
        default: return number(index).map { ([.value($0)], index + 1) }
        }
    }

    private static let lessWords: Set<String> = ["less", "smaller", "lower", "fewer"]
    private static let moreWords: Set<String> = ["greater", "more", "larger", "higher", "bigger"]

    private func number(_ index: Int) -> String? { PlainConstant.number(words.name(index)) }

    /// A value next to a number, by one of its last written place, or next to what another parameter has.
    private func beside(_ index: Int, _ step: Int) -> Bound? {
        if let text = number(index) { return PlainConstant.number(text, plus: step).map { .value($0) } }
        let name = words.name(index)
        let other = signature.parameters.firstIndex { $0.name == name }
        return other.flatMap { $0 == parameter ? nil : .beyond(parameter: $0, step: step) }
    }

    // MARK: - Parameters

    private static let articles: Set<String> = ["the", "a", "an", "given", "argument", "parameter", "of", "value"]
    /// Words for the only argument, and names that a number has where no type is written.
    private static let numbers: Set<String> = ["number", "value", "input", "argument", "integer", "it"]
    private static let numberNames: Set<String> = [
        "n", "x", "k", "i", "m", "num", "number", "value", "integer", "count", "amount", "size",
    ]

    /// Takes the parameter that some words name: by its name, or as "the number" where there is but one and it is one.
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
        let only = signatures[0].required[0]
        guard only.type != nil || Self.numberNames.contains(only.name.lowercased()) else { return false }
        (signature, parameter) = (signatures[0], signatures[0].parameters.firstIndex { !$0.hasDefault } ?? 0)
        return true
    }

    // MARK: - What comes of it

    /// Words beside a condition that change nothing.
    private static let fillers: Set<String> = [
        "a", "an", "the", "it", "this", "then", "system", "function", "method", "must", "shall", "should", "will", "be",
        "is", "are",
    ]
    private static let errorVerbs: Set<String> = ["raise", "raises", "raised", "throw", "throws", "thrown"]
    private static let valueVerbs: Set<String> = ["return", "returns", "give", "gives", "yield", "yields"]

    /// The error or plain value that the words beside a condition tell.
    private func outcome(_ condition: Range<Int>) -> Example.Expectation? {
        var rest = words.plain.indices.filter {
            !condition.contains($0) && !Self.fillers.contains(words.plain[$0]) && words.name($0) != signature.name
        }
        // "with the text `too small`" at the end.
        if let with = rest.firstIndex(where: { words.plain[$0] == "with" }), with + 2 < rest.count,
            ["text", "message"].contains(words.plain[rest[with + 1]]), words.written[rest[with + 2]].first == "`",
            words.written[rest[rest.count - 1]].last(where: { $0 != "," }) == "`"
        {
            rest.removeSubrange(with...)
        }
        guard rest.count == 2 else { return nil }
        if let verb = rest.first(where: { Self.errorVerbs.contains(words.plain[$0]) }) {
            let name = rest.first { $0 != verb }.map { words.name($0) } ?? ""
            let isType = name.split(separator: ".").last?.first?.isUppercase == true
            let isError = isType && (name.hasSuffix("Error") || name.hasSuffix("Exception"))
            return isError ? .error(type: name, message: nil) : nil
        }
        guard Self.valueVerbs.contains(words.plain[rest[0]]), rest[1] == rest[0] + 1 else { return nil }
        return PlainConstant.value(words.name(rest[1]), dialect).map { .value($0) }
    }
}

/// What numbers a parameter takes.
private struct NumberType {
    private let takesNegative: Bool
    private let takesFractions: Bool

    /// The type that is written; `nil` where it is no number's. Without one anything may be meant.
    init?(of written: String?, _ dialect: Dialect) {
        let words = written?.utf8.split { !ASCII.isName($0) }.map { String(Substring($0)).lowercased() } ?? []
        let whole: Set<String> = ["int", "integer", "uint"]
        let others: Set<String> = ["float", "double", "number", "decimal", "fraction", "complex"]
        let absent: Set<String> = ["none", "null", "undefined", "optional", "nil"]
        guard words.allSatisfy({ whole.contains($0) || others.contains($0) || absent.contains($0) }),
            written == nil || words.contains(where: { !absent.contains($0) })
        else { return nil }
        takesNegative = !words.contains("uint")
        // In Swift what is no whole number is a matter of the compiler.
        takesFractions = dialect != .swift || !words.contains(where: whole.contains)
        if dialect == .swift, written == nil { return nil }
    }

    /// Whether a value can be handed over.
    func allows(_ text: String) -> Bool {
        (takesNegative || !text.hasPrefix("-")) && (takesFractions || !text.contains("."))
    }
}
