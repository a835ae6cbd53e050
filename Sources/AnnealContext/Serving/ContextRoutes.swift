internal import AnnealFoundation
public import AnnealServing
internal import AnnealTelemetry

/// What the context service answers at which address: JSON calls below `/v1`, the Model Context Protocol at `/mcp`,
/// `/openapi.json`, `/metrics`, `/healthz`.
public struct ContextRoutes: ServiceRoutes {
    private let service: ContextService
    private let dispatcher: MCPDispatcher

    /// Creates routes.
    ///
    /// - Parameters:
    ///   - service: answers the calls.
    ///   - version: Anneal's version.
    public init(service: ContextService, version: String) {
        self.service = service
        dispatcher = MCPDispatcher(service: service, version: version)
    }

    /// Counts what the server turns away.
    public var refusals: any RefusalCounting { service.metrics }

    private static let description = OpenAPIDescription(
        title: "Anneal context", summary: "What of a repository a task needs to see.", calls: ContextCall.all,
        paths: [
            "/mcp": [
                "post": [
                    "operationId": "mcp",
                    "summary": "The same calls as tools of the Model Context Protocol (2026-07-28 and 2025-11-25).",
                    "responses": ["200": ["description": "A JSON-RPC answer."]],
                ]
            ]
        ])

    /// Answers a request.
    public func answer(_ request: ServiceRequest) async -> ServiceAnswer {
        do {
            switch (request.method, request.path) {
            case ("GET", "/healthz"): return .json(["status": "ok"])
            case ("GET", "/openapi.json"): return .json(Self.description.json(address: request.server))
            case ("GET", "/metrics"):
                let format = PrometheusText.Format(accept: request.headers["accept"])
                return ServiceAnswer(
                    status: 200, type: format.contentType,
                    body: service.metrics.text(events: service.board.features.events, format: format))
            case ("POST", "/mcp"): return try await protocolAnswer(request)
            case ("POST", let path) where path.hasPrefix("/v1/"):
                let arguments = try ServiceCall.arguments(of: request)
                let name = String(path.dropFirst(4))
                guard ContextCall.all.contains(where: { $0.name == name }) else { return unknown(request) }
                return .json(try await service.answer(name, arguments))
            default: return unknown(request)
            }
        } catch {
            return .failure(error, of: request)
        }
    }

    // A stream of the server's own is not offered: the protocol asks for 405 then.
    private func unknown(_ request: ServiceRequest) -> ServiceAnswer {
        .unknown(request, paths: Self.description.allPaths)
    }

    private func protocolAnswer(_ request: ServiceRequest) async throws -> ServiceAnswer {
        guard let message = try? JSONValue(parsing: request.body) else {
            let text = try await dispatcher.answer(request.body) ?? ""
            return ServiceAnswer(status: 400, body: text)
        }
        let isModern = message["params"]?["_meta"]?["io.modelcontextprotocol/protocolVersion"] != nil
        if !isModern, let version = request.headers["mcp-protocol-version"], !MCPDispatcher.older.contains(version) {
            return .error(
                400,
                ServiceError(message: "the protocol version \(version) is not supported", place: "MCP-Protocol-Version")
            )
        }
        guard let answer = try await dispatcher.answer(message, headers: request.headers) else {
            return ServiceAnswer(status: 202, type: "", body: "")
        }
        let status =
            switch answer["error"]?["code"]?.intValue {
            case nil: 200
            case MCPDispatcher.Failure.unknownMethod where isModern: 404
            case -32600, MCPDispatcher.Failure.headerMismatch, MCPDispatcher.Failure.unsupportedVersion: 400
            default: 200
            }
        return .json(answer, status: status)
    }
}
