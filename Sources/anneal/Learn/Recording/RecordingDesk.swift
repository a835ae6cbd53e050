import AnnealDecisions

/// Hands out the cases of a recording, one to each who asks, and keeps what came of them.
actor RecordingDesk {
    private let cases: [(task: SuiteTask, arm: SelectionArm)]
    private let file: OutcomeFile
    private let limit: Int?
    private let told: @Sendable (OutcomeRecorder.Progress) throws -> Void
    private var place = 0
    private var begun = 0
    /// What came of the recording so far.
    private(set) var result = OutcomeRecorder.Result()

    /// Begins with the first of the cases.
    init(
        cases: [(task: SuiteTask, arm: SelectionArm)], file: OutcomeFile, limit: Int?,
        told: @escaping @Sendable (OutcomeRecorder.Progress) throws -> Void
    ) {
        self.cases = cases
        self.file = file
        self.limit = limit
        self.told = told
    }

    /// The next case without an outcome; `nil` when there is none or the limit is reached.
    ///
    /// - Throws: `SuiteError` when the outcomes cannot be read.
    func next() throws -> (task: SuiteTask, arm: SelectionArm)? {
        while place < cases.count {
            let (task, arm) = cases[place]
            // Other processes may record into the same file.
            if try file.read().outcomes.contains(where: { $0.task == task.id && $0.arm == arm.name }) {
                result.known += 1
                place += 1
                continue
            }
            if let limit, begun >= limit { return nil }
            place += 1
            begun += 1
            return (task, arm)
        }
        return nil
    }

    /// Puts an outcome on disk and tells of it.
    ///
    /// - Throws: `SuiteError` when it cannot be written; what `told` throws.
    func keep(_ outcome: ArmOutcome) throws {
        try file.add(outcome)
        result.recorded += 1
        try told(
            OutcomeRecorder.Progress(done: result.known + result.recorded, total: cases.count, outcome: outcome))
    }

    /// Remembers a case from which nothing could be learned; it does not count in the limit.
    func note(_ failure: CaseFailure) {
        begun -= 1
        result.failures.append(failure.message)
    }
}
