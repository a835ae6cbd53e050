internal import AnnealFoundation

extension ChatModel {
    /// Asks the model and stops it when its answer goes round in circles.
    ///
    /// The answer then ends after the first copy of what repeats, its reason is `.cut`, and its usage is counted from
    /// what came, because the server's own account did not. A request for several answers is not cut: the others would
    /// be lost with the one that repeats itself.
    ///
    /// - Parameter request: the conversation and how to answer it.
    /// - Returns: the answer.
    /// - Throws: `ModelError`, `CancellationError`.
    public func respondCuttingLoops(to request: ChatRequest) async throws -> ChatResponse {
        if request.count > 1 { return try await respond(to: request) }
        var seen = false
        do {
            return try await cutAnswer(to: request) { seen = true }
        } catch let error as ModelError where seen && [.unreachable, .malformedAnswer].contains(error.code) {
            return try await cutAnswer(to: request) {}
        }
    }

    private func cutAnswer(to request: ChatRequest, onPiece: () -> Void) async throws -> ChatResponse {
        let heard = AnswerTally()
        var detector = RepetitionDetector()
        var text = ""
        for try await event in stream(request) {
            heard.note(event)
            onPiece()
            switch event {
            case .finished(let response): return response
            case .reasoning: continue
            case .text(let piece):
                text += piece
                guard detector.take(piece) else { continue }
                let usage = heard.usage(prompt: request.estimatedPromptTokens) { prompt, answer in
                    PriceTable.standard.cost(of: Usage(prompt: prompt, generated: answer), model: name) ?? .zero
                }
                let kept = String(decoding: text.utf8.dropLast(detector.superfluous), as: UTF8.self)
                return ChatResponse(text: kept, finishReason: .cut, usage: usage, model: name)
            }
        }
        try Task.checkCancellation()
        throw ModelError(
            code: .malformedAnswer, message: "the answer ended before it was complete", place: name,
            remedy: "try again; if it happens often, look at the server's log")
    }
}
