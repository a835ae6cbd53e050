public import AnnealTelemetry

/// How a run makes its trace.
public struct RunTracing: Sendable {
    /// Makes the spans.
    public var tracer: RunTracer
    /// Who serves the model, in a word.
    public var provider: String

    /// Creates it.
    ///
    /// - Parameters:
    ///   - tracer: makes the spans.
    ///   - provider: who serves the model, in a word.
    public init(_ tracer: RunTracer, provider: String = "unknown") {
        self.tracer = tracer
        self.provider = provider
    }
}
