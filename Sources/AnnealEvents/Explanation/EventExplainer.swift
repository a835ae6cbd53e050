internal import AnnealFoundation

/// Explains an event by what a log has before it.
///
/// Events must come in the order of the log. Causes are those changes that lie between the last success and the first
/// failure after it; they are ranked by how often the same change preceded failures and successes in the whole log. These
/// are frequencies: a change that always comes along with the true cause ranks as high as that.
public struct EventExplainer: Sendable {
    /// How many changes before the event are told.
    static let changeCount = 10

    private let enhancer = EventEnhancer()
    private var history = FailureHistory()
    private var sequences = RunSequences()

    /// Creates an explainer that knows nothing.
    public init() {}

    /// Learns from an event before the one that is to be explained. Complexity: O(1).
    ///
    /// - Parameter stored: the next event.
    public mutating func absorb(_ stored: StoredEvent) {
        enhancer.absorb(stored.event)
        history.absorb(stored)
        sequences.absorb(stored.event)
    }

    /// Explains an event, and learns from it.
    ///
    /// - Parameters:
    ///   - target: the next event.
    ///   - rest: what its run told after it, which tells what became of a failure and whether the run is unusual.
    /// - Returns: the explanation.
    public mutating func explain(_ target: StoredEvent, followedBy rest: [StoredEvent] = []) -> EventExplanation {
        let event = target.event
        let trail = event.run.map { history.trail(of: $0) }
        let outcome = EventOutcome(event)
        var explanation = EventExplanation(
            enhanced: enhancer.enhance(event), place: EventPlace(target),
            before: trail?.newest(Self.changeCount) ?? [], failure: nil, sequence: nil, causes: nil)
        if let outcome, outcome.failed, let pattern = explanation.enhanced.pattern {
            explanation.failure = FailureAccount(pattern, ledger: history.ledger(of: pattern))
        }
        explanation.sequence = event.run.map { sequences.account(of: $0, followedBy: [target] + rest) }
        history.absorb(target)
        sequences.absorb(event)
        guard let run = event.run else { return explanation }
        if let outcome, outcome.failed {
            explanation.causes = CauseAccount(outcome.subject, in: history.trail(of: run), of: history)
            explanation.failure?.aftermath = aftermath(of: outcome.subject, in: run, rest)
        }
        return explanation
    }

    /// What came of a failure in the rest of its run; `nil` when nothing was told of it any more.
    private func aftermath(
        of subject: EventOutcome.Subject, in run: RunID, _ rest: [StoredEvent]
    ) -> FailureAccount.Aftermath? {
        var trail = history.trail(of: run)
        var models: [String: String] = [:]
        var failures = 0
        for stored in rest where stored.event.run == run {
            guard let step = trail.absorb(stored, models: &models), step.outcome.subject == subject else { continue }
            guard step.outcome.failed else {
                return FailureAccount.Aftermath(
                    mended: EventPlace(stored), changes: step.changes.map(\.text), failures: failures)
            }
            failures += 1
        }
        return failures == 0 ? nil : FailureAccount.Aftermath(mended: nil, changes: [], failures: failures)
    }
}
