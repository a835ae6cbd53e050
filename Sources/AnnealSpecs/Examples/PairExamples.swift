internal import AnnealFoundation

/// Examples from short sentences and list items that write no call: "`1h30m`: 90", "5 gives (3, 2)", "The title `A1 b`
/// becomes `a1-b`".
///
/// They are read where the requirement is about one function with one required parameter, and where the kinds of both sides
/// are those of the function. A criterion that has an example already is left alone.
struct PairExamples {
    let dialect: Dialect
    let signature: FunctionSignature
    private let position: Int

    /// Takes the functions of a requirement; other than one of them give nothing to read.
    init?(dialect: Dialect, signatures: [FunctionSignature], modules: ModuleNames) {
        guard dialect != .unknown, let signature = signatures.first, signatures.count == 1,
            signature.required.count == 1, modules.haveFunctions(behind: signature.qualifier),
            let position = signature.parameters.firstIndex(where: { !$0.hasDefault })
        else { return nil }
        self.dialect = dialect
        self.signature = signature
        self.position = position
    }

    /// The longest criterion that is looked at, in bytes: an example is short.
    private static let longest = 240

    /// Adds examples to each criterion that has none and pairs an argument with its result.
    ///
    /// Complexity: O(n) in the length of the criteria's texts.
    func add(to criteria: inout [Criterion]) {
        for index in criteria.indices where criteria[index].examples.isEmpty {
            let criterion = criteria[index]
            guard criterion.text.utf8.count <= Self.longest else { continue }
            let found = criterion.text.withBytes { mayPair($0) ? examples(in: $0, of: criterion) : [] }
            for example in found
            where !criteria.contains(where: { $0.examples.contains { $0.call == example.call } }) {
                criteria[index].examples.append(example)
            }
        }
    }

    /// Words with which a sentence begins that pairs an argument with its result.
    private static let openings = WordSet("for given with when if the a an example zero any")

    private static let continuations = WordSet(
        "is are becomes become gives give returns return yields yield makes produces equals results turns raises raise "
            + "throws throw and or must shall should will")

    /// Whether a text that begins with a value may say what comes of it: a code span is no call, and a verb follows it.
    private func mayPair(behindSpanOf bytes: Bytes) -> Bool {
        guard bytes[0] == ASCII.backtick else { return true }
        guard let close = bytes.find(ASCII.backtick, in: 1..<bytes.count),
            bytes.find(ASCII.openParenthesis, in: 1..<close) == nil
        else { return false }
        var start = close + 1
        while start < bytes.count, bytes[start] == ASCII.space { start += 1 }
        var end = start
        while end < bytes.count, ASCII.isLetter(bytes[end]) { end += 1 }
        return end == start || Self.continuations.contains(WordKey(bytes, start..<end))
    }

    /// Whether a text may begin with an argument: with a value, or with a few words and one. Most texts do not, and words are
    /// looked at only in the others.
    private func mayPair(_ bytes: Bytes) -> Bool {
        guard bytes.count > 3 else { return false }
        var end = 0
        while end < bytes.count, ASCII.isLetter(bytes[end]) { end += 1 }
        guard end > 0 else { return mayPair(behindSpanOf: bytes) }
        // "The title `a b`", "5", "Title `a b`": behind any other word the argument comes at once.
        let isOpening = Self.openings.contains(WordKey(bytes, 0..<end))
        return (end..<min(bytes.count, end + (isOpening ? 32 : 4))).contains { index in
            let byte = bytes[index]
            return byte == ASCII.backtick || byte == ASCII.quote || ASCII.isDigit(byte) || byte == UInt8(ascii: "[")
        }
    }

    private func examples(in bytes: Bytes, of criterion: Criterion) -> [Example] {
        let reader = ExpressionReader(bytes: bytes, dialect: dialect)
        guard bytes.count > 3, let tokens = PairToken.tokens(of: bytes, reader) else { return [] }
        let reading = PairReading(nouns: nouns, units: units) { ErrorName.isOne(bytes, $0) }
        let values = PairValues(bytes: bytes, reader: reader)
        var found: [Example] = []
        for pair in reading.pairs(of: tokens) {
            guard let expectation = expectation(pair, values) else { return [] }
            for subject in pair.subjects {
                guard let argument = values.argument(subject, for: parameter, pair.connection) else { return [] }
                let call = "\(signature.name)(\(signature.argument(position, argument)))"
                found.append(
                    Example(
                        call: signature.qualifier.map { "\($0).\(call)" } ?? call, expectation: expectation,
                        source: criterion.text, location: criterion.location))
            }
        }
        return found
    }

    private func expectation(_ pair: PairReading.Pair, _ values: PairValues) -> Example.Expectation? {
        switch pair.result {
        case .error(let name): .error(type: values.bytes.text(name), message: nil)
        case .value(let token):
            values.result(token, type: signature.result).map { .value($0) }
        }
    }

    private var parameter: FunctionSignature.Parameter { signature.parameters[position] }

    /// The parameter's name, and words for what any function takes.
    private var nouns: Set<String> {
        Set(Self.words(of: parameter.name)).union(["input", "argument", "value", "text", "string", "number"])
    }

    /// Words of the function's and the parameter's name, in both numbers.
    private var units: Set<String> {
        (Self.words(of: signature.name) + Self.words(of: parameter.name)).reduce(into: []) { all, word in
            all.insert(word)
            all.insert(word.hasSuffix("s") ? String(word.dropLast()) : word + "s")
        }
    }

    /// The words of a name in snake or camel case, in small letters.
    private static func words(of name: String) -> [String] {
        var words = [""]
        for character in name {
            if character == "_" || character.isUppercase { words.append("") }
            if character != "_" { words[words.count - 1] += character.lowercased() }
        }
        return words.filter { !$0.isEmpty }
    }
}
