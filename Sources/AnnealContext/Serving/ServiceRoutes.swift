internal import AnnealFoundation
internal import AnnealTelemetry
internal import Foundation
internal import NIOHTTP1

/// A request as the routes see it.
struct ServiceRequest: Sendable {
    var method: String
    var path: String
    /// By lower-case name.
    var headers: [String: String]
    var body: String

    init(_ head: HTTPRequestHead, body: String) {
        method = head.method.rawValue
        path = String(head.uri.prefix { $0 != "?" })
        headers = Dictionary(
            head.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        self.body = body
    }
}

/// An answer before it is written.
struct ServiceAnswer: Sendable {
    var status: Int
    var type = "application/json"
    var headers: [(String, String)] = []
    var body: String

    static func json(_ value: JSONValue, status: Int = 200) -> ServiceAnswer {
        ServiceAnswer(status: status, body: (try? CanonicalJSON.string(value)) ?? "null")
    }

    static func error(_ status: Int, _ error: any DescribedError) -> ServiceAnswer {
        var members: [String: JSONValue] = ["message": .string(error.message)]
        members["place"] = error.place.map { .string($0) }
        members["remedy"] = error.remedy.map { .string($0) }
        return json(.object(members), status: status)
    }
}

/// What is answered at which address, and to whom.
struct ServiceRoutes: Sendable {
    let service: ContextService
    let dispatcher: MCPDispatcher
    let token: String?
    let address: String

    func answer(_ request: ServiceRequest) async -> ServiceAnswer {
        if let refusal = refusal(of: request) {
            service.metrics.refused()
            return refusal
        }
        do {
            switch (request.method, request.path) {
            case ("GET", "/healthz"): return .json(["status": "ok"])
            case ("GET", "/openapi.json"): return .json(OpenAPIDescription.json(address: address))
            case ("GET", "/metrics"):
                let format = PrometheusText.Format(accept: request.headers["accept"])
                return ServiceAnswer(
                    status: 200, type: format.contentType,
                    body: service.metrics.text(events: service.board.features.events, format: format))
            case ("POST", "/mcp"): return try await protocolAnswer(request)
            case ("POST", let path) where path.hasPrefix("/v1/"):
                guard let arguments = try? JSONValue(parsing: request.body.isEmpty ? "{}" : request.body) else {
                    return .error(
                        400, ServiceError(message: "the body is no JSON", place: path, remedy: "send an object"))
                }
                let name = String(path.dropFirst(4))
                guard ServiceCall.all.contains(where: { $0.name == name }) else { return unknown(request) }
                return .json(try await service.answer(name, arguments))
            default: return unknown(request)
            }
        } catch let error as any DescribedError {
            return .error(error.exitCode == .failure ? 500 : 400, error)
        } catch {
            return .error(500, ServiceError(message: "\(error)", place: request.path))
        }
    }

    /// Why a request is not answered, if so.
    private func refusal(of request: ServiceRequest) -> ServiceAnswer? {
        // A page of elsewhere must reach nothing here, neither by its own name nor by one that leads to this machine.
        if let origin = request.headers["origin"], !Self.isLocal(URL(string: origin)?.host()) {
            return .error(403, ServiceError(message: "requests from \(origin) are refused", place: "Origin"))
        }
        if address.contains("127.0.0.1") || address.contains("localhost"),
            let host = request.headers["host"], !Self.isLocal(URL(string: "http://\(host)")?.host())
        {
            return .error(403, ServiceError(message: "requests to \(host) are refused", place: "Host"))
        }
        guard let token, request.path != "/healthz" else { return nil }
        let given = request.headers["authorization"] ?? ""
        guard given.hasPrefix("Bearer "), Self.areEqual(String(given.dropFirst(7)), token) else {
            var answer = ServiceAnswer.error(
                401,
                ServiceError(
                    message: "the token is missing or wrong", place: "Authorization",
                    remedy: "send `Authorization: Bearer TOKEN` with the token of `anneal context serve`"))
            answer.headers = [("www-authenticate", "Bearer")]
            return answer
        }
        return nil
    }

    private static func isLocal(_ host: String?) -> Bool {
        host == "127.0.0.1" || host == "localhost" || host == "::1" || host == "[::1]"
    }

    /// Compares in a time that does not tell where texts differ.
    private static func areEqual(_ first: String, _ second: String) -> Bool {
        let (a, b) = (Array(first.utf8), Array(second.utf8))
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
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

    private func unknown(_ request: ServiceRequest) -> ServiceAnswer {
        let known = ["/healthz", "/metrics", "/openapi.json", "/mcp"] + ServiceCall.all.map { "/v1/\($0.name)" }
        // A stream of the server's own is not offered: the protocol asks for 405 then.
        let status = known.contains(request.path) ? 405 : 404
        return .error(
            status,
            ServiceError(
                message: "\(request.method) \(request.path) is not answered", place: request.path,
                remedy: "look at /openapi.json"))
    }
}
