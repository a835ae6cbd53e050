internal import AnnealFoundation

/// What preceded failures and successes, and what became of failures, gathered from a log in its order.
struct FailureHistory: Sendable {
    /// How many runs are followed at the same time.
    static let runLimit = 64
    /// How many changes, and how many failures, are told apart; of more the rare ones are forgotten.
    static let keyLimit = 20_000

    /// How often something preceded the beginning of a failure, and how often a success.
    struct Counts: Sendable, Hashable {
        var onsets = 0
        var passes = 0
    }

    /// What became of one failure.
    struct Ledger: Sendable, Hashable {
        static let runLimit = 1_000
        static let mendLimit = 32

        /// How many events told of it.
        var events = 0
        var runs: Set<RunID> = []
        /// What it was a failure of went well later.
        var mended = 0
        /// Its task was given up.
        var abandoned = 0
        /// Its task was committed with it.
        var committed = 0
        /// What had changed when it was gone.
        var mends: [String: Int] = [:]

        mutating func note(in run: RunID) {
            events += 1
            if runs.count < Self.runLimit { runs.insert(run) }
        }

        mutating func noteMended(by changes: [EventChange]) {
            mended += 1
            for text in Set(changes.map(\.text)) where mends[text] != nil || mends.count < Self.mendLimit {
                mends[text, default: 0] += 1
            }
        }
    }

    private var trails: [RunID: RunTrail] = [:]
    private var order: [RunID] = []
    private var models: [String: String] = [:]
    private var counts: [String: Counts] = [:]
    private var totals: [String: Counts] = [:]
    private var ledgers: [String: Ledger] = [:]

    /// What is known of a run.
    func trail(of run: RunID) -> RunTrail { trails[run] ?? RunTrail() }

    /// What became of a failure so far.
    func ledger(of pattern: EventPattern) -> Ledger { ledgers[pattern.id] ?? Ledger() }

    /// How often a change preceded failures and successes of such a subject.
    func counts(of change: EventChange, before subject: EventOutcome.Subject, in repository: String) -> Counts {
        counts[Self.key(change, subject, repository)] ?? Counts()
    }

    /// How many failures began and how many successes there were of such subjects.
    func totals(of subject: EventOutcome.Subject) -> Counts { totals[subject.kind] ?? Counts() }

    /// Takes the next event of the log.
    ///
    /// - Returns: the outcome that it tells, if it does.
    @discardableResult
    mutating func absorb(_ stored: StoredEvent) -> RunTrail.Step? {
        guard let run = stored.event.run else { return nil }
        if trails[run] == nil {
            order.append(run)
            if order.count > Self.runLimit { trails[order.removeFirst()] = nil }
        }
        guard let step = trails[run, default: RunTrail()].absorb(stored, models: &models) else { return nil }
        if step.isOnset || !step.outcome.failed { count(step, in: trail(of: run).repository) }
        if step.outcome.failed, let pattern = EventPattern(stored.event) {
            if ledgers[pattern.id] == nil { ledgers.makeRoom(limit: Self.keyLimit) { $0.events } }
            ledgers[pattern.id, default: Ledger()].note(in: run)
        }
        settle(step, of: run)
        return step
    }

    private mutating func count(_ step: RunTrail.Step, in repository: String) {
        func add(to counts: inout Counts) {
            if step.outcome.failed { counts.onsets += 1 } else { counts.passes += 1 }
        }
        let subject = step.outcome.subject
        add(to: &totals[subject.kind, default: Counts()])
        counts.makeRoom(limit: Self.keyLimit) { $0.onsets + $0.passes }
        for key in Set((step.changes + step.standing).map { Self.key($0, subject, repository) }) {
            add(to: &counts[key, default: Counts()])
        }
    }

    private mutating func settle(_ step: RunTrail.Step, of run: RunID) {
        let subject = step.outcome.subject
        if step.isMended {
            for id in trails[run]?.settle(subject) ?? [] { ledgers[id]?.noteMended(by: step.changes) }
        }
        guard case .task(let task) = subject else { return }
        for id in trails[run]?.settle(.checks(task)) ?? [] {
            if step.outcome.failed { ledgers[id]?.abandoned += 1 } else { ledgers[id]?.committed += 1 }
        }
    }

    /// Files of different repositories have nothing to do with each other.
    private static func key(
        _ change: EventChange, _ subject: EventOutcome.Subject, _ repository: String
    ) -> String {
        let isFile = change.kind == .edit || change.kind == .commit
        return "\(subject.kind)\n\(isFile ? repository : "")\n\(change.text)"
    }
}
