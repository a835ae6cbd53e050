private let controlWords: Set<String> = [
    "if", "for", "while", "switch", "return", "catch", "sizeof", "else", "do", "new", "throw", "await", "yield", "when",
    "match", "using", "lock", "foreach", "elif", "until", "super", "this", "in", "and", "or", "not", "defined",
    "__attribute__", "typeof", "alignof", "static_assert", "synchronized", "try",
]

extension DeclarationFinder {
    /// Whether the language has functions without a keyword: `name(…) {` declares one.
    private var hasBareFunctions: Bool {
        switch syntax.name {
        case "c", "cpp", "objectivec", "java", "csharp", "dart", "javascript", "typescript", "shell": true
        default: false
        }
    }

    /// A function without a keyword whose name stands at a place.
    ///
    /// - Parameters:
    ///   - place: the name's place in `code`.
    ///   - start: the place where its statement begins.
    ///   - parent: the number of the declaration around it.
    /// - Returns: its number and the place from which to go on; `nil` when this is no function.
    mutating func byParentheses(at place: Int, start: Int, parent: Int?) -> (symbol: Int, next: Int)? {
        guard hasBareFunctions, sign(place + 1) == 0x28 else { return nil }
        let before = sign(place - 1)
        guard before != 0x2E, before != 0x3D, before != 0x40, !controlWords.contains(word(place)) else { return nil }
        if place > start, isName(place - 1), controlWords.contains(word(place - 1)) { return nil }
        guard let end = bodyOrEnd(behind: place + 1) else { return nil }
        if sign(end) == 0x7B {
            return (add(name: place, start: start, end: end, kind: .function, parent: parent), end)
        }
        // Without a body it must have a type in front, or it is a call.
        let isTyped = place > start && (isName(place - 1) || before == 0x2A || before == 0x26 || before == 0x3E)
        guard isTyped, syntax.name != "shell", syntax.name != "javascript" else { return nil }
        return (add(name: place, start: start, end: end, kind: .prototype, parent: parent), end)
    }

    /// The place of the `{` or `;` that follows a list of parameters.
    private func bodyOrEnd(behind parenthesis: Int) -> Int? {
        var depth = 0
        var place = parenthesis
        while place < code.count, place - parenthesis < 2000 {
            switch sign(place) {
            case 0x28: depth += 1
            case 0x29: depth -= 1
            case 0x7B, 0x7D, 0x3B: if depth > 0, syntax.declarations == .cLike || syntax.name == "java" { return nil }
            default: break
            }
            place += 1
            if depth == 0 { break }
        }
        let close = place
        while place < code.count, place - close < 120 {
            switch sign(place) {
            case 0x7B, 0x3B: return place
            // `const`, `throws A, B`, `-> T`, `: base(x)`, `__attribute__((…))`.
            case 0, 0x2C, 0x2E, 0x3A, 0x28, 0x29, 0x3C, 0x3E, 0x26, 0x2A, 0x2D, 0x5B, 0x5D, 0x7C: place += 1
            default: return nil
            }
        }
        return nil
    }
}
