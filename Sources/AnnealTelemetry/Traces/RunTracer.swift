public import Tracing

/// Makes the spans of a run and hands them to exporters when they end.
///
/// A span begins in the span of the task that it is called from. A trace whose parent is not recorded is not recorded
/// either.
public struct RunTracer: Tracer {
    /// Spans are of this kind.
    public typealias Span = RecordingSpan

    private let sinks: [any SpanSink]

    /// Creates a tracer.
    ///
    /// - Parameter sinks: get every span when it ends.
    public init(_ sinks: [any SpanSink]) { self.sinks = sinks }

    /// Begins a span; whoever begins it ends it.
    public func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> InstrumentationContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> RecordingSpan {
        let context = context()
        let parent = context.span
        let reference = SpanReference(
            trace: parent?.trace ?? .random(), span: .random(), isSampled: parent?.isSampled ?? true,
            state: parent?.state)
        return RecordingSpan(
            operationName, reference: reference, parent: parent?.span, kind: FinishedSpan.Kind(kind),
            start: instant().nanosecondsSinceEpoch, context: context, sinks: sinks)
    }

    /// The same, for callers that do not know the type.
    public func startAnySpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> InstrumentationContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> any Tracing.Span {
        startSpan(
            operationName, context: context(), ofKind: kind, at: instant(), function: function, file: fileID,
            line: line)
    }

    /// Nothing is held back here; `Telemetry.settle` waits for what is on its way.
    public func forceFlush() {}

    /// Reads the headers of W3C Trace Context.
    public func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout InstrumentationContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        guard let header = extractor.extract(key: "traceparent", from: carrier) else { return }
        context.span = SpanReference(
            traceparent: header, state: extractor.extract(key: "tracestate", from: carrier))
    }

    /// Writes the headers of W3C Trace Context.
    public func inject<Carrier, Inject: Injector>(
        _ context: InstrumentationContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let span = context.span else { return }
        injector.inject(span.traceparent, forKey: "traceparent", into: &carrier)
        if let state = span.state { injector.inject(state, forKey: "tracestate", into: &carrier) }
    }
}

extension FinishedSpan.Kind {
    fileprivate init(_ kind: SpanKind) {
        self =
            switch kind {
            case .server: .server
            case .client: .client
            case .producer: .producer
            case .consumer: .consumer
            case .internal: .internal
            }
    }
}

/// Reads the environment as if it were headers: `TRACEPARENT`, `TRACESTATE`.
public struct EnvironmentExtractor: Extractor {
    /// Creates an extractor.
    public init() {}

    /// The variable of a header.
    public func extract(key: String, from carrier: [String: String]) -> String? { carrier[key.uppercased()] }
}

extension RunTracer? {
    /// Does some work within a span, or just the work where no trace is made.
    ///
    /// - Parameters:
    ///   - name: the span's name.
    ///   - kind: which side of a call it is.
    ///   - attributes: what is known beforehand; `nil` is left out.
    ///   - isolation: the caller's isolation.
    ///   - work: the work; gets the span to tell it more.
    /// - Returns: what the work returns.
    /// - Throws: what the work throws; the span has failed then.
    public func within<Value>(
        _ name: @autoclosure () -> String, kind: SpanKind = .internal,
        _ attributes: @autoclosure () -> [String: SpanAttribute?] = [:],
        isolation: isolated (any Actor)? = #isolation, _ work: (RecordingSpan?) async throws -> Value
    ) async rethrows -> Value {
        guard let tracer = self else { return try await work(nil) }
        return try await tracer.withSpan(name(), ofKind: kind) { span in
            span.set(attributes())
            return try await work(span)
        }
    }
}
