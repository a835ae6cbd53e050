/// Sentences that belong together: variants of one way to put something. A family is never split between training and
/// test.
struct Family {
    var name: String
    var templates: [String]
}

/// Templates and the words that fill them.
///
/// `{a|b}` is one of the alternatives, `{name}` a word of a slot, `{name_cap}` the same with a capital, `\n` a line end.
/// Braces around anything else stand for themselves.
struct Grammar {
    var slots: [String: [String]] = [:]

    /// Reads families: a line `== name` and the templates after it.
    ///
    /// - Parameters:
    ///   - text: of a data file.
    ///   - most: templates of a family; what is more becomes families of its own.
    /// - Returns: the families in their order.
    static func families(in text: String, most: Int = .max) -> [Family] {
        var families: [Family] = []
        var name = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("== ") {
                name = String(line.dropFirst(3))
                families.append(Family(name: name, templates: []))
                continue
            }
            guard let last = families.last else { continue }
            if last.templates.count >= most {
                families.append(Family(name: "\(name).\(families.count)", templates: []))
            }
            families[families.count - 1].templates.append(String(line))
        }
        return families
    }

    /// Reads slots: `name: word|word`.
    mutating func addSlots(in text: String) {
        for line in text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let words = line[line.index(after: colon)...].drop { $0 == " " }
            slots[String(line[..<colon])] = words.split(separator: "|", omittingEmptySubsequences: false).map(
                String.init)
        }
    }

    /// Fills a template. `¦` stands for `|` where that would part alternatives.
    func fill(_ template: String, using random: inout SeededRandom) -> String {
        String(expand(template, using: &random, depth: 0).map { $0 == "¦" ? "|" : $0 })
    }

    private func expand(_ template: String, using random: inout SeededRandom, depth: Int) -> String {
        var result = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "\\" }) {
            result += rest[..<open]
            let after = rest.index(after: open)
            if rest[open] == "\\" {
                if after < rest.endIndex, rest[after] == "n" {
                    result += "\n"
                    rest = rest[rest.index(after: after)...]
                } else {
                    result += "\\"
                    rest = rest[after...]
                }
                continue
            }
            if let close = closing(rest, after: after), let words = alternatives(rest[after..<close]), depth < 6 {
                let word = words.words[random.index(below: words.words.count)]
                let filled = expand(word, using: &random, depth: depth + 1)
                result += words.isCapital ? filled.prefix(1).uppercased() + filled.dropFirst() : filled
                rest = rest[rest.index(after: close)...]
            } else {
                result += "{"
                rest = rest[after...]
            }
        }
        return result + rest
    }

    /// The brace that closes one; alternatives may hold slots.
    private func closing(_ text: Substring, after start: Substring.Index) -> Substring.Index? {
        var depth = 0
        var index = start
        while index < text.endIndex {
            if text[index] == "{" { depth += 1 }
            if text[index] == "}" {
                if depth == 0 { return index }
                depth -= 1
            }
            index = text.index(after: index)
        }
        return nil
    }

    private func alternatives(_ inner: Substring) -> (words: [String], isCapital: Bool)? {
        if let words = slots[String(inner)] { return (words, false) }
        if inner.hasSuffix("_cap"), let words = slots[String(inner.dropLast(4))] { return (words, true) }
        if inner.contains(": ") && inner.hasPrefix("\"") { return nil }
        var parts: [String] = [""]
        var depth = 0
        for character in inner {
            if character == "{" { depth += 1 }
            if character == "}" { depth -= 1 }
            if character == "|", depth == 0 {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        return parts.count > 1 ? (parts, false) : nil
    }
}

/// A kind of file, with a place for the text.
struct CarrierTemplate {
    var name: String
    var paths: [String]
    var lines: [String]

    /// Reads carriers: `== name | path path` and their lines.
    static func carriers(in text: String) -> [CarrierTemplate] {
        var carriers: [CarrierTemplate] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("== ") {
                let parts = line.dropFirst(3).split(separator: "|")
                guard parts.count == 2, let name = parts.first, let paths = parts.last else { continue }
                carriers.append(
                    CarrierTemplate(
                        name: name.filter { $0 != " " }, paths: paths.split(separator: " ").map(String.init), lines: [])
                )
            } else if !carriers.isEmpty {
                carriers[carriers.count - 1].lines.append(String(line))
            }
        }
        return carriers
    }

    /// Puts a text into the file.
    ///
    /// - Returns: the path, the file's text before the place, the text as it is written there, and what follows.
    func file(
        with text: String, grammar: Grammar, using random: inout SeededRandom
    ) -> (path: String, before: String, text: String, after: String) {
        let path = grammar.fill(paths[random.index(below: paths.count)], using: &random)
        var before = ""
        var written = ""
        var after = ""
        var isAfter = false
        for line in lines {
            guard !isAfter, let mark = Self.marks.first(where: { line.contains($0.key) }) else {
                let filled = grammar.fill(line, using: &random) + "\n"
                if isAfter { after += filled } else { before += filled }
                continue
            }
            let parts = line.split(separator: mark.key, maxSplits: 1, omittingEmptySubsequences: false)
            let head = grammar.fill(String(parts.first ?? ""), using: &random)
            before += head
            let isPrefix = mark.key == "%TEXT%" && head.contains { "#/*->;%+|".contains($0) } && !head.contains("<")
            written = mark.value(text)
            if isPrefix { written = written.split(separator: "\n").joined(separator: "\n" + head) }
            after += grammar.fill(String(parts.count > 1 ? parts[1] : ""), using: &random) + "\n"
            isAfter = true
        }
        return (path, before, written, after)
    }

    private static let marks: [String: @Sendable (String) -> String] = [
        "%TEXT%": { $0 },
        "%JSON%": { text in
            text.reduce(into: "") { result, character in
                switch character {
                case "\"": result += "\\\""
                case "\n": result += "\\n"
                case "\\": result += "\\\\"
                default: result.append(character)
                }
            }
        },
        "%CSV%": { text in text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") },
        "%ATTR%": { text in text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "'") },
    ]
}
