internal import Foundation

/// A change that preceded the beginning of a failure, with what speaks for it and against it.
public struct ProbableCause: Sendable, Hashable, Codable {
    /// The change.
    public var change: EventChange
    /// Seconds from the change to the first failure.
    public var secondsBefore: Double
    /// How many beginnings of such failures it preceded in the log, this one included.
    public var failures: Int
    /// How many successes it preceded.
    public var successes: Int
    /// The share of failures among what it preceded.
    public var share: Double
    /// Its bounds at 95 %.
    public var shareLow: Double
    /// Its bounds at 95 %.
    public var shareHigh: Double
    /// The share of failures among what it did not precede; `nil` when there was nothing else.
    public var shareWithout: Double?
    /// How many times likelier it is before a failure than before a success, as a logarithm; see `docs/events.md`.
    public var weight: Double
    /// Whether the cases do not tell it from chance: fewer than 8, or bounds that hold the share without it.
    public var isWeak: Bool

    init(_ change: EventChange, onset: EventPlace, counts: FailureHistory.Counts, totals: FailureHistory.Counts) {
        self.change = change
        secondsBefore = max(0, onset.time.timeIntervalSince(change.time))
        failures = counts.onsets
        successes = counts.passes
        let seen = ObservedShare(hits: counts.onsets, of: counts.onsets + counts.passes)
        share = seen.share
        shareLow = seen.interval.lowerBound
        shareHigh = seen.interval.upperBound
        let others = ObservedShare(
            hits: max(0, totals.onsets - counts.onsets),
            of: max(0, totals.onsets + totals.passes - counts.onsets - counts.passes))
        shareWithout = others.cases == 0 ? nil : others.share
        // Half a case is added to each side, so that nothing is certain that was seen once.
        weight =
            log((Double(counts.onsets) + 0.5) / (Double(totals.onsets) + 1))
            - log((Double(counts.passes) + 0.5) / (Double(totals.passes) + 1))
        isWeak = seen.cases < EventEnhancer.enoughCases || seen.interval.contains(shareWithout ?? share)
    }
}

/// Since when something fails, and what changed before.
public struct CauseAccount: Sendable, Hashable, Codable {
    /// What fails, in words.
    public var subject: String
    /// The first failure since it went well, or since the run began.
    public var onset: EventPlace
    /// How often it failed since then, up to the event.
    public var failures: Int
    /// How often it had gone well in the run.
    public var successesBefore: Int
    /// When it last had.
    public var lastSuccess: EventPlace?
    /// What changed between that and the first failure, the likeliest first.
    public var causes: [ProbableCause]
    /// How many beginnings of failures of that kind the log has.
    public var knownFailures: Int
    /// How many successes.
    public var knownSuccesses: Int

    /// How many causes are told.
    static let causeLimit = 10

    /// Ranks what preceded a failure; `nil` when the subject does not fail.
    init?(_ subject: EventOutcome.Subject, in trail: RunTrail, of history: FailureHistory) {
        guard let account = trail.accounts[subject], let failing = account.failing else { return nil }
        let totals = history.totals(of: subject)
        self.subject = subject.text
        onset = failing.onset
        failures = failing.failures
        successesBefore = account.passes
        lastSuccess = account.lastPass
        knownFailures = totals.onsets
        knownSuccesses = totals.passes
        // Of several edits of a file the last one before the failure.
        let newest = Dictionary(failing.candidates.map { ($0.text, $0) }, uniquingKeysWith: { $1 })
        causes = newest.values.map { change in
            ProbableCause(
                change, onset: failing.onset,
                counts: history.counts(of: change, before: subject, in: trail.repository), totals: totals)
        }.sorted { ($1.weight, $1.change.offset, $0.change.text) < ($0.weight, $0.change.offset, $1.change.text) }
        causes = Array(causes.prefix(Self.causeLimit))
    }
}
