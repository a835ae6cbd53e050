import AnnealDecisions
import AnnealExecution
import AnnealFoundation
import AnnealLearning
import Foundation

/// Runs every arm on every task of a suite that has no outcome yet.
struct OutcomeRecorder: Sendable {
    let suite: TaskSuite
    let arms: [SelectionArm]
    /// Addresses by model.
    let addresses: [String: String]
    /// The servers' names of models, where they serve several.
    let modelNames: ArmModelOption
    let file: OutcomeFile
    let tests: HiddenTests
    /// Of the order of the tasks and of sampling.
    let seed: UInt64
    /// What a run may take.
    let budget: Duration
    /// A folder for the cases.
    let folder: URL
    /// Further flags of every run.
    let flags: [String]
    /// Speeds by model, where seconds are reckoned from tokens.
    let speeds: [String: ModelSpeed]
    /// Cases at the same time.
    let jobs: Int

    /// How far the recording is.
    struct Progress: Sendable {
        var done: Int
        var total: Int
        var outcome: ArmOutcome
    }

    /// What came of the recording.
    struct Result: Sendable {
        /// Outcomes that were recorded now.
        var recorded = 0
        /// Cases that had an outcome before.
        var known = 0
        /// Cases from which nothing could be learned, in words.
        var failures: [String] = []
    }

    /// Records; tasks come in an order that the seed decides, so that a recording that was cut short is a fair sample.
    ///
    /// - Parameters:
    ///   - limit: cases at most.
    ///   - told: hears of every outcome, after it is on disk.
    /// - Returns: what was recorded.
    /// - Throws: `CaseFailure` where other cases would fail in the same way; `SuiteError`, `CancellationError`.
    func record(limit: Int?, _ told: @escaping @Sendable (Progress) throws -> Void) async throws -> Result {
        var random = RandomSource(seed: seed)
        let tasks = random.permutation(suite.tasks.count).map { suite.tasks[$0] }
        let cases = tasks.flatMap { task in arms.map { (task: task, arm: $0) } }
        let desk = RecordingDesk(cases: cases, file: file, limit: limit, told: told)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<max(1, jobs) {
                group.addTask {
                    while let next = try await desk.next() {
                        do {
                            try await desk.keep(try await recordOne(next.task, next.arm))
                        } catch let failure as CaseFailure where !failure.isFinal {
                            await desk.note(failure)
                        }
                        try Task.checkCancellation()
                    }
                }
            }
            // The first failure ends the others, too.
            for try await _ in group {}
        }
        return await desk.result
    }

    private func recordOne(_ task: SuiteTask, _ arm: SelectionArm) async throws -> ArmOutcome {
        try await SuiteCase(
            task: task, arm: arm, address: addresses[arm.model] ?? "", modelName: modelNames[arm.model], seed: seed,
            budget: budget,
            folder: folder.appending(path: "\(arm.name)-\(task.id)"), tests: tests, flags: flags,
            speed: speeds[arm.model]
        ).record()
    }
}
