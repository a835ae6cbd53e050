public import AnnealFoundation
public import AnnealModels
public import AnnealSafety
internal import Synchronization

/// Keeps secrets from a model: requests go out with marks in their place, and where the model repeats a mark, its answer
/// comes back with the value, so that what it writes still works.
///
/// A request without secrets passes as it is. An answer to one with secrets is given when it is complete, since a mark
/// may lie across two pieces.
public final class RedactingModel: ChatModel {
    private let model: any ChatModel
    private let redactor: Redactor
    private let held: Mutex<SecretVault>

    /// Puts itself in front of a model.
    ///
    /// - Parameters:
    ///   - model: the model.
    ///   - redactor: finds the secrets.
    ///   - vault: takes them; with the redactor's key.
    public init(_ model: any ChatModel, redactor: Redactor, vault: SecretVault) {
        self.model = model
        self.redactor = redactor
        held = Mutex(vault)
    }

    /// The values that were taken out so far.
    public var vault: SecretVault { held.withLock { $0 } }

    /// The model's name.
    public var name: String { model.name }

    /// What the model can do.
    ///
    /// - Throws: `ModelError`.
    public func capabilities() async throws -> ModelCapabilities { try await model.capabilities() }

    /// Counts tokens of what would be sent.
    ///
    /// - Parameter text: what to count.
    /// - Returns: the number of tokens.
    /// - Throws: `ModelError`.
    public func countTokens(_ text: String) async throws -> TokenCount {
        try await model.countTokens(redactor.redact(text).text)
    }

    /// Asks the model without the secrets.
    ///
    /// - Parameter request: the conversation.
    /// - Returns: the answer, with values in the place of marks.
    public func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let (sent, hasMarks) = redacted(request)
        let source = model.stream(sent)
        guard hasMarks else { return source }
        return AsyncThrowingStream { continuation in
            let pump = Task { [self] in
                do {
                    for try await event in source {
                        guard case .finished(let response) = event else { continue }
                        for event in whole(restored(response)) { continuation.yield(event) }
                    }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in pump.cancel() }
        }
    }

    /// The request with marks, and whether there are any in it.
    private func redacted(_ request: ChatRequest) -> (ChatRequest, Bool) {
        var request = request
        let hasMarks = held.withLock { vault in
            var found = false
            func clean(_ text: String) -> String {
                let redaction = redactor.redact(text, into: &vault)
                found = found || !redaction.replacements.isEmpty || redaction.text.contains("[secret:")
                return redaction.text
            }
            for index in request.messages.indices {
                request.messages[index].text = clean(request.messages[index].text)
                for call in request.messages[index].toolCalls.indices {
                    let arguments = request.messages[index].toolCalls[call].arguments
                    request.messages[index].toolCalls[call].arguments = clean(arguments)
                }
            }
            return found
        }
        return (request, hasMarks)
    }

    private func restored(_ response: ChatResponse) -> ChatResponse {
        var response = response
        held.withLock { vault in
            response.text = vault.restore(response.text)
            response.alternatives = response.alternatives.map { vault.restore($0) }
            response.toolCalls = response.toolCalls.map {
                ToolCall(id: $0.id, name: $0.name, arguments: vault.restore($0.arguments))
            }
        }
        return response
    }

    /// A complete answer as the pieces of one.
    private func whole(_ response: ChatResponse) -> [ChatEvent] {
        var events: [ChatEvent] = [.text(response.text), .ended(0)]
        for (index, text) in response.alternatives.enumerated() {
            events += [.alternative(index + 1, text), .ended(index + 1)]
        }
        return events + [.finished(response)]
    }
}
