internal import AnnealFoundation
public import AnnealSpecs

/// What is known of a task before anything is tried, as named numbers: counts from its specification, and what its words
/// speak of. Nothing of a suite (topic, difficulty, hidden tests) is in it, so that the same numbers are known in a run.
public enum TaskFeatures {
    /// The version of the numbers: a model that was trained with others is not used.
    public static let version = 2

    /// The names, in the order in which models take them.
    public static let names: [String] =
        [
            "requirements", "criteria", "examples", "errorExamples", "words", "wordsPerRequirement", "functions",
            "parameters", "types", "longestExample", "nestedExamples", "textExamples", "numberExamples",
            "isPython", "isJavaScript",
        ] + subjects.map(\.name)

    /// What each of the counts says.
    static let meanings: [String: String] = [
        "requirements": "requirements of the task", "criteria": "their criteria", "examples": "examples",
        "errorExamples": "examples that expect an error", "words": "words of the text",
        "wordsPerRequirement": "words for each requirement", "functions": "functions that are named",
        "parameters": "parameters of a function in the mean", "types": "types that are named",
        "longestExample": "bytes of the longest example's call",
        "nestedExamples": "the share of examples with lists or maps in each other",
        "textExamples": "the share of examples with text", "numberExamples": "the share of examples with numbers",
        "isPython": "whether a file of Python is named", "isJavaScript": "whether a file of JavaScript is named",
    ]

    /// What words speak of; each is counted among all words.
    private static let subjects: [(name: String, stems: [String])] = [
        ("aboutParsing", ["pars", "token", "expression", "syntax", "grammar", "escap", "quot"]),
        ("aboutDates", ["date", "day", "month", "year", "week", "hour", "minute", "time", "calendar"]),
        (
            "aboutNumbers",
            ["number", "integer", "digit", "round", "sum", "divid", "decimal", "prime", "mean", "fraction"]
        ),
        ("aboutLists", ["list", "array", "sort", "order", "element", "group", "pair", "item"]),
        ("aboutText", ["text", "word", "letter", "character", "line", "string", "case", "space"]),
        ("aboutMaps", ["dict", "map", "object", "key", "field", "record"]),
        ("aboutGraphs", ["graph", "node", "edge", "path", "cycle", "tree", "depend", "grid"]),
        ("aboutRanges", ["interval", "range", "overlap", "between", "begin", "end"]),
        ("aboutStates", ["state", "event", "transition", "machine", "queue", "stack", "turn", "step"]),
        ("aboutErrors", ["error", "raise", "throw", "invalid", "malformed", "reject"]),
    ]

    /// Looks at a specification.
    ///
    /// - Parameter document: the specification, of a task's requirements only.
    /// - Returns: a number for each of `names`.
    public static func of(_ document: SpecDocument) -> [String: Double] {
        let requirements = document.requirements
        let examples = requirements.flatMap(\.examples) + document.examples
        let text = (document.context.map(\.text) + requirements.map(\.text)).joined(separator: "\n")
        let words = words(of: text)
        let interfaces = requirements.flatMap(\.interfaces) + document.interfaces
        let functions = interfaces.filter { $0.kind == .function }
        let calls = examples.map(\.call)
        var features: [String: Double] = [
            "requirements": Double(requirements.count),
            "criteria": Double(requirements.reduce(0) { $0 + $1.criteria.count }),
            "examples": Double(examples.count),
            "errorExamples": Double(examples.count { if case .error = $0.expectation { true } else { false } }),
            "words": Double(words.count),
            "wordsPerRequirement": Double(words.count) / Double(max(1, requirements.count)),
            "functions": Double(functions.count),
            "parameters": Double(functions.reduce(0) { $0 + parameters(of: $1) }) / Double(max(1, functions.count)),
            "types": Double(interfaces.count { $0.kind == .type }),
            "longestExample": Double(calls.map(\.utf8.count).max() ?? 0),
            "nestedExamples": share(of: calls) { call in
                call.utf8.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") } > 1
            },
            "textExamples": share(of: calls) { $0.contains("\"") || $0.contains("'") },
            "numberExamples": share(of: calls) { call in
                call.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            },
            "isPython": text.contains(".py") ? 1 : 0,
            "isJavaScript": text.contains(".js") || text.contains(".mjs") ? 1 : 0,
        ]
        for subject in subjects {
            let count = words.count { word in subject.stems.contains { word.hasPrefix($0) } }
            features[subject.name] = Double(count) / Double(max(1, words.count))
        }
        return features
    }

    /// The numbers in the order in which models take them, large counts by their logarithm.
    ///
    /// - Parameter features: by name; a name that is missing counts 0.
    /// - Returns: as many as `names`, each of size around 1.
    public static func vector(_ features: [String: Double]) -> [Double] {
        names.map { name in
            let value = features[name] ?? 0
            return name.hasPrefix("about") ? min(1, value * 10) : value <= 1 ? value : 1 + logarithm(value)
        }
    }

    /// ln x in eighths, which is enough here and the same on every machine.
    static func logarithm(_ value: Double) -> Double {
        var (steps, bound) = (0.0, 1.0)
        while bound * 1.1331484530668263 <= value, steps < 200 {
            bound *= 1.1331484530668263
            steps += 1
        }
        return steps / 8
    }

    private static func words(of text: String) -> [String] {
        text.split { !$0.isLetter }.map { $0.lowercased() }
    }

    private static func parameters(of interface: Interface) -> Int {
        guard let signature = interface.signature, let open = signature.firstIndex(of: "("),
            let close = signature.lastIndex(of: ")"), open < close
        else { return 0 }
        let inside = signature[signature.index(after: open)..<close]
        guard inside.contains(where: { !$0.isWhitespace }) else { return 0 }
        var (depth, count) = (0, 1)
        for character in inside {
            switch character {
            case "[", "(", "{", "<": depth += 1
            case "]", ")", "}", ">": depth -= 1
            case "," where depth == 0: count += 1
            default: break
            }
        }
        return count
    }

    private static func share(of calls: [String], _ holds: (String) -> Bool) -> Double {
        calls.isEmpty ? 0 : Double(calls.count(where: holds)) / Double(calls.count)
    }
}
