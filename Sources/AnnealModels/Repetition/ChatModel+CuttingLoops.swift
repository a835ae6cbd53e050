internal import AnnealFoundation

extension ChatModel {
    /// Asks the model and stops it when its answer goes round in circles.
    ///
    /// The answer then ends after the first copy of what repeats, its reason is `.cut`, and its usage is counted from
    /// what came, because the server's own account did not. A request for several answers ends when the rest of them is
    /// not worth waiting for (`AnswerBatch`).
    ///
    /// - Parameters:
    ///   - request: the conversation and how to answer it.
    ///   - deadline: when a request for several answers ends with those that are complete by then, if any is.
    /// - Returns: the answer.
    /// - Throws: `ModelError`, `CancellationError`.
    public func respondCuttingLoops(
        to request: ChatRequest, until deadline: ContinuousClock.Instant? = nil
    ) async throws -> ChatResponse {
        var seen = false
        do {
            return try await cutAnswer(to: request, until: deadline) { seen = true }
        } catch let error as ModelError where seen && [.unreachable, .malformedAnswer].contains(error.code) {
            return try await cutAnswer(to: request, until: deadline) {}
        }
    }

    private func cutAnswer(
        to request: ChatRequest, until deadline: ContinuousClock.Instant?, onPiece: () -> Void
    ) async throws -> ChatResponse {
        let heard = AnswerTally()
        var batch = AnswerBatch(count: max(1, request.count))
        do {
            for try await event in stream(request) {
                heard.note(event)
                onPiece()
                if case .finished(let response) = event { return response }
                let isHopeless = batch.take(event)
                let isLate = deadline.map { $0 <= .now } ?? false
                if isHopeless || (isLate && batch.hasComplete) { return cut(batch, request, heard) }
            }
        } catch let error as ModelError where error.code == .notRecorded && batch.hasComplete {
            // The recording's reader stopped here, at its deadline.
            return cut(batch, request, heard)
        }
        try Task.checkCancellation()
        throw ModelError(
            code: .malformedAnswer, message: "the answer ended before it was complete", place: name,
            remedy: "try again; if it happens often, look at the server's log")
    }

    private func cut(_ batch: AnswerBatch, _ request: ChatRequest, _ heard: AnswerTally) -> ChatResponse {
        let texts = batch.texts
        return ChatResponse(
            text: texts.first ?? "", finishReason: .cut, usage: heard.usage(for: request, model: name), model: name,
            alternatives: Array(texts.dropFirst()))
    }
}
