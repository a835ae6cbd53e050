internal import AnnealFoundation
internal import AnnealModels
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// One request to the mock server and its answer.
struct MockExchange {
    typealias Outbound = NIOAsyncChannelOutboundWriter<HTTPPart<HTTPResponseHead, ByteBuffer>>

    let server: MockModelServer
    let request: MockModelServer.Request
    let outbound: Outbound

    private var options: MockModelServer.Options { server.options }

    /// Answers.
    ///
    /// - Returns: whether the connection may be used again.
    /// - Throws: an error of the connection when the client is gone.
    func answer() async throws -> Bool {
        let path = request.path.split(separator: "?").first.map(String.init) ?? ""
        if let key = options.key, request.headers["authorization"] != "Bearer \(key)",
            request.headers["x-api-key"] != key
        {
            return try await fail(401, kind: "authentication_error", "invalid key")
        }
        switch (request.method, path) {
        case ("POST", "/v1/chat/completions"): return try await complete(OpenAIMockWire.self)
        case ("POST", "/v1/messages"): return try await complete(AnthropicMockWire.self)
        case ("POST", "/v1/messages/count_tokens"):
            return try await json(200, ["input_tokens": .int(AnthropicMockWire.request(request.body).estimatedTokens)])
        case ("GET", "/v1/models"): return try await json(200, ["object": "list", "data": [model]])
        case ("GET", "/v1/models/\(options.model)"): return try await json(200, model)
        case ("GET", "/health"): return try await json(200, ["status": "ok"])
        case ("GET", "/props") where options.isLlamaCpp:
            return try await json(
                200,
                [
                    "default_generation_settings": ["n_ctx": .int(options.contextLength)],
                    "total_slots": .int(options.slots), "model_path": .string("/models/\(options.model).gguf"),
                ])
        case ("POST", "/tokenize") where options.isLlamaCpp:
            let tokens = Self.tokenize(request.body["content"]?.stringValue ?? "")
            return try await json(200, ["tokens": .array(tokens.indices.map { .int($0) })])
        default: return try await fail(404, kind: "not_found_error", "no such call")
        }
    }

    /// The mock's own tokenizer: pieces of four bytes.
    static func tokenize(_ text: String) -> Range<Int> { 0..<(text.utf8.count + 3) / 4 }

    private var model: JSONValue {
        var members: [String: JSONValue] = ["id": .string(options.model), "object": "model"]
        members["owned_by"] = options.isLlamaCpp ? "llamacpp" : "mock"
        if !options.isLlamaCpp {
            members["max_model_len"] = .int(options.contextLength)
            members["max_input_tokens"] = .int(options.contextLength)
        }
        return .object(members)
    }

    private func complete<Wire: MockWire>(_ wire: Wire.Type) async throws -> Bool {
        let chat = Wire.request(request.body)
        guard request.body["model"]?.stringValue == options.model else {
            return try await fail(404, kind: Wire.unknownModel, "model not found")
        }
        guard let answer = server.player.answer(to: chat) else {
            return try await fail(400, kind: "invalid_request_error", "no rule of the script fits the request")
        }
        if answer.delay > .zero { try await Task.sleep(for: answer.delay) }
        if let error = answer.error {
            return try await fail(Self.status(of: error.code), kind: Self.kind(of: error.code), error.message)
        }
        if case .status(let status, let retryAfter, let body) = answer.fault {
            let headers = retryAfter.map { [("retry-after", $0)] } ?? []
            return try await send(status, type: "application/json", headers: headers, body: body)
        }
        let response = answer.response(to: chat, model: options.model)
        guard request.body["stream"] == .bool(true) else {
            return try await json(200, Wire.whole(response, reasoning: answer.reasoning))
        }
        return try await stream(answer, Wire.events(answer, response, body: request.body))
    }

