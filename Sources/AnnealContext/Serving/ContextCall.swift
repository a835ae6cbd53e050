internal import AnnealFoundation
internal import AnnealServing

/// The calls of the context service.
enum ContextCall {
    /// All calls, in the order in which they are described.
    static let all = [search, pack, map, explain, features]

    private static let query = ServiceCall.Parameter(
        name: "query", kind: .text, isRequired: true,
        summary: "A task, a question, an error message or names; the first line counts most.")

    static let search = ServiceCall(
        name: "search", summary: "Find the files of the repository that a text is about, with reasons.",
        parameters: [
            query,
            ServiceCall.Parameter(
                name: "limit", kind: .integer, range: 1...500, summary: "The most files; 10 when not given."),
        ],
        result: object(["results": list])
    )

    static let pack = ServiceCall(
        name: "pack",
        summary:
            "Give what a model needs to see for a task within a budget of tokens: whole definitions, signatures, rules.",
        parameters: [
            ServiceCall.Parameter(name: "task", kind: .text, isRequired: true, summary: "What is to be done."),
            ServiceCall.Parameter(
                name: "budget", kind: .integer, range: 1...2_000_000, summary: "The most tokens; 4000 when not given."),
            ServiceCall.Parameter(name: "paths", kind: .texts, summary: "Files that are in play already."),
            ServiceCall.Parameter(
                name: "rules", kind: .truth, summary: "Whether rules for agents are included; true when not given."),
            ServiceCall.Parameter(
                name: "after", kind: .text,
                summary: "The `id` of an earlier pack: what still holds keeps its place, what is new is appended."),
        ],
        result: object([
            "id": text, "text": text, "tokens": integer, "budget": integer, "isExact": truth, "counter": text,
            "items": list, "leftOut": list, "dropped": list,
        ]))

    static let map = ServiceCall(
        name: "map", summary: "Give a map of the repository within a budget of tokens: files with their declarations.",
        parameters: [
            ServiceCall.Parameter(
                name: "task", kind: .text, summary: "What the map is for; the whole repository when not given."),
            ServiceCall.Parameter(
                name: "tokens", kind: .integer, range: 1...1_000_000, summary: "The most tokens; 2000 when not given."),
        ],
        result: object(["text": text, "tokens": integer, "files": integer, "leftOut": integer]))

    static let explain = ServiceCall(
        name: "explain", summary: "Tell why a file is found for a query: its rank, its words, what each signal adds.",
        parameters: [
            query,
            ServiceCall.Parameter(
                name: "path", kind: .text, isRequired: true, summary: "The file, by its path in the repository."),
        ],
        result: object(["rank": integer, "path": text, "score": ["type": "number"]]))

    static let features = ServiceCall(
        name: "features",
        summary: "Give what is known of the project, and what runs told of files and tasks, with the age of each.",
        parameters: [
            ServiceCall.Parameter(name: "path", kind: .text, summary: "This file only."),
            ServiceCall.Parameter(name: "task", kind: .text, summary: "This task only, as RUN/TASK or TASK."),
            ServiceCall.Parameter(
                name: "limit", kind: .integer, range: 1...5000, summary: "The most files and tasks; 50 when not given."),
        ],
        result: object(["live": ["type": "object"], "project": ["type": "object"]]))

    private static let text: JSONValue = ["type": "string"]
    private static let integer: JSONValue = ["type": "integer"]
    private static let truth: JSONValue = ["type": "boolean"]
    private static let list: JSONValue = ["type": "array"]

    private static func object(_ properties: [String: JSONValue]) -> JSONValue {
        ["type": "object", "properties": .object(properties)]
    }
}
