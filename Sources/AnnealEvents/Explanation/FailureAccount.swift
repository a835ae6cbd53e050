/// What is known of a failure from earlier times, and what became of it this time.
public struct FailureAccount: Sendable, Hashable, Codable {
    /// A change with which the failure was gone, and how often.
    public struct Mend: Sendable, Hashable, Codable {
        /// The change in words.
        public var change: String
        /// How often.
        public var times: Int
    }

    /// What came of it in its own run.
    public struct Aftermath: Sendable, Hashable, Codable {
        /// Where it went well, if it did.
        public var mended: EventPlace?
        /// What had changed by then, in words.
        public var changes: [String]
        /// How often it failed again before that, or before the run's end.
        public var failures: Int
    }

    /// What makes it the same failure.
    public var pattern: EventPattern
    /// How many events before told of it.
    public var seenBefore: Int
    /// In how many runs, its own included when it was seen there.
    public var runs: Int
    /// How often what failed went well later.
    public var mended: Int
    /// How often its task was given up.
    public var abandoned: Int
    /// How often its task was committed with it.
    public var committed: Int
    /// With what it was gone, the most frequent first, at most five.
    public var mends: [Mend]
    /// What came of it in its own run.
    public var aftermath: Aftermath?

    init(_ pattern: EventPattern, ledger: FailureHistory.Ledger) {
        self.pattern = pattern
        seenBefore = ledger.events
        runs = ledger.runs.count
        mended = ledger.mended
        abandoned = ledger.abandoned
        committed = ledger.committed
        mends = ledger.mends.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5).map {
            Mend(change: $0.key, times: $0.value)
        }
    }
}
