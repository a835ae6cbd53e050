internal import AnnealFoundation

/// Examples that follow from a sentence which holds for every input, together with an input that other examples give.
///
/// Two kinds are read: that an argument is left as it was ("The input list is not changed"), and round trips ("For every
/// valid label, `format(*parse(label)) == label`").
struct LawExamples {
    let dialect: Dialect

    /// Adds examples to the criteria of a requirement that state a law and have no example of their own.
    ///
    /// Complexity: O(n) in the length of the criteria's texts.
    func add(to criteria: inout [Criterion]) {
        guard dialect != .unknown, criteria.contains(where: { !$0.examples.isEmpty }) else { return }
        for index in criteria.indices where criteria[index].examples.isEmpty {
            let criterion = criteria[index]
            if let clause = Self.clauseOfUnchangedInput(criterion.text) {
                criteria[index].examples = unchanged(criteria.flatMap(\.examples), clause, criterion.location)
            } else if let law = Self.roundTrip(in: criterion.text) {
                criteria[index].examples = roundTrips(criteria.flatMap(\.examples), law, criterion)
            }
        }
    }

    // MARK: - Arguments that stay as they are

    private static let unchangedWords: [StaticString] = [
        "not changed", "not modified", "not mutated", "not be changed", "not be modified", "not be mutated",
        "unchanged", "unmodified", "never changed", "never modified", "not change", "not modify", "not mutate",
    ]
    private static let inputWords: [StaticString] = [
        "input", "argument", "given list", "given array", "original list", "original array",
    ]

    /// The clause that says that an argument stays as it was.
    static func clauseOfUnchangedInput(_ text: String) -> String? {
        // Searching a String for a String compares characters, which takes a hundred times as long.
        let clause = text.withBytes { bytes -> String? in
            guard speaksOfChange(bytes) else { return nil }
            var start = 0
            // Only a clause with such a verb can say so.
            while let verb = changeVerb(bytes, from: start) {
                let clause = Self.clause(bytes, around: verb)
                if inputWords.contains(where: { bytes.find($0, in: clause) != nil }),
                    unchangedWords.contains(where: { bytes.find($0, in: clause) != nil })
                {
                    return bytes.text(clause)
                }
                start = clause.upperBound
            }
            return nil
        }
        return clause?.lowercased().split(separator: " ").joined(separator: " ")
    }

    /// Whether it has "chang", "modif" or "mutat" in small letters.
    private static func speaksOfChange(_ bytes: Bytes) -> Bool {
        mayChange(bytes.buffer(0..<bytes.count))
            && (bytes.holds("chang") || bytes.holds("modif") || bytes.holds("mutat"))
    }

    /// Whether "cha", "mod" or "mut" stands somewhere: a loop that the compiler makes of wide instructions, and most
    /// texts have none of them.
    private static func mayChange(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var least = UInt8.max
        for index in 0..<max(text.count - 2, 0) {
            let (first, second, third) = (text[index], text[index + 1], text[index + 2])
            let change = (first ^ 0x63) | (second ^ 0x68) | (third ^ 0x61)
            let modify = (first ^ 0x6D) | (second ^ 0x6F) | (third ^ 0x64)
            let mutate = (first ^ 0x6D) | (second ^ 0x75) | (third ^ 0x74)
            least = min(least, min(change, min(modify, mutate)))
        }
        return least == 0
    }

    /// Where the next "chang", "modif" or "mutat" stands, letters in either case.
    private static func changeVerb(_ bytes: Bytes, from start: Int) -> Int? {
        (start..<max(start, bytes.count)).first { offset in
            let byte = bytes[offset] | 0x20
            return byte == UInt8(ascii: "c") && bytes.has("chang", at: offset, before: bytes.count)
                || byte == UInt8(ascii: "m")
                    && (bytes.has("modif", at: offset, before: bytes.count)
                        || bytes.has("mutat", at: offset, before: bytes.count))
        }
    }

    private static let clauseEnds = ByteSet(".;,:")

