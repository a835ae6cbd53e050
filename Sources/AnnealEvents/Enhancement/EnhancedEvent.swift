public import AnnealFoundation

/// An event with what was going on, what followed on similar ones, and what is to be expected.
public struct EnhancedEvent: Sendable, Hashable {
    /// The event as it came.
    public var event: CloudEvent
    /// What was going on.
    public var context: EventContext
    /// What it says, so that it is known again; `nil` for an event without a text.
    public var pattern: EventPattern?
    /// The newest similar events whose task has ended, oldest first.
    public var similar: [SimilarEvent]
    /// What is to be expected; `nil` when no similar event was ever seen to its end.
    public var impact: EventImpact?

    /// The parts that were added, as JSON.
    ///
    /// - Throws: `EncodingError`.
    public func json() throws -> JSONValue {
        var members: [String: JSONValue] = [
            "context": try JSONValue(encoding: context), "similar": try JSONValue(encoding: similar),
        ]
        if let pattern { members["pattern"] = try JSONValue(encoding: pattern) }
        if let impact { members["impact"] = try JSONValue(encoding: impact) }
        return .object(members)
    }
}

/// What is to be expected after an event, from what followed on similar ones.
public struct EventImpact: Sendable, Hashable, Codable {
    /// A predicted duration: empirical quantiles, no more than that.
    public struct Remaining: Sendable, Hashable, Codable {
        /// Seconds that one in ten of the similar events stayed below.
        public var low: Double
        /// The median.
        public var median: Double
        /// Seconds that nine in ten stayed below.
        public var high: Double
        /// How many durations there were.
        public var cases: Int
    }

    /// A type of event that may come next, and how often it did.
    public struct Next: Sendable, Hashable, Codable {
        /// The type.
        public var type: String
        /// How often it came next.
        public var share: Double
    }

    /// What the similar events have in common.
    public var signature: String
    /// The share of similar cases in which the task, or the run, failed.
    public var failureRisk: Double
    /// Its bounds at 95 %.
    public var failureRiskLow: Double
    /// Its bounds at 95 %.
    public var failureRiskHigh: Double
    /// How many cases that is from.
    public var cases: Int
    /// 1 less the width of the bounds.
    public var confidence: Double
    /// The time to the end of the task, or of the run.
    public var remaining: Remaining?
    /// The tasks that it can touch: its own and those that wait for it.
    public var tasks: [TaskID]
    /// What most often came next, at most three.
    public var next: [Next]
}
