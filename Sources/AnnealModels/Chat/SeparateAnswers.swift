internal import AnnealFoundation

extension ChatModel {
    /// Samples several answers with one request each, for services that do not offer it in one.
    ///
    /// - Parameters:
    ///   - request: the conversation, with the number of answers wanted.
    ///   - reader: gets the first answer's text, then all of them.
    /// - Throws: `ModelError`, `CancellationError`.
    func answerSeparately(
        _ request: ChatRequest, into reader: AsyncThrowingStream<ChatEvent, any Error>.Continuation
    ) async throws {
        let responses = try await withThrowingTaskGroup(of: (Int, ChatResponse).self) { group in
            for number in 0..<request.count {
                var single = request
                single.count = 1
                single.seed = request.seed.map { $0 &+ UInt64(number) }
                group.addTask { [single] in (number, try await respond(to: single)) }
            }
            return try await group.reduce(into: [(Int, ChatResponse)]()) { $0.append($1) }
        }.sorted { $0.0 < $1.0 }.map(\.1)
        guard var first = responses.first else { return }
        first.alternatives = responses.dropFirst().map(\.text)
        first.usage = responses.map(\.usage).reduce(Usage(), +)
        reader.yield(.text(first.text))
        reader.yield(.finished(first))
    }
}
