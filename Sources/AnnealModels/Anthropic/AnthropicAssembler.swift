internal import AnnealFoundation
internal import Foundation

/// Puts an answer together from the events of Anthropic's stream.
struct AnthropicAssembler: AnswerAssembler {
    private struct Call {
        var index: Int
        var id: String
        var name: String
        var arguments: String
    }

    private let place: String
    private var model: String
    private var text = ""
    private var calls: [Call] = []
    private var stopReason: String?
    private var input = 0
    private var output = 0
    private var cacheRead = 0
    private var cacheWritten = 0
    private(set) var isComplete = false

    /// - Parameters:
    ///   - model: the name that was asked for, used when the server gives none.
    ///   - place: the address, for errors.
    init(model: String, place: String) {
        self.model = model
        self.place = place
    }

    mutating func take(_ event: ServerSentEvent) throws(ModelError) -> [ChatEvent] {
        guard !event.data.allSatisfy(\.isWhitespace) else { return [] }
        let decoded: AnthropicEvent
        do {
            decoded = try JSONDecoder().decode(AnthropicEvent.self, from: Data(event.data.utf8))
        } catch {
            throw malformed("a piece of the answer cannot be read: \(event.data.prefix(120))")
        }
        switch decoded.type {
        case "message_start":
            if let name = decoded.message?.model { model = name }
            take(decoded.message?.usage)
        case "content_block_start": return start(decoded)
        case "content_block_delta": return extend(decoded)
        case "message_delta":
            stopReason = decoded.delta?.stopReason ?? stopReason
            take(decoded.usage)
        case "message_stop": isComplete = true
        case "error": throw failure(decoded.error ?? .null)
        default: break  // ping, content_block_stop, and what comes later: the API asks to skip unknown events.
        }
        return []
    }

    private mutating func start(_ event: AnthropicEvent) -> [ChatEvent] {
        guard let block = event.contentBlock else { return [] }
        if block.type == "tool_use" {
            // The input begins as an empty object and comes in fragments; some servers give it whole.
            let whole = block.input?.objectValue.flatMap { $0.isEmpty ? nil : block.input }
            calls.append(
                Call(
                    index: event.index ?? calls.count, id: block.id ?? "", name: block.name ?? "",
                    arguments: whole.flatMap { try? CanonicalJSON.string($0) } ?? ""))
        }
        return append(block.text)
    }

    private mutating func extend(_ event: AnthropicEvent) -> [ChatEvent] {
        guard let delta = event.delta else { return [] }
        if let fragment = delta.partialJSON, let call = calls.lastIndex(where: { $0.index == event.index }) {
            calls[call].arguments += fragment
        }
        if let thinking = delta.thinking, !thinking.isEmpty { return [.reasoning(thinking)] }
        return append(delta.text)
    }

    private mutating func append(_ more: String?) -> [ChatEvent] {
        guard let more, !more.isEmpty else { return [] }
        text += more
        return [.text(more)]
    }

    private mutating func take(_ usage: AnthropicEvent.Usage?) {
        input = usage?.input ?? input
        output = usage?.output ?? output
        cacheRead = usage?.cacheRead ?? cacheRead
        cacheWritten = usage?.cacheWritten ?? cacheWritten
    }

    func answer() throws(ModelError) -> AssembledAnswer {
        guard isComplete || stopReason != nil else {
            throw ModelError(
                code: .unreachable, message: "the connection broke before the answer was complete", place: place,
                remedy: "try again")
        }
        if stopReason == "refusal" {
            throw ModelError(
                code: .refused, message: "the model refuses to answer this", place: place,
                remedy: "word the task differently")
        }
        let toolCalls = calls.enumerated().map { number, call in
            ToolCall(
                id: call.id.isEmpty ? "call_\(number)" : call.id, name: call.name,
                arguments: call.arguments.isEmpty ? "{}" : call.arguments)
        }
        let reason: ChatResponse.FinishReason =
            switch stopReason {
            case "max_tokens", "model_context_window_exceeded": .length
            case "tool_use": .toolCalls
            default: toolCalls.isEmpty ? .stop : .toolCalls
            }
        // Unlike OpenAI, the API does not count what the cache gave and took as input.
        let usage = Usage(
            prompt: TokenCount(input + cacheRead + cacheWritten), cached: TokenCount(cacheRead),
            generated: TokenCount(output))
        return AssembledAnswer(
            response: ChatResponse(
                text: text, toolCalls: toolCalls, finishReason: reason, usage: usage, model: model),
            cacheWritten: TokenCount(cacheWritten))
    }

    private func malformed(_ message: String) -> ModelError {
        ModelError(code: .malformedAnswer, message: message, place: place, remedy: "try again")
    }

    /// An error that came within the stream, where it has a name but no status.
    private func failure(_ told: JSONValue) -> ModelError {
        let status =
            switch told["type"]?.stringValue {
            case "invalid_request_error": 400
            case "authentication_error": 401
            case "permission_error": 403
            case "not_found_error": 404
            case "request_too_large": 413
            case "rate_limit_error": 429
            case "overloaded_error": 529
            default: 500
            }
        return HTTPFailure(status: status, body: ["error": told], retryAfter: nil, place: place)
            .modelError(now: Date())
    }
}
