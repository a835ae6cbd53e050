internal import AnnealFoundation

/// Makes further calls out of the calls of examples, by changing their literals.
///
/// What such a call should give is not known; that most answers agree on it is a sign of what is right. Source: F. Shi
/// and others, "Natural Language to Code Translation with Execution", EMNLP 2022, where inputs are sampled from a model.
enum InputVariations {
    /// Varies calls.
    ///
    /// - Parameters:
    ///   - calls: calls as the specification writes them.
    ///   - limit: how many calls to make at most.
    ///   - seed: makes the choice repeatable.
    /// - Returns: calls that differ from all given ones, each once.
    static func of(_ calls: [String], limit: Int, seed: UInt64) -> [String] {
        var generator = SplitMix64(seed: seed)
        var seen = Set(calls)
        var made: [String] = []
        // Round by round, so that every call is varied before one is varied a second time.
        for _ in 0..<16 {
            for call in calls where made.count < limit {
                let literals = literals(of: call)
                guard let literal = literals.randomElement(using: &generator) else { continue }
                let text = String(call[literal])
                // Where two arguments are equal, a comparison that is wrong by a hair shows.
                let others = literals.map { String(call[$0]) }.filter { $0 != text && kind(of: $0) == kind(of: text) }
                guard let replacement = (variants(of: text) + others).randomElement(using: &generator) else { continue }
                let varied = String(call[..<literal.lowerBound]) + replacement + String(call[literal.upperBound...])
                if seen.insert(varied).inserted { made.append(varied) }
            }
        }
        return made
    }

    /// The places of numbers, texts and flat lists within a call's parentheses.
    static func literals(of call: String) -> [Range<String.Index>] {
        guard let open = call.firstIndex(of: "(") else { return [] }
        var found: [Range<String.Index>] = []
        var position = call.index(after: open)
        while position < call.endIndex {
            let character = call[position]
            if character == "\"" || character == "'" {
                let end = endOfText(in: call, from: position)
                found.append(position..<end)
                position = end
            } else if character == "[", let end = endOfList(in: call, from: position) {
                found.append(position..<end)
                position = call.index(after: position)
            } else if character.isASCII && character.isNumber {
                let end = call[position...].firstIndex { !($0.isNumber || $0 == ".") } ?? call.endIndex
                let before = call[call.index(before: position)]
                // Digits within a name are no number.
                if !(before.isLetter || before == "_" || before == ".") { found.append(position..<end) }
                position = end
            } else {
                position = call.index(after: position)
            }
        }
        return found
    }

    /// What tells kinds of literals apart.
    private static func kind(of literal: String) -> Character {
        switch literal.first {
        case "[": "["
        case "\"", "'": "\""
        default: "0"
        }
    }

    /// Other literals of the same kind.
    static func variants(of literal: String) -> [String] {
        guard let first = literal.first else { return [] }
        if first == "[" { return listVariants(literal) }
        if first == "\"" || first == "'" { return textVariants(literal, quote: first) }
        if literal.contains(".") {
            guard let number = Double(literal) else { return [] }
            return ["\(number + 1)", "\(number * 2)", "0.0", "\(number + 0.5)"]
        }
        guard let number = Int(literal), number < 1_000_000_000 else { return [] }
        return ["\(number + 1)", "\(max(0, number - 1))", "0", "1", "\(number * 2)", "\(number + 7)"]
    }

    private static func textVariants(_ literal: String, quote: Character) -> [String] {
        let text = literal.dropFirst().dropLast()
        guard !text.contains("\\") else { return [] }
        let half = text.count / 2
        let swapped = String(text.dropFirst(half)) + String(text.prefix(half))
        let shorter = [String(text.dropFirst()), String(text.dropLast()), String(text.prefix(1)), ""]
        let changed = [String(text.reversed()), text.uppercased(), text.lowercased(), swapped]
        let doubled = String(text) + String(text)
        return (shorter + changed + [doubled]).filter { $0 != text && $0.count < 200 }.map { "\(quote)\($0)\(quote)" }
    }

    private static func listVariants(_ literal: String) -> [String] {
        let items = elements(of: literal)
        guard !items.isEmpty else { return [] }
        func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }
        return [
            list(Array(items.dropFirst())), list(Array(items.dropLast())), list(items.reversed()),
            list(items + [items[0]]), list(items + items), list(Array(items.prefix(1))), list(items.sorted()),
        ].filter { $0 != list(items) && $0.count < 400 }
    }

    /// The elements of a list, or the arguments in a call's parentheses, at the top level.
    static func elements(of literal: String) -> [String] {
        var depth = 0
        var items: [String] = []
        var current = ""
        var quote: Character?
        for character in literal.dropFirst().dropLast() {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if "([{".contains(character) {
                depth += 1
            } else if ")]}".contains(character) {
                depth -= 1
            }
            if character == ",", depth == 0, quote == nil {
                items.append(current)
                current = ""
            } else if !(current.isEmpty && character == " ") {
                current.append(character)
            }
        }
        if !current.isEmpty { items.append(current) }
        return items
    }

    private static func endOfText(in call: String, from start: String.Index) -> String.Index {
        var position = call.index(after: start)
        while position < call.endIndex, call[position] != call[start] {
            if call[position] == "\\" { position = call.index(after: position) }
            if position < call.endIndex { position = call.index(after: position) }
        }
        return position < call.endIndex ? call.index(after: position) : call.endIndex
    }

    private static func endOfList(in call: String, from start: String.Index) -> String.Index? {
        var depth = 0
        var position = start
        while position < call.endIndex {
            switch call[position] {
            case "\"", "'":
                position = endOfText(in: call, from: position)
                continue
            case "[": depth += 1
            case "]":
                depth -= 1
                if depth == 0 { return call.index(after: position) }
            default: break
            }
            position = call.index(after: position)
        }
        return nil
    }
}
