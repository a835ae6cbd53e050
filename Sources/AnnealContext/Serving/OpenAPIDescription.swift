internal import AnnealFoundation

/// The service's calls in the form of OpenAPI 3.1, made from the same list that answers them.
enum OpenAPIDescription {
    /// The description.
    ///
    /// - Parameter address: the server's address.
    /// - Returns: one JSON object.
    static func json(address: String) -> JSONValue {
        var paths: [String: JSONValue] = [
            "/healthz": [
                "get": [
                    "operationId": "healthz", "summary": "Whether the service answers.", "security": .array([]),
                    "responses": ["200": ["description": "It does."]],
                ]
            ],
            "/metrics": [
                "get": [
                    "operationId": "metrics", "summary": "Counts in Prometheus' text format.",
                    "responses": ["200": ["description": "The counts.", "content": ["text/plain": .object([:])]]],
                ]
            ],
            "/mcp": [
                "post": [
                    "operationId": "mcp",
                    "summary": "The same calls as tools of the Model Context Protocol (2026-07-28 and 2025-11-25).",
                    "responses": ["200": ["description": "A JSON-RPC answer."]],
                ]
            ],
        ]
        for call in ServiceCall.all {
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
                        "400": reference("unfit"), "401": reference("refused"),
                    ],
                ]
            ]
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Anneal context", "version": "1.0.0",
                "summary": "What of a repository a task needs to see.",
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
                    "unfit": response("The request is unfit."), "refused": response("The token is missing."),
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
