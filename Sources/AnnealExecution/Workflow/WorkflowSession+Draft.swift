internal import AnnealFoundation
internal import AnnealModels

extension WorkflowSession {
    /// The arm of the smaller model's answers.
    static let draft = Workflow.Step.draft(temperature: 0).name

    /// Asks the smaller model first, where there is one beside the main model and checks tell what its answers are worth.
    ///
    /// What of its answers passes every check is compared like that of the main model; where they do not agree, the main
    /// model is asked for further ones.
    mutating func takeDraft(_ workflow: Workflow) async throws {
        guard capabilities.draftSlots != nil, environment.attempt == 1, environment.stage == 0, !checks.isEmpty else {
            return
        }
        do {
            try await take(.draft(temperature: workflow.draftTemperature), untilComplete: workflow.confirmation == nil)
        } catch let error as ModelError where error.code != .budgetSpent {
            // The main model does without it.
            notes.append("no draft: \(error.message)")
        } catch is CancellationError {
            try putBackBest()
            throw CancellationError()
        }
    }

    /// The candidates that say something of how the main model reads the task: answers of the smaller one that fail do
    /// not.
    var telling: [Candidate] { candidates.filter { $0.arm != Self.draft || $0.isSound } }
}
