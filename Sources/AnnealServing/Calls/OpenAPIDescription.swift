public import AnnealFoundation

/// A service's calls in the form of OpenAPI 3.1, made from the same list that answers them.
public struct OpenAPIDescription: Sendable {
    /// The service's name.
    public var title: String
    /// What it is for, in a sentence.
    public var summary: String
    /// The calls below `/v1`, each by POST.
    public var calls: [ServiceCall]
    /// Further paths, by path.
    public var paths: [String: JSONValue]

    /// Creates a description; `/healthz` and `/metrics` are in it by themselves.
    ///
    /// - Parameters:
    ///   - title: the service's name.
    ///   - summary: what it is for, in a sentence.
    ///   - calls: the calls below `/v1`, each by POST.
    ///   - paths: further paths, by path.
    public init(title: String, summary: String, calls: [ServiceCall], paths: [String: JSONValue] = [:]) {
        self.title = title
        self.summary = summary
        self.calls = calls
        self.paths = paths
    }

    /// Every path that is answered.
    public var allPaths: [String] {
        ["/healthz", "/metrics", "/openapi.json"] + paths.keys.sorted() + calls.map { "/v1/\($0.name)" }
    }

    /// The description.
    ///
    /// - Parameter address: the server's address.
    /// - Returns: one JSON object.
    public func json(address: String) -> JSONValue {
        var paths = paths
        paths["/healthz"] = [
            "get": [
                "operationId": "healthz", "summary": "Whether the service answers.", "security": .array([]),
                "responses": ["200": ["description": "It does."]],
            ]
        ]
        paths["/metrics"] = [
            "get": [
                "operationId": "metrics", "summary": "Counts in Prometheus' text format.",
                "responses": ["200": ["description": "The counts.", "content": ["text/plain": .object([:])]]],
            ]
        ]
        for call in calls {
            paths["/v1/\(call.name)"] = [
                "post": [
                    "operationId": .string(call.name), "summary": .string(call.summary),
                    "requestBody": [
                        "required": true, "content": ["application/json": ["schema": call.schema]],
                    ],
                    "responses": [
                        "200": [
                            "description": "The answer.", "content": ["application/json": ["schema": call.result]],
                        ],
                        "400": Self.reference("unfit"), "401": Self.reference("refused"),
                    ],
                ]
            ]
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": .string(title), "version": "1.0.0", "summary": .string(summary),
            ],
            "servers": .array([["url": .string(address)]]),
            "security": .array([["token": .array([])]]), "paths": .object(paths),
            "components": [
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
                "schemas": [
                    "error": [
                        "type": "object",
                        "properties": [
                            "message": ["type": "string"], "place": ["type": "string"], "remedy": ["type": "string"],
                        ],
                    ]
                ],
                "responses": [
                    "unfit": Self.response("The request is unfit."),
                    "refused": Self.response("The token is missing."),
                ],
            ],
        ]
    }

    private static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/responses/\(name)")] }

    private static func response(_ description: String) -> JSONValue {
        [
            "description": .string(description),
            "content": ["application/json": ["schema": ["$ref": "#/components/schemas/error"]]],
        ]
    }
}
