public import AnnealFoundation

extension SearchResult {
    /// Why the file was found, in a few words.
    public var reason: String {
        let words = matches.prefix(5).map { "\($0.word) (\($0.fields.joined(separator: ", ")))" }
        return words.isEmpty ? signals.keys.sorted().joined(separator: ", ") : words.joined(separator: "; ")
    }

    /// The result as one JSON object.
    public var json: JSONValue {
        let matches = matches.map { match -> JSONValue in
            .object([
                "word": .string(match.word), "score": .double(match.score),
                "fields": .array(match.fields.map { .string($0) }),
            ])
        }
        return .object([
            "path": .string(path), "score": .double(score), "line": .int(line), "lastLine": .int(lastLine),
            "category": .string("\(category)"), "why": .string(reason), "matches": .array(matches),
            "signals": .object(signals.mapValues { .double($0) }),
        ])
    }
}
