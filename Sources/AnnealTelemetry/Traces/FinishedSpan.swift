public import AnnealFoundation

/// A step that is over: what exporters get.
public struct FinishedSpan: Sendable, Hashable {
    /// Which side of a call it is; the numbers are those of OTLP.
    public enum Kind: Int, Sendable, Hashable {
        /// Work within this process.
        case `internal` = 1
        /// A request that was answered here.
        case server = 2
        /// A request to somebody else.
        case client = 3
        /// A message that was sent.
        case producer = 4
        /// A message that was received.
        case consumer = 5
    }

    /// Something that happened at a moment.
    public struct Event: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Nanoseconds since 1970.
        public var time: UInt64
        /// What is known of it.
        public var attributes: [String: JSONValue]
    }

    /// Its name; few different ones, so that they can be grouped.
    public var name: String
    /// Which side of a call it is.
    public var kind: Kind
    /// The span itself.
    public var reference: SpanReference
    /// The span that it is a part of.
    public var parent: SpanID?
    /// When it began, in nanoseconds since 1970.
    public var start: UInt64
    /// When it was over, in nanoseconds since 1970; never before it began.
    public var end: UInt64
    /// What is known of it.
    public var attributes: [String: JSONValue]
    /// What happened meanwhile.
    public var events: [Event]
    /// Whether it failed; `nil` where nobody said.
    public var isFailure: Bool?

    /// How long it took, in seconds.
    public var seconds: Double { Double(end - start) * 1e-9 }
}

/// Takes spans as they end. It must not block: it is called where the work is done.
public protocol SpanSink: Sendable {
    /// Takes a span.
    func take(_ span: FinishedSpan)
}
