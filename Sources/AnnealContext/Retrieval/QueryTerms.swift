/// A query as terms of the index, with their weights.
struct QueryTerms {
    /// A term.
    struct Term: Hashable {
        /// As the index has it.
        var text: String
        /// The word of the query that it comes from.
        var word: String
        /// How much it counts: 1 in the first line, less below, summed over its occurrences, at most 3.
        var weight: Float
        /// Whether it is a whole word of several parts, such as `maxRetryCount`.
        var isWhole: Bool
    }

    /// Two terms that follow one another in the query.
    struct Pair: Hashable {
        var first: Int
        var second: Int
        var weight: Float
    }

    /// Weight of what stands below the first line: a message's body says less about its place than its subject.
    static let bodyWeight: Float = 0.3
    /// The most a term may weigh.
    static let mostWeight: Float = 3
    /// Terms and pairs beyond these are left out; the rarest terms are not known here, so the first ones stay.
    static let mostTerms = 160
    static let mostPairs = 80

    var terms: [Term] = []
    private(set) var pairs: [Pair] = []
    /// The stems of all words, stop words among them.
    private(set) var stems: Set<String> = []

    /// Reads a query: a sentence, a task, an error message, names; the first line counts most.
    ///
    /// - Parameter query: any text.
    init(_ query: String) {
        var numbers: [String: Int] = [:]
        var pairNumbers: [[Int]: Int] = [:]
        var isFirst = true
        for line in query.split(whereSeparator: \.isNewline) where !Self.isHeader(line) {
            let weight = isFirst ? 1 : Self.bodyWeight
            isFirst = false
            var last: Int?
            for word in line.split(whereSeparator: { !Self.isWordCharacter($0) }) {
                let split = WordParts.terms(of: word.utf8)
                stems.formUnion(split.parts)
                let isCode = Self.isCode(word, parts: split.parts.count)
                if let whole = split.whole { add(whole, word, weight, isWhole: true, &numbers) }
                for part in split.parts where part.utf8.count > 1 {
                    if !isCode, StopWords.stems.contains(part) { continue }
                    guard let number = add(part, word, weight, isWhole: false, &numbers) else { continue }
                    if let last, last != number { pair(last, number, isFirst: weight == 1, &pairNumbers) }
                    last = number
                }
            }
        }
    }

    @discardableResult
    private mutating func add(
        _ text: String, _ word: Substring, _ weight: Float, isWhole: Bool, _ numbers: inout [String: Int]
    ) -> Int? {
        if let number = numbers[text] {
            terms[number].weight = min(Self.mostWeight, terms[number].weight + weight)
            return number
        }
        guard terms.count < Self.mostTerms else { return nil }
        numbers[text] = terms.count
        terms.append(Term(text: text, word: String(word), weight: weight, isWhole: isWhole))
        return terms.count - 1
    }

    private mutating func pair(_ first: Int, _ second: Int, isFirst: Bool, _ numbers: inout [[Int]: Int]) {
        let weight: Float = isFirst ? 1 : 0.5
        if let number = numbers[[first, second]] {
            pairs[number].weight = max(pairs[number].weight, weight)
        } else if pairs.count < Self.mostPairs {
            numbers[[first, second]] = pairs.count
            pairs.append(Pair(first: first, second: second, weight: weight))
        }
    }

    /// Whether a word is written as code is: with several parts, or with digits or signs in it.
    private static func isCode(_ word: Substring, parts: Int) -> Bool {
        parts > 1 || word.contains { $0 == "_" || $0 == "$" }
    }

    private static func isWordCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "$"
    }

    private static let headers = ["MIME-Version:", "Content-Type:", "Content-Transfer-Encoding:", "Signed-off-by:"]

    /// Lines that mail programs write.
    private static func isHeader(_ line: Substring) -> Bool { headers.contains { line.hasPrefix($0) } }
}
