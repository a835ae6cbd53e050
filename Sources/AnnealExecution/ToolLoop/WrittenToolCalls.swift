internal import AnnealFoundation
internal import AnnealModels

/// Tool calls that a model wrote into its text, as small models do, in the place of calling the tools.
enum WrittenToolCalls {
    /// Finds calls in fenced blocks, in `<tool_call>` marks, or in a text that is one JSON value.
    ///
    /// - Parameter text: the answer's text.
    /// - Returns: the calls in order, without identifiers; ordinary JSON is no call.
    static func find(in text: String) -> [ToolCall] {
        let marked = text.split(separator: "<tool_call>", omittingEmptySubsequences: false).dropFirst()
            .map { String($0.prefix(upTo: $0.firstRange(of: "</tool_call>")?.lowerBound ?? $0.endIndex)) }
        for places in [marked, AnswerCode.fencedBlocks(in: text), [text]] {
            let found = places.flatMap { calls(in: $0) }
            if !found.isEmpty { return found }
        }
        return []
    }

    private static func calls(in text: String) -> [ToolCall] {
        guard let value = try? JSONValue(parsing: text) else { return [] }
        return (value.arrayValue ?? [value]).compactMap { item in
            guard let name = item["name"]?.stringValue ?? item["tool"]?.stringValue,
                let arguments = item["arguments"] ?? item["parameters"]
            else { return nil }
            let written = arguments.stringValue ?? (try? CanonicalJSON.string(arguments)) ?? "{}"
            return ToolCall(id: "", name: name, arguments: written)
        }
    }
}
