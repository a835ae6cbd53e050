/// What a short sentence says of arguments of one function and their results: "`1h30m`: 90", "5 gives (3, 2)", "For \"a b\"
/// the result is \"a-b\"", "`abc` is an error (`ValueError`)".
///
/// Every word of it has to be understood; of several sentences those that are, unless another may be a condition for them.
struct PairReading {
    /// Arguments and what comes of each of them.
    struct Pair: Hashable {
        var subjects: [PairToken]
        var connection: Connection
        var result: Result
    }

    /// How sure it is that the left side is an argument.
    enum Connection: Hashable {
        /// "becomes", "turns into", "if the text is": it is one.
        case change
        /// "gives", "returns", "→".
        case value
        /// "is", a colon, `=`: the left side may be a unit, an operator or a heading as well.
        case loose
    }

    /// What comes of an argument.
    enum Result: Hashable {
        case value(PairToken)
        /// The code span of an error's name.
        case error(Range<Int>)
    }

    /// Words for an argument, such as the name of the parameter.
    let nouns: Set<String>
    /// Words that may follow a number, since the function's name has them.
    let units: Set<String>
    let isError: (Range<Int>) -> Bool

    private static let leads: Set<String> = ["for", "given", "with"]
    private static let articles: Set<String> = ["a", "an", "the"]
    private static let results: Set<String> = [
        "result", "value", "output", "answer", "text", "string", "list", "tuple", "number",
    ]
    private static let changes: Set<String> = ["becomes", "become"]
    private static let verbs: Set<String> = [
        "gives", "give", "returns", "return", "yields", "yield", "makes", "produces", "equals",
    ]
    private static let errorVerbs: Set<String> = ["raises", "raise", "throws", "throw"]
    private static let auxiliaries: Set<String> = ["must", "shall", "should", "will", "it", "then", "also", "still"]
    /// Words that may make what is said elsewhere hold in some case only.
    private static let conditions: Set<String> = [
        "if", "when", "unless", "with", "without", "given", "where", "while", "after", "before", "then", "otherwise",
        "except", "but", "only", "not", "no", "mode", "option", "until", "once", "instead", "default", "never", "other",
    ]

    /// Reads all sentences.
    func pairs(of tokens: [PairToken]) -> [Pair] {
        var found: [Pair] = []
        for sentence in tokens.split(whereSeparator: { $0 == .stop || $0 == .semicolon }) {
            if let pairs = self.pairs(in: Array(sentence)) {
                found += pairs
            } else if sentence.contains(where: Self.isCondition) {
                return []
            }
        }
        return found
    }

    private static func isCondition(_ token: PairToken) -> Bool {
        if case .word(let word) = token { conditions.contains(word) } else { false }
    }

    /// The pairs of a sentence that is made of nothing else.
    private func pairs(in tokens: [PairToken]) -> [Pair]? {
        var reader = Reader(tokens: tokens)
        var pairs: [Pair] = []
        while !reader.isAtEnd {
            if !pairs.isEmpty {
                let hasComma = reader.take(.comma)
                guard reader.take("and") || hasComma else { return nil }
            }
            guard let pair = pair(&reader) else { return nil }
            pairs.append(pair)
        }
        return pairs.isEmpty ? nil : pairs
    }

    private func pair(_ reader: inout Reader) -> Pair? {
        if reader.take("example") { _ = reader.take(.colon) }
        let isCase = reader.take(oneOf: ["when", "if"])
        let hasLead = !isCase && reader.take(oneOf: Self.leads)
        _ = reader.take(oneOf: Self.articles)
        let hasNoun = reader.take(oneOf: nouns)
        if hasNoun, !isCase { _ = reader.take("like") || reader.take("such") && reader.take("as") }
        if isCase {
            guard hasNoun, reader.take(oneOf: ["is", "equals"]) else { return nil }
        }
        guard var subjects = reader.value(isSubject: true).map({ [$0] }) else { return nil }
        while true {
            let before = reader
            _ = reader.take(.comma)
            _ = reader.take(oneOf: ["and", "or"])
            guard let next = reader.value(isSubject: true), reader.index > before.index + 1 else {
                reader = before
                break
            }
            subjects.append(next)
        }
        if isCase || hasLead {
            _ = reader.take(.comma)
            _ = reader.take("then")
            if reader.take("the"), !reader.take(oneOf: Self.results), !reader.take(oneOf: ["system", "function"]) {
                return nil
            }
        }
        guard let connection = connection(&reader, isCase: isCase || hasLead),
            let result = result(&reader)
        else { return nil }
        // "`abc` is an error" says nothing of a unit or a name.
        let isFault = if case .error = result { connection == .loose } else { false }
        return Pair(subjects: subjects, connection: isCase || isFault ? .change : connection, result: result)
    }

    /// Whether and how a result follows.
    private func connection(_ reader: inout Reader, isCase: Bool) -> Connection? {
        while reader.take(oneOf: Self.auxiliaries) {}
        if reader.take(oneOf: Self.changes) { return .change }
        if reader.take(.arrow) || reader.take(oneOf: Self.verbs) { return .value }
        if reader.take("results") { return reader.take("in") ? .value : nil }
        if reader.take("turns") { return reader.take("into") ? .change : nil }
        if reader.take("is") { return isCase ? .value : .loose }
        if reader.take(.colon) { return .loose }
        // The verb belongs to the result.
        return reader.isAt(oneOf: Self.errorVerbs) ? .value : nil
    }

    private func result(_ reader: inout Reader) -> Result? {
        if reader.take(oneOf: Self.errorVerbs) {
            _ = reader.take(oneOf: Self.articles)
            return reader.code().flatMap { isError($0) ? .error($0) : nil }
        }
        let hasArticle = reader.take(oneOf: Self.articles)
        if hasArticle, reader.take("error") {
            guard reader.take(.open), let name = reader.code(), isError(name), reader.take(.close) else { return nil }
            return .error(name)
        }
        if hasArticle, !reader.take(oneOf: Self.results) { return nil }
        guard let value = reader.value(isSubject: false) else { return nil }
        if case .literal = value { _ = reader.take(oneOf: units) }
        return .value(value)
    }

    /// A place among the parts.
    private struct Reader {
        let tokens: [PairToken]
        private(set) var index = 0

        init(tokens: [PairToken]) { self.tokens = tokens }

        var isAtEnd: Bool { index >= tokens.count }

        mutating func take(_ token: PairToken) -> Bool {
            guard !isAtEnd, tokens[index] == token else { return false }
            index += 1
            return true
        }

        mutating func take(_ word: String) -> Bool { take(.word(word)) }

        func isAt(oneOf words: Set<String>) -> Bool {
            guard !isAtEnd, case .word(let word) = tokens[index] else { return false }
            return words.contains(word)
        }

        mutating func take(oneOf words: Set<String>) -> Bool {
            guard isAt(oneOf: words) else { return false }
            index += 1
            return true
        }

        mutating func code() -> Range<Int>? {
            guard !isAtEnd, case .code(let range) = tokens[index] else { return nil }
            index += 1
            return range
        }

        /// A code span, a quoted text, a literal, or a word for one.
        mutating func value(isSubject: Bool) -> PairToken? {
            guard !isAtEnd else { return nil }
            switch tokens[index] {
            case .code, .quoted, .literal: break
            case .word("zero"): break
            case .word("true"), .word("false"), .word("none"), .word("null"): if isSubject { return nil }
            default: return nil
            }
            defer { index += 1 }
            return tokens[index]
        }
    }
}
