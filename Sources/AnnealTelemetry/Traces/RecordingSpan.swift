internal import AnnealFoundation
internal import Synchronization
public import Tracing

/// A step that is going on.
public final class RecordingSpan: Tracing.Span {
    /// The most attributes of a span, and events; what is more is left out.
    static let mostAttributes = 64
    /// The longest text of an attribute, in characters.
    static let longestText = 256

    private struct State {
        var name: String
        var attributes = SpanAttributes()
        var events: [FinishedSpan.Event] = []
        var isFailure: Bool?
        var isOver = false
    }

    /// The context in which its parts run.
    public let context: InstrumentationContext
    /// The span itself.
    public let reference: SpanReference
    private let parent: SpanID?
    private let kind: FinishedSpan.Kind
    private let start: UInt64
    private let sinks: [any SpanSink]
    private let state: Mutex<State>

    init(
        _ name: String, reference: SpanReference, parent: SpanID?, kind: FinishedSpan.Kind, start: UInt64,
        context: InstrumentationContext, sinks: [any SpanSink]
    ) {
        self.reference = reference
        self.parent = parent
        self.kind = kind
        self.start = start
        self.sinks = sinks
        var context = context
        context.span = reference
        self.context = context
        state = Mutex(State(name: name))
    }

    /// Whether anybody gets to know of it.
    public var isRecording: Bool { reference.isSampled && !state.withLock { $0.isOver } }

    /// Its name.
    public var operationName: String {
        get { state.withLock { $0.name } }
        set { state.withLock { $0.name = newValue } }
    }

    /// What is known of it.
    public var attributes: SpanAttributes {
        get { state.withLock { $0.attributes } }
        set { state.withLock { if !$0.isOver { $0.attributes = newValue } } }
    }

    /// Adds to what is known of it.
    ///
    /// - Parameter more: attributes; `nil` is left out.
    public func set(_ more: [String: SpanAttribute?]) {
        state.withLock { state in
            guard !state.isOver else { return }
            for case (let name, let value?) in more { state.attributes[name] = value }
        }
    }

    /// Says whether it went well. A message is not kept: it may quote what a model was told.
    public func setStatus(_ status: SpanStatus) {
        state.withLock { $0.isFailure = status.code == .error }
    }

    /// Adds something that happened.
    public func addEvent(_ event: SpanEvent) {
        let event = FinishedSpan.Event(
            name: event.name, time: event.nanosecondsSinceEpoch, attributes: Self.values(event.attributes))
        state.withLock { if $0.events.count < Self.mostAttributes { $0.events.append(event) } }
    }

    /// Says that it failed, and with what type of error. The error's words are not kept: they may quote what a model
    /// was told.
    public func recordError<Instant: TracerInstant>(
        _ error: any Error, attributes: SpanAttributes, at instant: @autoclosure () -> Instant
    ) {
        let type = error is CancellationError ? "cancelled" : "\(Swift.type(of: error))"
        state.withLock { state in
            state.isFailure = true
            state.attributes["error.type"] = SpanAttribute.string(type)
        }
    }

    /// Links to other traces are not kept.
    public func addLink(_ link: SpanLink) {}

    /// Ends it and hands it on; only the first call counts.
    public func end<Instant: TracerInstant>(at instant: @autoclosure () -> Instant) {
        let ended: State? = state.withLock { state in
            guard !state.isOver else { return nil }
            state.isOver = true
            return state
        }
        guard let ended else { return }
        let span = FinishedSpan(
            name: ended.name, kind: kind, reference: reference, parent: parent, start: start,
            end: max(start, instant().nanosecondsSinceEpoch), attributes: Self.values(ended.attributes),
            events: ended.events, isFailure: ended.isFailure)
        for sink in sinks { sink.take(span) }
    }

    private static func values(_ attributes: SpanAttributes) -> [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        attributes.forEach { name, attribute in
            guard values.count < mostAttributes else { return }
            values[name] = JSONValue(attribute)
        }
        return values
    }
}

extension JSONValue {
    /// An attribute as a value; long texts are cut.
    fileprivate init(_ attribute: SpanAttribute) {
        self =
            switch attribute {
            case .int32(let number): .int(Int(number))
            case .int64(let number): .int(Int(number))
            case .double(let number): .double(number)
            case .bool(let truth): .bool(truth)
            case .string(let text): .string(String(text.prefix(RecordingSpan.longestText)))
            case .stringArray(let texts): .array(texts.map { .string(String($0.prefix(RecordingSpan.longestText))) })
            case .int64Array(let numbers): .array(numbers.map { .int(Int($0)) })
            case .int32Array(let numbers): .array(numbers.map { .int(Int($0)) })
            case .doubleArray(let numbers): .array(numbers.map { .double($0) })
            case .boolArray(let truths): .array(truths.map { .bool($0) })
            case .stringConvertible(let value): .string(String("\(value)".prefix(RecordingSpan.longestText)))
            default: .null
            }
    }
}
