public import AnnealFoundation
public import AnnealModels
public import AnnealSafety
internal import Foundation

/// Puts every request that is sent to a model, and every answer that comes back, into the guard's record: size, digest and
/// task, never the text.
///
/// It stands next to the model, inside of budgets, caches and cassettes, so that what they answer by themselves is no
/// request. A request that cannot be recorded is not sent, as a command that cannot be recorded is not run, and an answer
/// that cannot be recorded is not given: both end with `AuditError`.
public struct AuditedModel: ChatModel {
    /// The rule that such entries name.
    public static let rule = "model-traffic"

    private let base: any ChatModel
    private let log: AuditLog
    private let run: String?
    /// The model's name without a password that its address may hold.
    private let shownName: String

    /// Puts a record in front of a model.
    ///
    /// - Parameters:
    ///   - base: the model.
    ///   - log: the record.
    ///   - run: the run.
    ///   - redactor: takes secrets out of the model's name.
    public init(_ base: any ChatModel, log: AuditLog, run: RunID?, redactor: Redactor) {
        self.base = base
        self.log = log
        self.run = run?.rawValue
        shownName = redactor.redact(base.name).text
    }

    /// The model's name.
    public var name: String { base.name }

    /// What the model can do.
    ///
    /// - Throws: `ModelError`.
    public func capabilities() async throws -> ModelCapabilities { try await base.capabilities() }

    /// Counts tokens.
    ///
    /// - Parameter text: what to count.
    /// - Returns: the number of tokens.
    /// - Throws: `ModelError`.
    public func countTokens(_ text: String) async throws -> TokenCount { try await base.countTokens(text) }

    /// Asks the model, and records both ways.
    ///
    /// - Parameter request: the conversation.
    /// - Returns: pieces of the answer.
    public func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let task = RequestOrigin.task
        return AsyncThrowingStream { continuation in
            let pump = Task {
                do {
                    try record(request, task: task)
                    try await forward(request, task: task, to: continuation)
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in pump.cancel() }
        }
    }

    private func forward(
        _ request: ChatRequest, task: String?, to reader: AsyncThrowingStream<ChatEvent, any Error>.Continuation
    ) async throws {
        var pieces: [Int: String] = [:]
        var isRecorded = false
        // An answer whose reader left, or that broke off, is recorded as far as it came: nobody is left to be refused it.
        defer { if !isRecorded, !pieces.isEmpty { try? recordPart(pieces, task: task) } }
        for try await event in base.stream(request) {
            switch event {
            case .text(let piece): pieces[0, default: ""] += piece
            case .alternative(let index, let piece): pieces[index, default: ""] += piece
            case .finished(let response):
                isRecorded = true
                try record(response, task: task)
            case .reasoning, .ended: break
            }
            reader.yield(event)
        }
    }

    private func record(_ request: ChatRequest, task: String?) throws {
        try append(
            .prompt, request.messages, tokens: request.estimatedPromptTokens, isEstimated: true,
            reason: "sent to the model", task: task)
    }

    private func record(_ response: ChatResponse, task: String?) throws {
        let first = ChatMessage(.assistant, response.text, toolCalls: response.toolCalls)
        try append(
            .answer, [first] + response.alternatives.map { ChatMessage(.assistant, $0) },
            tokens: response.usage.generated, isEstimated: false, reason: "came from the model", task: task)
    }

    private func recordPart(_ pieces: [Int: String], task: String?) throws {
        let texts = pieces.sorted { $0.key < $1.key }.map(\.value)
        let tokens = texts.reduce(TokenCount(0)) { $0 + TokenEstimate.upper(of: $1) }
        try append(
            .answer, texts.map { ChatMessage(.assistant, $0) }, tokens: tokens, isEstimated: true,
            reason: "a part of an answer came from the model", task: task)
    }

    private func append(
        _ subject: AuditEntry.Subject, _ messages: [ChatMessage], tokens: TokenCount, isEstimated: Bool,
        reason: String, task: String?
    ) throws {
        let texts = messages.flatMap { [$0.text] + $0.toolCalls.map(\.arguments) }
        let exchange = AuditExchange(
            bytes: texts.reduce(0) { $0 + $1.utf8.count }, tokens: tokens.value, isEstimated: isEstimated,
            digest: ContentDigest(of: try CanonicalJSON.data(messages)),
            redactions: texts.reduce(0) { $0 + SecretMark.count(in: $1) })
        try log.append(
            AuditEntry(
                time: Date(), run: run, task: task, subject: subject, text: shownName, verdict: .allow, rule: Self.rule,
                reason: reason, exchange: exchange))
    }
}
