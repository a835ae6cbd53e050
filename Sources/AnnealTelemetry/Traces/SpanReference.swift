public import Tracing

/// Names a span from anywhere: what the headers of W3C Trace Context carry.
///
/// Source: https://www.w3.org/TR/trace-context/
public struct SpanReference: Sendable, Hashable {
    /// The trace.
    public var trace: TraceID
    /// The span.
    public var span: SpanID
    /// Whether the trace is recorded; who is called keeps to it.
    public var isSampled: Bool
    /// What tracing systems on the way have to say, handed on as it is.
    public var state: String?

    /// Creates a reference.
    public init(trace: TraceID, span: SpanID, isSampled: Bool = true, state: String? = nil) {
        self.trace = trace
        self.span = span
        self.isSampled = isSampled
        self.state = state
    }

    /// Reads a `traceparent`: version, trace, span and flags in hexadecimal. Where it is not one there is no reference: the
    /// standard asks for a new trace then.
    ///
    /// - Parameters:
    ///   - header: the header's value.
    ///   - state: the value of `tracestate`.
    public init?(traceparent header: String, state: String? = nil) {
        let parts = header.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].utf8.count == 2, parts[0] != "ff", parts[3].utf8.count == 2,
            parts[0].utf8.allSatisfy(Self.isDigit), parts[3].utf8.allSatisfy(Self.isDigit),
            let trace = TraceID(hex: parts[1]), let span = SpanID(hex: parts[2]), let flags = UInt8(parts[3], radix: 16)
        else { return nil }
        // Later versions may have more at the end, this one has not.
        guard parts[0] != "00" || parts.count == 4 else { return nil }
        self.init(trace: trace, span: span, isSampled: flags & 1 == 1, state: state.flatMap { $0.isEmpty ? nil : $0 })
    }

    /// The value of `traceparent`.
    public var traceparent: String { "00-\(trace)-\(span)-\(isSampled ? "01" : "00")" }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...102).contains(byte) }
}

/// The place of a span in the context that is handed on from task to task.
private enum SpanReferenceKey: InstrumentationContextKey {
    typealias Value = SpanReference
    static var nameOverride: String? { "span" }
}

extension InstrumentationContext {
    /// The span that is being worked on.
    public var span: SpanReference? {
        get { self[SpanReferenceKey.self] }
        set { self[SpanReferenceKey.self] = newValue }
    }
}
