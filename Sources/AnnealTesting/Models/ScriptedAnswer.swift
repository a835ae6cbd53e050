internal import AnnealFoundation
public import AnnealModels
internal import Foundation

/// One answer of a script, for `ScriptedModel` in a process and for `MockModelServer` over the wire.
///
/// In a JSON file it is a text, or an object with any of the members below by their names; durations are seconds.
public struct ScriptedAnswer: Sendable, Hashable {
    /// The answer's text.
    public var text: String
    /// Further answers to a request for several; `ScriptedModel` gives them when it ends.
    public var alternatives: [String] = []
    /// Reasoning that is shown before the text.
    public var reasoning: String
    /// Tool calls.
    public var toolCalls: [ToolCall]
    /// Why it ends; worked out from the tool calls when not given.
    public var finishReason: ChatResponse.FinishReason?
    /// What it says it took; estimated when not given.
    public var usage: Usage?
    /// Characters of a piece of the stream.
    public var pieceLength: Int
    /// Wait before the first piece.
    public var delay: Duration
    /// Wait between pieces.
    public var delayBetweenPieces: Duration
    /// An error in the place of an answer. Over the wire it becomes the status that stands for it.
    public var error: ModelError?
    /// How the server misbehaves; `ScriptedModel` knows `stall` and `breakOff` only.
    public var fault: Fault?

    /// A way in which a server misbehaves.
    public enum Fault: Sendable, Hashable {
        /// An HTTP status with this `retry-after` header and body.
        case status(Int, retryAfter: String?, body: String)
        /// Goes silent after so many pieces and never ends.
        case stall(afterPieces: Int)
        /// Closes the connection after so many pieces.
        case breakOff(afterPieces: Int)
        /// Sends bytes that are not JSON after so many pieces.
        case malformed(afterPieces: Int)
    }

    /// Creates an answer.
    public init(
        _ text: String = "", reasoning: String = "", toolCalls: [ToolCall] = [],
        finishReason: ChatResponse.FinishReason? = nil, usage: Usage? = nil, pieceLength: Int = 8,
        delay: Duration = .zero, delayBetweenPieces: Duration = .zero, error: ModelError? = nil, fault: Fault? = nil
    ) {
        self.text = text
        self.reasoning = reasoning
        self.toolCalls = toolCalls
        self.finishReason = finishReason
        self.usage = usage
        self.pieceLength = max(1, pieceLength)
        self.delay = delay
        self.delayBetweenPieces = delayBetweenPieces
        self.error = error
        self.fault = fault
    }

    /// An answer that fails.
    ///
    /// - Parameter error: how.
    /// - Returns: the answer.
    public static func failure(_ error: ModelError) -> ScriptedAnswer { ScriptedAnswer(error: error) }

    /// The pieces of the text.
    var pieces: [String] {
        var pieces: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            pieces.append(String(rest.prefix(pieceLength)))
            rest = rest.dropFirst(pieceLength)
        }
        return pieces
    }

    /// The whole answer to a request.
    func response(to request: ChatRequest, model: String) -> ChatResponse {
        var usage =
            usage
            ?? Usage(
                prompt: request.estimatedPromptTokens, generated: TokenEstimate.upper(of: text + reasoning))
        usage.requests = max(1, usage.requests)
        return ChatResponse(
            text: text, toolCalls: toolCalls, finishReason: finishReason ?? (toolCalls.isEmpty ? .stop : .toolCalls),
            usage: usage, model: model, alternatives: Array(alternatives.prefix(max(0, request.count - 1))))
    }

    /// Plays the answer within a process.
    func play(to request: ChatRequest, model: String, yield: (ChatEvent) -> Void) async throws {
        if delay > .zero { try await Task.sleep(for: delay) }
        if let error { throw error }
        if !reasoning.isEmpty { yield(.reasoning(reasoning)) }
        for (number, piece) in pieces.enumerated() {
            try await misbehave(before: number, model: model)
            if number > 0, delayBetweenPieces > .zero { try await Task.sleep(for: delayBetweenPieces) }
            try Task.checkCancellation()
            yield(.text(piece))
        }
        try await misbehave(before: .max, model: model)
        yield(.finished(response(to: request, model: model)))
    }

    private func misbehave(before piece: Int, model: String) async throws {
        switch fault {
        case .stall(let after) where piece >= after: try await Task.sleep(for: .seconds(86_400))
        case .breakOff(let after) where piece >= after:
            throw ModelError(code: .unreachable, message: "the connection broke", place: model)
        case .malformed(let after) where piece >= after:
            throw ModelError(code: .malformedAnswer, message: "a piece of the answer cannot be read", place: model)
        default: break
        }
    }
}

extension ScriptedAnswer: ExpressibleByStringLiteral {
    /// An answer of text alone.
    public init(stringLiteral value: String) { self.init(value) }
}
