public import AnnealSpecs

extension JavaScriptLanguage {
    /// Calls with made-up arguments; see `Language.sampleCalls`.
    public func sampleCalls(
        of interface: Interface, in files: [String], texts: [String], describing prose: String
    ) -> [SampleCall] {
        JavaScriptSampleCalls(prose: prose, texts: texts).calls(of: interface)
    }
}

/// Makes up arguments for a function from its parameters' names, and from what a text says of plain objects: "a **cue** is a
/// plain object `{ start, end, text }`; `start` and `end` are numbers".
///
/// Nothing is made up where a name says nothing; nobody knows what such calls should give.
struct JavaScriptSampleCalls {
    /// Names of the fields of objects, by what an object is called.
    private(set) var objects: [String: [String]] = [:]
    private let prose: String
    private let texts: [String]
    /// Calls that are made.
    private static let count = 3

    private static let textNames: Set<String> = [
        "text", "name", "title", "label", "word", "line", "str", "string", "input", "message", "code", "id", "key",
        "path",
    ]
    private static let numberNames: Set<String> = [
        "n", "x", "y", "k", "count", "width", "height", "size", "limit", "offset", "index", "number", "value", "amount",
        "min", "max", "start", "end", "length", "ms", "seconds", "minutes", "hours", "days", "year", "month", "day",
        "price",
        "total", "rate", "from", "to", "step", "times",
    ]

    /// Reads what a text says of objects.
    ///
    /// - Parameters:
    ///   - prose: the specification's text.
    ///   - texts: what parameters that take a text are given first.
    init(prose: String, texts: [String]) {
        // A sentence may go over several lines.
        let prose = prose.replacing("\n\n", with: "\u{0}").replacing("\n", with: " ").replacing("\u{0}", with: "\n")
        self.prose = prose
        self.texts = texts
        let described =
            /\b(?:an?|each|every) \*{0,2}`?(\w+)`?\*{0,2} (?:is|has the form|looks like)[^.`\n]{0,40}`\{ ?([\w$]+(?:, ?[\w$]+)*),? ?\}`/
        for match in prose.matches(of: described.ignoresCase()) {
            objects[match.1.lowercased()] = match.2.split { ", ".contains($0) }.map(String.init)
        }
    }

    /// Calls of a function; none where an argument cannot be made up, nor for a method.
    func calls(of interface: Interface) -> [SampleCall] {
        guard interface.ownerType == nil, let signature = interface.signature,
            let open = signature.firstIndex(of: "("), let close = signature.lastIndex(of: ")"), open < close
        else { return [] }
        let inside = signature[signature.index(after: open)..<close]
        guard !inside.contains(where: { "{}[]().".contains($0) }) else { return [] }
        let parameters = inside.split(separator: ",").map { part in
            (name: part.prefix { $0 != "=" }.filter { $0 != " " }, isOptional: part.contains("="))
        }
        guard !parameters.isEmpty else { return [] }
        var calls: [SampleCall] = []
        for variant in 0..<Self.count {
            var values: [String] = []
            for (place, parameter) in parameters.enumerated() {
                if parameter.isOptional, variant == 0 { break }
                guard let value = value(named: parameter.name, variant, place) else {
                    if parameter.isOptional { break }
                    return []
                }
                values.append(value)
            }
            let call = "\(interface.name)(\(values.joined(separator: ", ")))"
            if !calls.contains(where: { $0.call == call }) { calls.append(SampleCall(call: call, isTyped: false)) }
        }
        return calls
    }

    private func value(named name: String, _ variant: Int, _ place: Int) -> String? {
        let word = Self.lastWord(of: name)
        if objects[word] != nil { return object(word, variant, 0) }
        let single = word.hasSuffix("s") ? String(word.dropLast()) : word
        if single != word, objects[single] != nil {
            // Out of order in the second call, one alone in the third.
            let order = [[0, 1, 3], [2, 0, 1], [0]][variant % 3]
            return "[\(order.map { object(single, variant, $0) }.joined(separator: ", "))]"
        }
        if Self.textNames.contains(word) { return text(variant + place) }
        if Self.numberNames.contains(word) { return ["3", "10", "1"][(variant + place) % 3] }
        guard single != word, word.hasSuffix("s") else { return nil }
        if Self.textNames.contains(single) { return "[\(text(variant)), \(text(variant + 1))]" }
        if Self.numberNames.contains(single) { return ["[3, 1, 2]", "[5]", "[4, 4, 0]"][variant % 3] }
        return nil
    }

    private func object(_ type: String, _ variant: Int, _ number: Int) -> String {
        var numbers = 0
        let fields = (objects[type] ?? []).map { field -> String in
            guard isNumber(field) else { return "\(field): \(text(number + variant))" }
            // Ranges of neighbours meet in the first call, overlap in the second.
            let step = [1000, 700, 1300][variant % 3]
            defer { numbers += 1 }
            return "\(field): \(number * step + numbers * 1000)"
        }
        return "{ \(fields.joined(separator: ", ")) }"
    }

    /// Whether a field is a number: by what the text says of it, and by its name otherwise.
    private func isNumber(_ field: String) -> Bool {
        let mark = "`\(field)`"
        for sentence in prose.split(whereSeparator: { ".;\n".contains($0) }) where sentence.contains(mark) {
            let after = sentence[(sentence.firstRange(of: mark)?.upperBound ?? sentence.startIndex)...].lowercased()
            let number = ["number", "integer", "milliseconds", "whole"].compactMap {
                after.firstRange(of: $0)?.lowerBound
            }
            let text = ["string", "a text"].compactMap { after.firstRange(of: $0)?.lowerBound }
            if let first = number.min() { return text.min().map { first < $0 } ?? true }
            if !text.isEmpty { return false }
        }
        return !Self.textNames.contains(Self.lastWord(of: field))
    }

    private func text(_ variant: Int) -> String {
        let known = texts.prefix(2).filter { !$0.contains("\"") && !$0.contains("\\") }
        let all = known + ["b a", "a  bb ccc", ""]
        return "\"\(all[variant % all.count])\""
    }

    /// The last word of a name in camel case: `cue` of `firstCue`.
    private static func lastWord(of name: String) -> String {
        let start = name.lastIndex(where: \.isUppercase) ?? name.startIndex
        return (name.allSatisfy { $0.isUppercase } ? name : String(name[start...])).lowercased()
    }
}
