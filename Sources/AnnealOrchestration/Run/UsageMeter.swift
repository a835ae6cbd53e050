public import AnnealFoundation
public import AnnealModels
internal import Synchronization

/// Counts what goes through a model: one meter a task, so that the bill of each is known however it ends.
public final class UsageMeter: ChatModel {
    private let model: any ChatModel
    private let tracing: RunTracing?
    private let task: TaskID?
    private let total = Mutex(Usage())
    private let told: @Sendable (Usage, Int) -> Void

    /// Puts a meter in front of a model.
    ///
    /// - Parameters:
    ///   - model: the model.
    ///   - tracing: makes a span of every question; `nil` makes none.
    ///   - task: the task that asks; `nil` outside of tasks.
    ///   - told: hears the usage of every request, and how many answers it asked for at once.
    public init(
        _ model: any ChatModel, tracing: RunTracing? = nil, task: TaskID? = nil,
        told: @escaping @Sendable (Usage, Int) -> Void = { _, _ in }
    ) {
        self.model = model
        self.tracing = tracing
        self.task = task
        self.told = told
    }

    /// What was used so far.
    public var usage: Usage { total.withLock { $0 } }

    /// The model's name.
    public var name: String { model.name }

    /// What the model can do.
    ///
    /// - Throws: `ModelError`.
    public func capabilities() async throws -> ModelCapabilities { try await model.capabilities() }

    /// Asks the model and counts its answer, also one that its reader does not hear to the end: what came of it was
    /// written, and is estimated.
    ///
    /// - Parameter request: the conversation.
    /// - Returns: pieces of the answer.
    public func stream(_ request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        let span = ModelSpan(
            tracing?.tracer, model: model.name, provider: tracing?.provider ?? "", request: request)
        // What the model starts for this answer inherits the header, and knows whose it is.
        let source = RequestOrigin.$task.withValue(task?.rawValue) {
            TraceHeader.$current.withValue(span?.header) { model.stream(request) }
        }
        let heard = AnswerTally()
        let settle: @Sendable () -> Void = { [self] in count(heard, of: request, span) }
        return AsyncThrowingStream { continuation in
            let pump = Task {
                do {
                    for try await event in source {
                        heard.note(event)
                        if case .finished = event { settle() }
                        continuation.yield(event)
                    }
                    continuation.finish()
                } catch {
                    span?.fail(error)
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in
                pump.cancel()
                settle()
            }
        }
    }

    /// Counts tokens.
    ///
    /// - Parameter text: what to count.
    /// - Returns: the number of tokens.
    /// - Throws: `ModelError`.
    public func countTokens(_ text: String) async throws -> TokenCount { try await model.countTokens(text) }

    /// Puts an answer on the bill and ends its span, once. Whoever comes second leaves only when both are done.
    private func count(_ heard: AnswerTally, of request: ChatRequest, _ span: ModelSpan?) {
        let usage = total.withLock { total in
            guard heard.settle() else { return Usage() }
            let usage = heard.usage(for: request, model: name)
            total += usage
            span?.end(usage, response: heard.response)
            return usage
        }
        if usage.requests > 0 { told(usage, request.count) }
    }
}