    private static func clause(_ bytes: Bytes, around offset: Int) -> Range<Int> {
        var start = offset
        while start > 0, !clauseEnds.contains(bytes[start - 1]) { start -= 1 }
        var end = offset
        while end < bytes.count, !clauseEnds.contains(bytes[end]) { end += 1 }
        return start..<end
    }

    /// The examples' calls with a variable for their first list or mapping, which afterwards is what it was.
    private func unchanged(_ examples: [Example], _ clause: String, _ location: SourceLocation) -> [Example] {
        examples.compactMap { example -> Example? in
            guard case .value = example.expectation, example.setup.isEmpty else { return nil }
            guard let (before, literal, after) = example.call.withBytes({ parted($0) }) else { return nil }
            let keyword = dialect == .javascript ? "const " : dialect == .swift ? "let " : ""
            return Example(
                setup: ["\(keyword)given = \(literal)", "\(before)given\(after)"], call: "given",
                expectation: .value(literal), source: clause, location: location)
        }.prefix(2).map(\.self)
    }

    /// A call's text up to its first argument that is a list or mapping, that argument, and what follows it.
    private func parted(_ bytes: Bytes) -> (before: String, literal: String, after: String)? {
        let reader = ExpressionReader(bytes: bytes, dialect: dialect)
        guard let call = reader.read(0..<bytes.count), call.isClosedCall,
            let argument = reader.arguments(of: call).first(where: {
                !$0.isEmpty && (bytes[$0.lowerBound] == 0x5B || bytes[$0.lowerBound] == 0x7B)
            })
        else { return nil }
        return (
            bytes.text(0..<argument.lowerBound), bytes.text(argument),
            bytes.text(argument.upperBound..<bytes.count)
        )
    }

    // MARK: - Round trips

    /// `left == variable`, where the left side is a call that uses the variable.
    struct RoundTrip: Hashable {
        var call: String
        var variable: String
    }

    /// The round trip that a sentence states for every value.
    static func roundTrip(in text: String) -> RoundTrip? {
        let mayBeLaw = text.withBytes { bytes in
            bytes.holds("==") && bytes.holds("`")
                && (["every ", "any ", "all ", "each "] as [StaticString]).contains {
                    bytes.find($0, in: 0..<bytes.count) != nil
                }
        }
        guard mayBeLaw else { return nil }
        for (number, span) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        where number % 2 == 1 {
            let sides = span.split(separator: "=").map { $0.split(separator: " ").joined(separator: " ") }
            guard sides.count == 2, span.contains("==") else { continue }
            for (call, variable) in [(sides[0], sides[1]), (sides[1], sides[0])]
            where isName(variable) && call.hasSuffix(")") && uses(call, variable) {
                return RoundTrip(call: call, variable: variable)
            }
        }
        return nil
    }

    /// Values that the outer function is known to give are put through the round trip.
    private func roundTrips(_ examples: [Example], _ law: RoundTrip, _ criterion: Criterion) -> [Example] {
        let outer = ExampleScope.calledName(law.call)
        var seen: Set<String> = []
        return examples.compactMap { example -> Example? in
            guard case .value(let value) = example.expectation, example.setup.isEmpty,
                ExampleScope.calledName(example.call) == outer, seen.insert(value).inserted
            else { return nil }
            return Example(
                call: Self.replacing(law.variable, in: law.call, with: value), expectation: .value(value),
                source: criterion.text, location: criterion.location)
        }.prefix(3).map(\.self)
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { ASCII.isName($0) } && !(text.utf8.first.map(ASCII.isDigit) ?? true)
    }

    private static func uses(_ call: String, _ name: String) -> Bool {
        replacing(name, in: call, with: "") != call
    }

    /// Replaces a name where it stands by itself.
    private static func replacing(_ name: String, in text: String, with value: String) -> String {
        var result: [UInt8] = []
        var word: [UInt8] = []
        func flush() {
            result += word == Array(name.utf8) ? Array(value.utf8) : word
            word = []
        }
        for byte in text.utf8 {
            if ASCII.isName(byte) {
                word.append(byte)
            } else {
                flush()
                result.append(byte)
            }
        }
        flush()
        return String(decoding: result, as: UTF8.self)
    }
}