    /// Streams events, with the fault that the script asks for.
    private func stream(_ answer: ScriptedAnswer, _ events: [MockEvent]) async throws -> Bool {
        try await outbound.write(
            .head(
                HTTPResponseHead(version: .http1_1, status: .ok, headers: ["content-type": "text/event-stream"])))
        var pieces = 0
        for event in events {
            if event.isPiece {
                if pieces > 0, answer.delayBetweenPieces > .zero {
                    try await Task.sleep(for: answer.delayBetweenPieces)
                }
                pieces += 1
            }
            switch answer.fault {
            case .stall(let after) where pieces > after: try await Task.sleep(for: .seconds(86_400))
            case .breakOff(let after) where pieces > after: return false
            case .malformed(let after) where pieces > after:
                try await outbound.write(.body(ByteBuffer(string: "data: {\"choices\": [{\"delta\": nonsense\n\n")))
            default: break
            }
            try await outbound.write(.body(ByteBuffer(string: event.text)))
        }
        try await outbound.write(.end(nil))
        return true
    }

    private func fail(_ status: Int, kind: String, _ message: String) async throws -> Bool {
        try await json(
            status,
            ["type": "error", "error": ["type": .string(kind), "code": .string(kind), "message": .string(message)]])
    }

    private func json(_ status: Int, _ value: JSONValue) async throws -> Bool {
        try await send(status, type: "application/json", body: try CanonicalJSON.string(value))
    }

    private func send(
        _ status: Int, type: String, headers: [(String, String)] = [], body: String
    ) async throws -> Bool {
        var all = HTTPHeaders(headers)
        all.add(name: "content-type", value: type)
        all.add(name: "content-length", value: String(body.utf8.count))
        try await outbound.write(
            .head(HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: all)))
        try await outbound.write(.body(ByteBuffer(string: body)))
        try await outbound.write(.end(nil))
        return true
    }

    private static func status(of code: ModelError.Code) -> Int {
        switch code {
        case .unauthorized: 401
        case .unknownModel: 404
        case .overloaded: 529
        case .unreachable, .localRuntime, .hung: 503
        default: 400
        }
    }

    private static func kind(of code: ModelError.Code) -> String {
        switch code {
        case .contextOverflow: "context_length_exceeded"
        case .refused: "content_filter"
        case .unknownModel: "model_not_found"
        default: code.rawValue
        }
    }
}

/// A part of a mock stream.
struct MockEvent {
    /// The bytes with the empty line at their end.
    var text: String
    /// Whether it carries some of the answer's text.
    var isPiece = false

    init(_ data: JSONValue, name: String? = nil, isPiece: Bool = false) {
        let json = (try? CanonicalJSON.string(data)) ?? "null"
        text = (name.map { "event: \($0)\n" } ?? "") + "data: \(json)\n\n"
        self.isPiece = isPiece
    }

    init(raw: String) { text = raw }
}

/// The shape of one of the two APIs.
protocol MockWire {
    /// The error's kind for a model that is not served.
    static var unknownModel: String { get }
    /// The conversation of a request's body, as far as scripts look at it.
    static func request(_ body: JSONValue) -> ChatRequest
    /// The events of a streamed answer.
    static func events(_ answer: ScriptedAnswer, _ response: ChatResponse, body: JSONValue) -> [MockEvent]
    /// An answer in one piece.
    static func whole(_ response: ChatResponse, reasoning: String) -> JSONValue
}

extension MockWire {
    /// The texts of messages in either API: `content` is a text or a list of blocks.
    static func request(_ body: JSONValue) -> ChatRequest {
        var messages: [ChatMessage] = []
        if let system = body["system"] { messages.append(ChatMessage(.system, text(system))) }
        for message in body["messages"]?.arrayValue ?? [] {
            let role = ChatMessage.Role(rawValue: message["role"]?.stringValue ?? "") ?? .user
            let content = message["content"] ?? .null
            let isResult = content.arrayValue?.contains { $0["type"] == "tool_result" } ?? false
            messages.append(ChatMessage(isResult ? .tool : role, text(content)))
        }
        return ChatRequest(messages: messages)
    }

    private static func text(_ content: JSONValue) -> String {
        if let text = content.stringValue { return text }
        let blocks = content.arrayValue ?? []
        return blocks.compactMap { $0["text"]?.stringValue ?? $0["content"]?.stringValue }.joined(separator: "\n")
    }
}

extension ChatRequest {
    /// The mock's count of a conversation.
    var estimatedTokens: Int { MockExchange.tokenize(messages.map(\.text).joined(separator: "\n")).count }
}
