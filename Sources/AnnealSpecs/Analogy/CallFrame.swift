internal import Foundation

/// A call that a repository's tests make, with places for its texts: `match(compile(□), □)`.
struct CallFrame: Hashable {
    /// What stands before, between and behind the texts; one more than there are texts.
    let parts: [String]
    /// The sign with which texts are written.
    let quote: Character
    /// The texts that calls of this form were made with, by place.
    var texts: [[String]]
    /// What such calls are expected to give, as the tests write it.
    var values: [String]

    /// Texts at most; with more, a sentence that names them all is no example any more.
    private static let most = 3

    /// Takes a call apart; `nil` where it has no text, too many, or one that is written in another way than between plain
    /// quotes.
    ///
    /// - Parameters:
    ///   - call: the call, as a test writes it.
    ///   - value: what it is expected to give; `nil` for an error.
    init?(call: String, value: String?) {
        var parts = [""]
        var texts: [String] = []
        var quote: Character?
        var open: Character?
        for character in call {
            if character == "\\" || character == "`" { return nil }
            if let mark = open {
                if character == mark { open = nil } else { texts[texts.count - 1].append(character) }
            } else if character == "\"" || character == "'" {
                // Another text than a plain one, such as Python's r"…".
                if parts[parts.count - 1].last.map({ $0.isLetter || $0 == "\"" || $0 == "'" }) ?? true { return nil }
                open = character
                quote = character
                texts.append("")
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        guard open == nil, let quote, (1...Self.most).contains(texts.count) else { return nil }
        self.parts = parts
        self.quote = quote
        self.texts = texts.map { [$0] }
        values = value.map { [$0] } ?? []
    }

    /// Whether another call differs in nothing but its texts.
    func isLike(_ other: CallFrame) -> Bool { parts == other.parts }

    /// Takes up another call of the same form.
    mutating func join(_ other: CallFrame) {
        for place in texts.indices { texts[place] += other.texts[place] }
        values += other.values
    }

    /// The names that it calls.
    var callees: Set<String> {
        Set(parts.joined().matches(of: /([A-Za-z_][A-Za-z_0-9]*)\(/).map { String($0.1) })
    }

    /// Whether texts may stand in its places: where all texts of a place begin with the same sign, so does this one.
    func takes(_ given: [String]) -> Bool {
        guard given.count == texts.count else { return false }
        return zip(given, texts).allSatisfy { text, known in
            guard let sign = known.first?.first, !sign.isLetter, !sign.isNumber,
                known.allSatisfy({ $0.first == sign })
            else { return true }
            return text.first == sign
        }
    }

    /// The call with other texts.
    func call(with given: [String]) -> String {
        zip(parts, given).map { "\($0)\(quote)\($1)\(quote)" }.joined() + (parts.last ?? "")
    }

    private static let nothings: Set<String> = ["null", "undefined", "None", "nil", "false", "False"]

    /// What it gives where the texts do not fit each other, if the tests say so with one voice.
    var nothing: String? {
        let found = Set(values).intersection(Self.nothings)
        return found.count == 1 ? found.first : nil
    }
}
