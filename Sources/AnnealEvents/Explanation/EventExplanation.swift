public import AnnealFoundation

/// What an event is about, what is known of its like, and what probably led to it.
public struct EventExplanation: Sendable, Hashable {
    /// The event with its context, similar events and what was to be expected.
    public var enhanced: EnhancedEvent
    /// Where it is in the log.
    public var place: EventPlace
    /// The run's newest changes before it, oldest first.
    public var before: [EventChange]
    /// What is known of the failure that it tells of; `nil` when it tells of none.
    public var failure: FailureAccount?
    /// Whether the run's events are in a usual order; `nil` for an event without a run.
    public var sequence: SequenceAccount?
    /// Since when it fails, and what changed before; `nil` when nothing failed.
    public var causes: CauseAccount?

    /// The explanation as JSON.
    ///
    /// - Returns: an object with `event`, `enhancement`, `before` and, where they are known, `failure`, `sequence`, `causes`.
    /// - Throws: `EncodingError`.
    public func json() throws -> JSONValue {
        var members: [String: JSONValue] = [
            "event": enhanced.event.json, "offset": .int(place.offset), "enhancement": try enhanced.json(),
            "before": try JSONValue(encoding: before),
        ]
        if let failure { members["failure"] = try JSONValue(encoding: failure) }
        if let sequence { members["sequence"] = try JSONValue(encoding: sequence) }
        if let causes { members["causes"] = try JSONValue(encoding: causes) }
        return .object(members)
    }
}
