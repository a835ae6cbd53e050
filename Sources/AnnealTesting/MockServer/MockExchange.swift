internal import AnnealFoundation
internal import AnnealModels
internal import Foundation

/// One request to the mock server and its answer.
struct MockExchange {
    let options: MockModelServer.Options
    let player: ModelScriptPlayer
    let request: MockModelServer.Request

    /// The answer.
    func answer() -> HTTPPeer.Answer {
        let path = request.path.split(separator: "?").first.map(String.init) ?? ""
        if let key = options.key, request.headers["authorization"] != "Bearer \(key)",
            request.headers["x-api-key"] != key
        {
            return fail(401, kind: "authentication_error", "invalid key")
        }
        switch (request.method, path) {
        case ("POST", "/v1/chat/completions"): return complete(OpenAIMockWire.self)
        case ("POST", "/v1/messages"): return complete(AnthropicMockWire.self)
        case ("POST", "/v1/messages/count_tokens"):
            let count = AnthropicMockWire.request(request.body).estimatedTokens
            return HTTPPeer.Answer(200, ["input_tokens": .int(count)])
        case ("GET", "/v1/models"): return HTTPPeer.Answer(200, ["object": "list", "data": [model]])
        case ("GET", "/v1/models/\(options.model)"): return HTTPPeer.Answer(200, model)
        case ("GET", "/health"): return HTTPPeer.Answer(200, ["status": "ok"])
        case ("GET", "/props") where options.isLlamaCpp:
            return HTTPPeer.Answer(
                200,
                [
                    "default_generation_settings": ["n_ctx": .int(options.contextLength)],
                    "total_slots": .int(options.slots), "model_path": .string("/models/\(options.model).gguf"),
                ])
        case ("POST", "/tokenize") where options.isLlamaCpp:
            let tokens = Self.tokenize(request.body["content"]?.stringValue ?? "")
            return HTTPPeer.Answer(200, ["tokens": .array(tokens.indices.map { .int($0) })])
        default: return fail(404, kind: "not_found_error", "no such call")
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

    private func complete<Wire: MockWire>(_ wire: Wire.Type) -> HTTPPeer.Answer {
        let chat = Wire.request(request.body)
        guard request.body["model"]?.stringValue == options.model else {
            return fail(404, kind: Wire.unknownModel, "model not found")
        }
        guard let scripted = player.answer(to: chat) else {
            return fail(400, kind: "invalid_request_error", "no rule of the script fits the request")
        }
        var answer = complete(wire, scripted, chat)
        answer.delay = scripted.delay
        return answer
    }

    private func complete<Wire: MockWire>(
        _ wire: Wire.Type, _ scripted: ScriptedAnswer, _ chat: ChatRequest
    ) -> HTTPPeer.Answer {
        if let error = scripted.error {
            return fail(Self.status(of: error.code), kind: Self.kind(of: error.code), error.message)
        }
        if case .status(let status, let retryAfter, let body) = scripted.fault {
            return HTTPPeer.Answer(status, body, headers: retryAfter.map { ["retry-after": $0] } ?? [:])
        }
        let response = scripted.response(to: chat, model: options.model)
        guard request.body["stream"] == .bool(true) else {
            return HTTPPeer.Answer(200, Wire.whole(response, reasoning: scripted.reasoning))
        }
        return stream(scripted, Wire.events(scripted, response, body: request.body))
    }

    /// Streams events, with the fault that the script asks for.
    private func stream(_ scripted: ScriptedAnswer, _ events: [MockEvent]) -> HTTPPeer.Answer {
        var answer = HTTPPeer.Answer(200, "", headers: ["content-type": "text/event-stream"])
        var pieces = 0
        for event in events {
            if event.isPiece {
                if pieces > 0, scripted.delayBetweenPieces > .zero {
                    answer.steps.append(.wait(scripted.delayBetweenPieces))
                }
                pieces += 1
            }
            switch scripted.fault {
            case .stall(let after) where pieces > after:
                answer.steps.append(.hang)
                return answer
            case .breakOff(let after) where pieces > after:
                answer.steps.append(.breakOff)
                return answer
            case .malformed(let after) where pieces > after:
                answer.steps.append(.bytes(Array("data: {\"choices\": [{\"delta\": nonsense\n\n".utf8)))
            default: break
            }
            answer.steps.append(.bytes(Array(event.text.utf8)))
        }
        return answer
    }

    private func fail(_ status: Int, kind: String, _ message: String) -> HTTPPeer.Answer {
        HTTPPeer.Answer(
            status,
            ["type": "error", "error": ["type": .string(kind), "code": .string(kind), "message": .string(message)]])
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
