internal import AnnealFoundation
internal import AnnealModels
internal import AnnealSpecs
internal import Foundation

/// Asks a model for its understanding of a specification, and for dependencies that the rules did not see.
struct ModelUnderstanding {
    /// What the model answered, checked.
    struct Answer {
        var understanding: Understanding
        /// Task and what it should wait for as well, with the model's reason.
        var dependencies: [(task: TaskID, on: TaskID, reason: String)]
    }

    /// Why an answer was not used.
    struct Unusable: Error {
        var reason: String
    }

    private static let dimensions: [(key: String, description: String)] = [
        ("coreBusinessLogic", "what the software is for"),
        ("technicalDifficulties", "what will be hard to get right"),
        ("dependencies", "what the parts that people see need of the parts behind"),
        ("dataFlow", "what goes in, what comes out, through which steps"),
        ("risks", "what may go wrong"),
    ]
    private static let mostItems = 6
    private static let longestItem = 240
    private static let longestSpecification = 24_000

    let model: any ChatModel

    /// Asks the model once, at temperature 0.
    ///
    /// - Parameters:
    ///   - document: the specification.
    ///   - graph: the tasks that the rules made.
    /// - Returns: the checked answer.
    /// - Throws: `Unusable`, `ModelError`, `CancellationError`.
    func ask(about document: SpecDocument, graph: TaskGraph) async throws -> Answer {
        let request = ChatRequest(
            messages: [
                ChatMessage(
                    .system,
                    "You read software specifications. Answer with one JSON object and nothing else. Each list holds at "
                        + "most \(Self.mostItems) short statements about this specification, none of them general."),
                ChatMessage(.user, Self.question(document, graph)),
            ], jsonSchema: Self.schema, maximumTokens: 1500, temperature: 0, seed: 0)
        let response = try await model.respond(to: request)
        guard response.finishReason != .length else { throw Unusable(reason: "the answer was cut at its longest") }
        return try Self.read(response.text, model: model.name, graph: graph)
    }

    /// Reads and checks an answer.
    static func read(_ text: String, model: String, graph: TaskGraph) throws -> Answer {
        guard let start = text.firstIndex(of: "{"), let end = text.lastIndex(of: "}"), start < end,
            let value = try? JSONValue(parsing: String(text[start...end]))
        else { throw Unusable(reason: "the answer is not JSON") }
        let lists = try dimensions.map { try list($0.key, in: value) }
        guard !lists[0].isEmpty else { throw Unusable(reason: "nothing is said about the core of the business") }
        let known = Set(graph.tasks.map(\.id))
        let extra = (value["extraDependencies"]?.arrayValue ?? []).prefix(8).compactMap {
            item -> (TaskID, TaskID, String)? in
            guard let task = item["task"]?.stringValue, let other = item["dependsOn"]?.stringValue,
                known.contains(TaskID(task)), known.contains(TaskID(other)), task != other
            else { return nil }
            return (TaskID(task), TaskID(other), item["reason"]?.stringValue ?? "")
        }
        let understanding = Understanding(
            coreBusinessLogic: lists[0], technicalDifficulties: lists[1], dependencies: lists[2], dataFlow: lists[3],
            risks: lists[4], source: model)
        return Answer(understanding: understanding, dependencies: extra.map { (task: $0.0, on: $0.1, reason: $0.2) })
    }

    /// Adds the dependencies that keep the graph's invariants; the others are dropped.
    static func adding(_ dependencies: [(task: TaskID, on: TaskID, reason: String)], to graph: TaskGraph, model: String)
        -> TaskGraph
    {
        var graph = graph
        for (task, other, reason) in dependencies {
            guard let index = graph.tasks.firstIndex(where: { $0.id == task }),
                !graph.tasks[index].dependsOn.contains(other), graph.tasks[index].kind != .interfaces
            else { continue }
            var changed = graph
            changed.tasks[index].dependsOn.append(other)
            let why = reason.prefix(longestItem).split(whereSeparator: \.isNewline).joined(separator: " ")
            changed.tasks[index].reasons.append("Waits for \(other): \(model) says: \(why)")
            guard let ordered = try? changed.topologicalOrder() else { continue }
            graph = TaskGraph(tasks: ordered)
        }
        return graph
    }

    private static func list(_ key: String, in value: JSONValue) throws -> [String] {
        guard let items = value[key]?.arrayValue else { throw Unusable(reason: "the list '\(key)' is missing") }
        return try items.prefix(mostItems).map { item in
            guard let text = item.stringValue else {
                throw Unusable(reason: "'\(key)' holds something that is no text")
            }
            return String(text.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(longestItem))
        }.filter { !$0.isEmpty }
    }

    private static func question(_ document: SpecDocument, _ graph: TaskGraph) -> String {
        var text = "# \(document.title)\n\n"
        for section in document.context { text += section.text + "\n\n" }
        for requirement in document.requirements {
            text += "## \(requirement.id) \(requirement.title)\n\(requirement.text)\n\n"
        }
        let lines = graph.tasks.map { task in
            "- \(task.id) \(task.title); waits for \(task.dependsOn.map(\.rawValue).joined(separator: ", "))"
        }
        let lists = dimensions.map { "- \($0.key): \($0.description)" }.joined(separator: "\n")
        return """
            \(text.prefix(longestSpecification))

            # Tasks
            \(lines.joined(separator: "\n"))

            Give these lists:
            \(lists)
            - extraDependencies: task, dependsOn (identifiers from the tasks above) and reason, only where a task cannot \
            be written without another one and does not wait for it yet; usually empty.
            """
    }

    private static var schema: JSONValue {
        let text: JSONValue = ["type": "string", "maxLength": .int(longestItem)]
        let list: JSONValue = ["type": "array", "maxItems": .int(mostItems), "items": text]
        let identifier: JSONValue = ["type": "string", "maxLength": 8]
        var properties: [String: JSONValue] = [:]
        for dimension in dimensions { properties[dimension.key] = list }
        properties["extraDependencies"] = [
            "type": "array", "maxItems": 8,
            "items": [
                "type": "object", "properties": ["task": identifier, "dependsOn": identifier, "reason": text],
                "required": ["task", "dependsOn", "reason"], "additionalProperties": false,
            ],
        ]
        return [
            "type": "object", "properties": .object(properties),
            "required": .array((dimensions.map(\.key) + ["extraDependencies"]).map { .string($0) }),
            "additionalProperties": false,
        ]
    }
}
