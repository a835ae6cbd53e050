public import AnnealFoundation
public import Foundation

/// Something that happened, in the envelope that other programs read: CloudEvents 1.0.
///
/// `source` and `id` together name an event for good: a log that sees them again has seen the event. Within a run events
/// are ordered by `sequence`. The extension attributes are `run`, `task`, `sequence`, `severity`, `module` and
/// `correlation`; others are kept in `extensions`.
///
/// Source: CloudEvents 1.0.2, with its JSON format and the extension `sequence`.
public struct CloudEvent: Sendable, Hashable {
    /// Names the event among those of its source; see `EventID`.
    public var id: String
    /// What made it, as a URI reference.
    public var source: String
    /// Its name, such as `task.completed`; see `EventCatalogue`.
    public var type: String
    /// When.
    public var time: Date
    /// What it is about, within the source.
    public var subject: String?
    /// What `data` looks like, with its version: `urn:anneal:event:TYPE:VERSION`.
    public var dataSchema: String?
    /// The run.
    public var run: RunID?
    /// The task.
    public var task: TaskID?
    /// Its place in the run, from 1; given by the log when there is none.
    public var sequence: Int?
    /// How much it matters.
    public var severity: EventSeverity
    /// The part of Anneal that it tells of: `run`, `task`, `model`, `guard`, ….
    public var module: String?
    /// Ties together what belongs to one step.
    public var correlation: String?
    /// Other extension attributes: names of small letters and digits, values that are texts, whole numbers or truths.
    public var extensions: [String: JSONValue]
    /// What the event tells.
    public var data: JSONValue

    /// Creates an event.
    ///
    /// - Parameters:
    ///   - type: its name.
    ///   - source: what made it.
    ///   - time: when.
    ///   - id: made from the time when not given.
    ///   - run: the run.
    ///   - task: the task.
    ///   - severity: as the catalogue has it for the type when not given.
    ///   - data: what it tells.
    public init(
        type: String, source: String, time: Date, id: String? = nil, run: RunID? = nil, task: TaskID? = nil,
        severity: EventSeverity? = nil, data: JSONValue = .object([:])
    ) {
        let kind = EventCatalogue.kind(of: type)
        self.id = id ?? EventID.next(at: time)
        self.source = source
        self.type = type
        self.time = time
        self.run = run
        self.task = task
        self.data = data
        self.severity = severity ?? kind.severity
        module = kind.module
        dataSchema = "urn:anneal:event:\(type):\(kind.version)"
        extensions = [:]
    }

    /// The version of `data`'s form, from `dataSchema`; 1 when that does not tell.
    public var version: Int { dataSchema?.split(separator: ":").last.flatMap { Int($0) } ?? 1 }
}

extension CloudEvent {
    /// The event of a run in its envelope.
    ///
    /// - Parameters:
    ///   - event: the event as the bus tells it.
    ///   - id: made from the time when not given.
    public init(_ event: RunEvent, id: String? = nil) {
        self.init(
            type: event.type, source: "/anneal/runs/\(event.run)", time: event.time, id: id, run: event.run,
            task: event.task, data: .object(event.data))
        severity = EventCatalogue.severity(of: event)
        correlation = event.correlation
        subject = event.task.map { "tasks/\($0)" }
    }
}
