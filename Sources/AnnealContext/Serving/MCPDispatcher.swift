internal import AnnealFoundation
internal import AnnealServing

/// Answers messages of the Model Context Protocol with the service's calls as tools.
///
/// Revision 2026-07-28 (every request tells its version in `_meta`; `server/discover`; no handshake) and, for older
/// clients, 2025-11-25, 2025-06-18 and 2025-03-26 with `initialize`. Nothing is kept between messages.
///
/// Source: the specification at modelcontextprotocol.io; JSON-RPC 2.0.
public struct MCPDispatcher: Sendable {
    /// The revision without a handshake.
    static let modern = "2026-07-28"
    /// Revisions with a handshake, the newest first.
    static let older = ["2025-11-25", "2025-06-18", "2025-03-26"]

    /// An error of JSON-RPC.
    struct Failure: Error {
        var code: Int
        var message: String
        var data: JSONValue?

        static let headerMismatch = -32020
        static let unsupportedVersion = -32022
        static let unknownMethod = -32601
        static let unfitParameters = -32602
    }

    private let service: ContextService
    private let version: String

    /// Creates a dispatcher.
    ///
    /// - Parameters:
    ///   - service: answers the calls.
    ///   - version: Anneal's version.
    public init(service: ContextService, version: String) {
        self.service = service
        self.version = version
    }

    /// Answers a message.
    ///
    /// - Parameter text: one JSON-RPC message.
    /// - Returns: the answer as one line of JSON; `nil` for what asks for none.
    /// - Throws: `CancellationError`.
    public func answer(_ text: String) async throws -> String? {
        guard let message = try? JSONValue(parsing: text) else {
            return Self.line(Self.error(Failure(code: -32700, message: "this is no JSON"), id: .null))
        }
        return try await answer(message).map { Self.line($0) }
    }

    /// Answers a message.
    ///
    /// - Parameters:
    ///   - message: a JSON-RPC message.
    ///   - headers: those of HTTP, by lower-case name, which must agree with the message; `nil` without HTTP.
    /// - Returns: the answer; `nil` for what asks for none.
    /// - Throws: `CancellationError`.
    func answer(_ message: JSONValue, headers: [String: String]? = nil) async throws -> JSONValue? {
        guard message["jsonrpc"]?.stringValue == "2.0", let method = message["method"]?.stringValue else {
            // What answers a request of ours, which we never send, is passed over.
            if message["result"] != nil || message["error"] != nil { return nil }
            return Self.error(Failure(code: -32600, message: "this is no request of JSON-RPC 2.0"), id: .null)
        }
        guard let id = message["id"] else { return nil }
        guard id.stringValue != nil || id.intValue != nil else {
            return Self.error(Failure(code: -32600, message: "the id is neither text nor whole number"), id: .null)
        }
        let parameters = message["params"] ?? .object([:])
        let claimed = parameters["_meta"]?["io.modelcontextprotocol/protocolVersion"]?.stringValue
        do {
            if let claimed { try check(claimed, method, parameters, headers) }
            let result = try await result(of: method, parameters, isModern: claimed != nil)
            return ["jsonrpc": "2.0", "id": id, "result": claimed == nil ? result : complete(result)]
        } catch let failure as Failure {
            return Self.error(failure, id: id)
        }
    }

    private func check(
        _ claimed: String, _ method: String, _ parameters: JSONValue, _ headers: [String: String]?
    ) throws(Failure) {
        guard claimed == Self.modern else {
            throw Failure(
                code: Failure.unsupportedVersion, message: "the protocol version \(claimed) is not supported",
                data: [
                    "supported": .array(([Self.modern] + Self.older).map { .string($0) }),
                    "requested": .string(claimed),
                ])
        }
        guard let headers else { return }
        var expected = ["mcp-protocol-version": claimed, "mcp-method": method]
        if method == "tools/call" { expected["mcp-name"] = parameters["name"]?.stringValue ?? "" }
        for (name, value) in expected.sorted(by: { $0.key < $1.key }) where headers[name] != value {
            throw Failure(
                code: Failure.headerMismatch,
                message: "the header \(name) is missing or does not agree with the message")
        }
    }

    private func result(
        of method: String, _ parameters: JSONValue, isModern: Bool
    ) async throws -> JSONValue {
        switch method {
        case "server/discover":
            return [
                "supportedVersions": .array(([Self.modern] + Self.older).map { .string($0) }),
                "capabilities": ["tools": .object([:])], "instructions": .string(Self.instructions),
                "ttlMs": 3_600_000, "cacheScope": "public",
            ]
        case "initialize" where !isModern:
            let asked = parameters["protocolVersion"]?.stringValue ?? ""
            return [
                "protocolVersion": .string(Self.older.contains(asked) ? asked : Self.older[0]),
                "capabilities": ["tools": ["listChanged": false]], "serverInfo": information,
                "instructions": .string(Self.instructions),
            ]
        case "ping" where !isModern: return .object([:])
        case "tools/list":
            let tools = ContextCall.all.map(Self.tool)
            return isModern
                ? ["tools": .array(tools), "ttlMs": 3_600_000, "cacheScope": "public"] : ["tools": .array(tools)]
        case "tools/call": return try await call(parameters)
        default:
            throw Failure(code: Failure.unknownMethod, message: "there is no method '\(method)'")
        }
    }

    private func call(_ parameters: JSONValue) async throws -> JSONValue {
        guard let name = parameters["name"]?.stringValue, ContextCall.all.contains(where: { $0.name == name }) else {
            throw Failure(
                code: Failure.unfitParameters,
                message: "there is no tool '\(parameters["name"]?.stringValue ?? "")'")
        }
        do {
            let answer = try await service.answer(name, parameters["arguments"] ?? .object([:]))
            // A pack and a map are read as they are; a client that wants the rest finds it beside the text.
            let text = answer["text"]?.stringValue ?? Self.line(answer)
            return [
                "content": .array([["type": "text", "text": .string(text)]]), "structuredContent": answer,
                "isError": false,
            ]
        } catch let error as any DescribedError {
            // What the model can mend is told to the model.
            return ["content": .array([["type": "text", "text": .string(error.description)]]), "isError": true]
        }
    }

    /// What a result of the modern revision has besides.
    private func complete(_ result: JSONValue) -> JSONValue {
        guard case .object(var members) = result else { return result }
        members["resultType"] = "complete"
        members["_meta"] = ["io.modelcontextprotocol/serverInfo": information]
        return .object(members)
    }

    private var information: JSONValue {
        ["name": "anneal-context", "title": "Anneal context", "version": .string(version)]
    }

    private static let instructions = """
        Ask for a pack with the task before you read files: it holds the definitions that matter within your budget. \
        Search finds files, map gives an overview.
        """

    private static func tool(_ call: ServiceCall) -> JSONValue {
        [
            "name": .string(call.name), "description": .string(call.summary), "inputSchema": call.schema,
            "outputSchema": call.result,
            "annotations": ["readOnlyHint": true, "idempotentHint": true, "openWorldHint": false],
        ]
    }

    private static func error(_ failure: Failure, id: JSONValue) -> JSONValue {
        var members: [String: JSONValue] = ["code": .int(failure.code), "message": .string(failure.message)]
        members["data"] = failure.data
        return ["jsonrpc": "2.0", "id": id, "error": .object(members)]
    }

    private static func line(_ value: JSONValue) -> String { (try? CanonicalJSON.string(value)) ?? "null" }
}
