internal import AnnealFoundation
internal import Foundation

/// Puts an answer together from the chunks of an OpenAI-compatible stream.
struct OpenAIAssembler: AnswerAssembler {
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
    private var finish: String?
    private var usage = Usage()
    private var logProbabilities: [Double] = []
    private var alternatives: [Int: String] = [:]
    private var alternativePieces = 0
    private let answers: Int
    private(set) var isComplete = false

    /// - Parameters:
    ///   - model: the name that was asked for, used when the server gives none.
    ///   - place: the address, for errors.
    ///   - answers: how many were asked for.
    init(model: String, place: String, answers: Int = 1) {
        self.answers = answers
        self.model = model
        self.place = place
    }

    mutating func take(_ event: ServerSentEvent) throws(ModelError) -> [ChatEvent] {
        let data = event.data.trimmingCharacters(in: .whitespaces)
        guard !data.isEmpty else { return [] }
        if data == "[DONE]" {
            isComplete = true
            return []
        }
        let chunk: OpenAIChunk
        do {
            chunk = try JSONDecoder().decode(OpenAIChunk.self, from: Data(data.utf8))
        } catch {
            throw malformed("a piece of the answer cannot be read: \(data.prefix(120))")
        }
        if let told = chunk.error, told != .null { throw failure(told) }
        return try take(chunk)
    }

    private mutating func take(_ chunk: OpenAIChunk) throws(ModelError) -> [ChatEvent] {
        if let name = chunk.model, !name.isEmpty { model = name }
        if let told = chunk.usage { take(told) }
        if let timings = chunk.timings { take(timings) }
        var pieces: [ChatEvent] = []
        for choice in chunk.choices ?? [] {
            if let index = choice.index, index > 0 {
                pieces += takeAlternative(index, choice)
            } else {
                pieces += try take(choice)
            }
            if answers > 1, choice.finishReason != nil { pieces.append(.ended(choice.index ?? 0)) }
        }
        return pieces
    }

    /// Adds to an answer after the first. llama.cpp's server sends each token as a piece of its own.
    private mutating func takeAlternative(_ index: Int, _ choice: OpenAIChunk.Choice) -> [ChatEvent] {
        guard let content = (choice.delta ?? choice.message)?.content, !content.isEmpty else { return [] }
        alternatives[index, default: ""] += content
        alternativePieces += 1
        return [.alternative(index, content)]
    }

    private mutating func take(_ choice: OpenAIChunk.Choice) throws(ModelError) -> [ChatEvent] {
        if let reason = choice.finishReason { finish = reason }
        for token in choice.logprobs?.content ?? [] {
            if let value = token.logprob { logProbabilities.append(value) }
        }
        guard let delta = choice.delta ?? choice.message else { return [] }
        if let refusal = delta.refusal, !refusal.isEmpty { throw refused(refusal) }
        var pieces: [ChatEvent] = []
        if let reasoning = delta.reasoningContent ?? delta.reasoning, !reasoning.isEmpty {
            pieces.append(.reasoning(reasoning))
        }
        if let content = delta.content, !content.isEmpty {
            text += content
            pieces.append(.text(content))
        }
        for call in delta.toolCalls ?? [] { take(call) }
        return pieces
    }

    /// Adds a fragment of a tool call to the call that it belongs to.
    ///
    /// By the book the index tells which. Some servers leave it out or give each call index 0; there a new identifier
    /// begins a new call.
    private mutating func take(_ fragment: OpenAIChunk.Call) {
        let id = fragment.id ?? ""
        let index = fragment.index ?? calls.last?.index ?? 0
        let arguments: String
        switch fragment.function?.arguments {
        case nil, .null: arguments = ""
        case .string(let text): arguments = text
        case .some(let value): arguments = (try? CanonicalJSON.string(value)) ?? ""
        }
        if let known = calls.lastIndex(where: { $0.index == index }), id.isEmpty || calls[known].id == id {
            calls[known].name += fragment.function?.name ?? ""
            calls[known].arguments += arguments
        } else {
            calls.append(Call(index: index, id: id, name: fragment.function?.name ?? "", arguments: arguments))
        }
    }

    private mutating func take(_ told: OpenAIChunk.Usage) {
        usage.prompt = TokenCount(told.promptTokens ?? usage.prompt.value)
        usage.generated = TokenCount(told.completionTokens ?? usage.generated.value)
        if let cached = told.details?.cachedTokens { usage.cached = TokenCount(cached) }
    }

    private mutating func take(_ timings: OpenAIChunk.Timings) {
        if let cached = timings.cached {
            usage.cached = TokenCount(cached)
            if let prompt = timings.prompt { usage.prompt = TokenCount(prompt + cached) }
        }
        // The server's own count is of the first answer only.
        if let predicted = timings.predicted { usage.generated = TokenCount(predicted + alternativePieces) }
    }

    func answer() throws(ModelError) -> AssembledAnswer {
        guard isComplete || finish != nil else {
            throw ModelError(
                code: .unreachable, message: "the connection broke before the answer was complete", place: place,
                remedy: "try again; look at the server's log")
        }
        if finish == "content_filter" { throw refused("the provider's filter stopped the answer") }
        let toolCalls = calls.enumerated().map { number, call in
            ToolCall(id: call.id.isEmpty ? "call_\(number)" : call.id, name: call.name, arguments: call.arguments)
        }
        let reason: ChatResponse.FinishReason =
            switch finish {
            case "length": .length
            case "tool_calls", "function_call": .toolCalls
            default: toolCalls.isEmpty ? .stop : .toolCalls
            }
        return AssembledAnswer(
            response: ChatResponse(
                text: text, toolCalls: toolCalls, finishReason: reason, usage: usage,
                logProbabilities: logProbabilities.isEmpty ? nil : logProbabilities, model: model,
                alternatives: alternatives.sorted { $0.key < $1.key }.map(\.value)))
    }

    private func malformed(_ message: String) -> ModelError {
        ModelError(code: .malformedAnswer, message: message, place: place, remedy: "try again")
    }

    private func refused(_ words: String) -> ModelError {
        ModelError(
            code: .refused, message: "the model refuses: \(words)", place: place,
            remedy: "word the task differently")
    }

    /// An error that came within the stream.
    private func failure(_ told: JSONValue) -> ModelError {
        let status = told["code"]?.intValue ?? told["status"]?.intValue ?? 500
        return HTTPFailure(status: status, body: ["error": told], retryAfter: nil, place: place)
            .modelError(now: Date())
    }
}
