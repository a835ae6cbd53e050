internal import AnnealFoundation
internal import AnnealServing

/// The calls of the learning service.
enum LearningCall {
    /// All calls, in the order in which they are described.
    static let all = [choose, outcome]

    static let choose = ServiceCall(
        name: "choose", summary: "Choose what is done at a decision point, as a run would.",
        parameters: [
            .init(
                name: "point", kind: .text, isRequired: true,
                summary: "The decision point: \(ServedPoints.all.map(\.point.name).joined(separator: ", "))."),
            .init(
                name: "features", kind: .numbers, summary: "What is known of the task, by name; what is left out is 0."),
            .init(
                name: "specification", kind: .text,
                summary: "The task's text, of which features are made, in their place."),
            .init(
                name: "language", kind: .text,
                summary: "The programming language, where the specification names no file of it."),
            .init(name: "model", kind: .text, summary: "The only model that there is; ways with others are left out."),
            .init(
                name: "tried", kind: .objects,
                summary: "What was tried already: objects with `arm`, `passes` and, if known, `score`."),
            .init(
                name: "exploration", kind: .number, range: 0...0.2,
                summary: "The probability of the policy that is not in charge; that of the service when left out."),
            .init(
                name: "key", kind: .text,
                summary:
                    "Decides who is drawn: the same key always falls on the same side, such as a user or a repository."
            ),
            .init(
                name: "version", kind: .text,
                summary: "Ask this version whoever is in charge; the gate does not count such a choice."),
        ],
        result: object([
            "id": text, "point": text, "choice": ["type": ["string", "null"]], "plan": list, "probability": number,
            "policy": text, "version": ["type": ["string", "null"]], "mode": text, "shadow": ["type": "object"],
            "scores": list, "isCounted": ["type": "boolean"], "reason": text,
        ]))

    static let outcome = ServiceCall(
        name: "outcome", summary: "Tell once what came of a choice; the gate learns from it.",
        parameters: [
            .init(name: "id", kind: .text, isRequired: true, summary: "The `id` of the choice."),
            .init(
                name: "reward", kind: .number, isRequired: true, range: 0...1,
                summary: "What it earned, from 0 to 1, measured in the same way for every choice of the point."),
            .init(name: "parts", kind: .numbers, summary: "What the reward is made of, by name; for the log."),
        ],
        result: object([
            "id": text, "point": text, "isCounted": ["type": "boolean"], "inCharge": text,
            "samples": ["type": "integer"],
            "change": ["type": ["object", "null"]],
        ]))

    /// Paths beside the calls.
    static let paths: [String: JSONValue] = [
        "/v1/policies": [
            "get": [
                "operationId": "policies",
                "summary": "Every point that can be learned: policies and their provenance, who is in charge and why.",
                "responses": [
                    "200": [
                        "description": "The points.",
                        "content": ["application/json": ["schema": object(["points": list])]],
                    ]
                ],
            ]
        ]
    ]

    private static let text: JSONValue = ["type": "string"]
    private static let number: JSONValue = ["type": "number"]
    private static let list: JSONValue = ["type": "array"]

    private static func object(_ properties: [String: JSONValue]) -> JSONValue {
        ["type": "object", "properties": .object(properties)]
    }
}
