/// Cuts a text into words before their bytes are paired, as the vocabulary was trained.
///
/// Source: the regular expressions that llama.cpp uses for each kind; here they are followed by hand.
struct WordSplit: Sendable, Hashable {
    /// The kinds of splitting.
    enum Kind: Sendable, Hashable {
        /// One digit a word.
        case qwen2
        /// Up to three digits a word.
        case llama3
        /// Digits of any number, with the space before them.
        case gpt2
    }

    let kind: Kind

    /// The splitting that a file asks for by name; `nil` when it is not known here.
    init?(name: String) {
        switch name {
        case "qwen2", "deepseek-r1-qwen", "stablelm2", "hunyuan", "megrez": kind = .qwen2
        case "llama-bpe", "llama3", "llama-v3", "dbrx", "smaug-bpe": kind = .llama3
        case "gpt-2", "gpt2", "phi-2", "mpt", "olmo", "jais", "trillion": kind = .gpt2
        default: return nil
        }
    }

    /// Calls a body with each word, which together are the text. Complexity: O(n).
    func words(of text: [Unicode.Scalar], _ body: (ArraySlice<Unicode.Scalar>) -> Void) {
        let classes = text.map(Self.class(of:))
        var start = 0
        while start < text.count {
            let end = kind == .gpt2 ? gpt2(text, classes, start) : modern(text, classes, start)
            body(text[start..<end])
            start = end
        }
    }

    private enum Class: UInt8 { case letter, number, space, lineEnd, other }

    private static func `class`(of scalar: Unicode.Scalar) -> Class {
        switch scalar.value {
        case 0x61...0x7A, 0x41...0x5A: return .letter
        case 0x30...0x39: return .number
        case 0x0A, 0x0D: return .lineEnd
        case 0x20, 0x09, 0x0B, 0x0C: return .space
        case 0..<0x80: return .other
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return .letter
        case .decimalNumber, .letterNumber, .otherNumber: return .number
        default: return scalar.properties.isWhitespace ? .space : .other
        }
    }

    private func modern(_ text: [Unicode.Scalar], _ classes: [Class], _ start: Int) -> Int {
        let first = classes[start]
        if text[start] == "'", let end = Self.contraction(text, start, anyCase: true) { return end }
        if first == .letter { return Self.run(classes, start) { $0 == .letter } }
        if first != .lineEnd, first != .number, start + 1 < classes.count, classes[start + 1] == .letter {
            return Self.run(classes, start + 1) { $0 == .letter }
        }
        if first == .number {
            return min(start + (kind == .qwen2 ? 1 : 3), Self.run(classes, start) { $0 == .number })
        }
        let signs = text[start] == " " ? start + 1 : start
        if signs < classes.count, classes[signs] == .other {
            return Self.run(classes, Self.run(classes, signs) { $0 == .other }) { $0 == .lineEnd }
        }
        let end = Self.run(classes, start) { $0 == .space || $0 == .lineEnd }
        if let last = (start..<end).last(where: { classes[$0] == .lineEnd }) { return last + 1 }
        return Self.spaces(start, end, of: classes)
    }

    private func gpt2(_ text: [Unicode.Scalar], _ classes: [Class], _ start: Int) -> Int {
        if text[start] == "'", let end = Self.contraction(text, start, anyCase: false) { return end }
        let next = text[start] == " " && start + 1 < classes.count ? start + 1 : start
        let kind = classes[next]
        if kind == .letter || kind == .number || kind == .other { return Self.run(classes, next) { $0 == kind } }
        return Self.spaces(start, Self.run(classes, start) { $0 == .space || $0 == .lineEnd }, of: classes)
    }

    /// White space without the last of it, which belongs to the word that follows.
    private static func spaces(_ start: Int, _ end: Int, of classes: [Class]) -> Int {
        end == classes.count || end == start + 1 ? end : end - 1
    }

    private static func run(_ classes: [Class], _ start: Int, _ holds: (Class) -> Bool) -> Int {
        var end = start
        while end < classes.count, holds(classes[end]) { end += 1 }
        return end
    }

    private static func contraction(_ text: [Unicode.Scalar], _ start: Int, anyCase: Bool) -> Int? {
        func letter(_ index: Int) -> Unicode.Scalar? {
            guard index < text.count else { return nil }
            let scalar = text[index]
            let isCapital = (0x41...0x5A).contains(scalar.value)
            return anyCase && isCapital ? Unicode.Scalar(scalar.value + 32) : scalar
        }
        switch (letter(start + 1), letter(start + 2)) {
        case ("r", "e"), ("v", "e"), ("l", "l"): return start + 3
        case ("s", _), ("t", _), ("m", _), ("d", _): return start + 2
        default: return nil
        }
    }
}
