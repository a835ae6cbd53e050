internal import AnnealFoundation
internal import Synchronization

/// Gives events their context, similar past events and a predicted impact on the way through.
///
/// Events must come in the order of the log. Each is judged by what was before it alone and counts only then.
public final class EventEnhancer: Sendable {
    /// From how many cases on the narrowest kind of similar events is used.
    public static let enoughCases = 8
    /// How many runs are followed at the same time.
    static let runLimit = 64

    private struct State {
        var history: EventHistory
        var runs: [RunID: RunContext] = [:]
        var order: [RunID] = []
        var patterns = PatternCounts()
    }

    private let state: Mutex<State>

    /// Creates an enhancer.
    ///
    /// - Parameter history: what is known already, as from an `EventFold` of the log.
    public init(history: EventHistory = EventHistory()) { state = Mutex(State(history: history)) }

    /// Adds to an event what is known, and learns from it. Complexity: O(1), O(tasks) for those touched.
    ///
    /// - Parameter event: the next event.
    /// - Returns: the event with its context.
    public func enhance(_ event: CloudEvent) -> EnhancedEvent {
        state.withLock { state in
            let run = event.run.flatMap { state.runs[$0] } ?? RunContext()
            var pattern = EventPattern(event)
            if let known = pattern { pattern?.seenBefore = state.patterns.count(of: known) }
            var enhanced = EnhancedEvent(
                event: event, context: run.context(of: event), pattern: pattern, similar: [], impact: nil)
            if let (key, record) = state.history.record(of: event, cases: Self.enoughCases) {
                enhanced.similar = record.examples
                enhanced.impact = Self.impact(key, record, touched: event.task.map { run.touched(by: $0) } ?? [])
            }
            Self.learn(event, in: &state)
            return enhanced
        }
    }

    /// Learns from an event without judging it.
    ///
    /// - Parameter event: the next event.
    public func absorb(_ event: CloudEvent) { state.withLock { Self.learn(event, in: &$0) } }

    private static func learn(_ event: CloudEvent, in state: inout State) {
        state.history.absorb(event)
        if let pattern = EventPattern(event) { state.patterns.add(pattern) }
        guard let run = event.run else { return }
        if state.runs[run] == nil {
            state.order.append(run)
            if state.order.count > runLimit { state.runs[state.order.removeFirst()] = nil }
        }
        state.runs[run, default: RunContext()].absorb(event)
    }

    private static func impact(_ key: String, _ record: EventRecord, touched: [TaskID]) -> EventImpact {
        var remaining: EventImpact.Remaining?
        if let low = record.quantile(0.1), let median = record.quantile(0.5), let high = record.quantile(0.9) {
            remaining = EventImpact.Remaining(low: low, median: median, high: high, cases: record.durations)
        }
        let total = max(1, record.next.values.reduce(0, +))
        let next = record.next.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3).map {
            EventImpact.Next(type: $0.key, share: Double($0.value) / Double(total))
        }
        let bounds = record.outcomes.interval
        return EventImpact(
            signature: key, failureRisk: record.outcomes.share, failureRiskLow: bounds.lowerBound,
            failureRiskHigh: bounds.upperBound, cases: record.outcomes.cases, confidence: record.outcomes.confidence,
            remaining: remaining, tasks: touched, next: next)
    }
}
