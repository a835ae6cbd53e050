internal import AnnealFoundation
internal import AnnealModels
internal import AnnealTelemetry
internal import Tracing

/// The span of a question to a model: `chat MODEL`, by OpenTelemetry's conventions, without a word of what was said.
struct ModelSpan: Sendable {
    private let span: RecordingSpan

    /// The header for servers that go on with the trace.
    var header: String { span.reference.traceparent }

    /// Begins a span where a trace is made.
    init?(_ tracer: RunTracer?, model: String, provider: String, request: ChatRequest) {
        guard let tracer else { return nil }
        span = tracer.startSpan("chat \(model)", ofKind: .client)
        span.set([
            TelemetryName.step: .string(TelemetryName.Step.model.rawValue), TelemetryName.operation: "chat",
            TelemetryName.provider: .string(provider), TelemetryName.requestModel: .string(model),
            TelemetryName.temperature: .double(request.temperature),
            TelemetryName.maximumTokens: .int(Int64(request.maximumTokens.value)),
            TelemetryName.topP: request.topP.map { .double($0) },
            TelemetryName.choices: request.count > 1 ? .int(Int64(request.count)) : nil,
            TelemetryName.seed: request.seed.map { .int(Int64(clamping: $0)) },
        ])
    }

    /// Ends it with what stands on the bill.
    func end(_ usage: Usage, response: ChatResponse?) {
        let hasFailed = span.attributes[TelemetryName.error] != nil
        span.set([
            TelemetryName.inputTokens: .int(Int64(usage.prompt.value)),
            TelemetryName.outputTokens: .int(Int64(usage.generated.value)),
            TelemetryName.cachedTokens: .int(Int64(usage.cached.value)),
            TelemetryName.cost: usage.cost.dollars > 0 ? .double(usage.cost.dollars) : nil,
            TelemetryName.responseModel: response.flatMap { $0.model.isEmpty ? nil : .string($0.model) },
            TelemetryName.finishReasons: response.map { .stringArray([$0.finishReason.rawValue]) },
            TelemetryName.outcome: .string(
                response != nil ? "answered" : hasFailed ? "failed" : "cut"),
        ])
        span.end()
    }

    /// Says that the question failed; it ends with its bill.
    func fail(_ error: any Error) {
        span.recordError(error)
        if let error = error as? ModelError { span.set([TelemetryName.error: .string(error.code.rawValue)]) }
    }
}
