import AnnealDecisions
import AnnealExecution
import AnnealFoundation
import AnnealLearning
import Foundation

/// Runs every arm on every task of a suite that has no outcome yet, one after the other.
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
    func record(limit: Int?, _ told: (Progress) throws -> Void) async throws -> Result {
        var result = Result()
        var random = RandomSource(seed: seed)
        let tasks = random.permutation(suite.tasks.count).map { suite.tasks[$0] }
        let total = tasks.count * arms.count
        for task in tasks {
            for arm in arms {
                // Other processes may record into the same file.
                if try file.read().outcomes.contains(where: { $0.task == task.id && $0.arm == arm.name }) {
                    result.known += 1
                    continue
                }
                if let limit, result.recorded >= limit { return result }
                do {
                    let outcome = try await recordOne(task, arm)
                    try file.add(outcome)
                    result.recorded += 1
                    try told(Progress(done: result.known + result.recorded, total: total, outcome: outcome))
                } catch let failure as CaseFailure where !failure.isFinal {
                    result.failures.append(failure.message)
                }
                try Task.checkCancellation()
            }
        }
        return result
    }

    private func recordOne(_ task: SuiteTask, _ arm: SelectionArm) async throws -> ArmOutcome {
        try await SuiteCase(
            task: task, arm: arm, address: addresses[arm.model] ?? "", modelName: modelNames[arm.model], seed: seed,
            budget: budget,
            folder: folder.appending(path: "\(arm.name)-\(task.id)"), tests: tests, flags: flags
        ).record()
    }
}
