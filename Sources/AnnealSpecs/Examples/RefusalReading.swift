/// What a sentence refuses, and nothing besides: "An invalid label raises `ValueError`", "Values out of range throw a
/// `RangeError`".
struct RefusalReading {
    /// What is refused.
    enum Refused: Hashable {
        /// Something that has a name, where it is not valid: `label`, in the singular.
        case invalid(String)
        /// Arguments beyond what the document says they lie in.
        case outOfRange
    }

    let refused: Refused
    /// The error's type.
    let error: String

    private static let verbs: Set<String> = ["raise", "raises", "throw", "throws", "raised", "thrown"]
    private static let valueWords: Set<String> = [
        "values", "value", "numbers", "number", "arguments", "argument", "anything", "parts", "part",
    ]
    /// Words beside these that change nothing.
    private static let fillers: Set<String> = [
        "a", "an", "the", "if", "when", "then", "system", "function", "it", "shall", "must", "should", "will", "is",
        "are",
        "be", "any", "every", "each", "with", "for", "given",
    ]

    /// Reads a sentence; `nil` where it is no refusal, or says more.
    init?(_ words: SentenceWords) {
        var rest = words.plain
        let errors = words.written.indices.filter { index in
            let name = words.name(index)
            return words.written[index].contains("`") && name.first?.isUppercase == true
                && (name.hasSuffix("Error") || name.hasSuffix("Exception"))
        }
        guard errors.count == 1, let place = errors.first, rest.contains(where: Self.verbs.contains) else { return nil }
        error = words.name(place)
        rest.remove(at: place)
        rest.removeAll { Self.fillers.contains($0) || Self.verbs.contains($0) }
        switch rest.count {
        case 2:
            // "invalid label", "label invalid".
            guard let at = rest.firstIndex(of: "invalid") else { return nil }
            refused = .invalid(Self.singular(rest[1 - at]))
        case 3 where rest.contains("not") && rest.contains("valid"):
            guard let noun = rest.first(where: { $0 != "not" && $0 != "valid" }) else { return nil }
            refused = .invalid(Self.singular(noun))
        case 4 where Self.valueWords.contains(rest[0]) && Array(rest[1...]) == ["out", "of", "range"]:
            refused = .outOfRange
        default: return nil
        }
    }

    private static func singular(_ word: String) -> String {
        word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
    }
}
