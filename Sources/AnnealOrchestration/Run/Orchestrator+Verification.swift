internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealPlanning

extension Orchestrator {
    /// Has the branch's head verified, unless it was already.
    func verify() async throws {
        guard let plan = state.summary.plan, !state.isVerified else { return }
        let head = state.summary.head
        let worktree = try await parts.git.addWorktree(at: household.path("check"), commit: head)
        var attempts: [TaskID: Attempt] = [:]
        for result in state.summary.tasks where result.phase == .committed { attempts[result.task.id] = result.attempt }
        let subject = VerificationSubject(
            specification: state.request.specification, plan: plan, attempts: attempts, baseline: state.baseline)
        let limit = time.remaining.map { max(.seconds(1), $0 - .seconds(2)) }
        let environment = VerificationEnvironment(sandbox: parts.sandbox, events: parts.events, timeLimit: limit)
        let verifier = parts.verifier
        let workspace = Workspace(root: worktree.path, base: head)
        let found = try await Deadline.run(until: limit.map { .now + $0 }) {
            try await verifier.verify(subject, in: workspace, environment: environment)
        }
        let verification =
            found
            ?? .nothingChecked(
                of: state.request.specification, reason: "the time was up before the checks had ended")
        try record(.verified(verification, head: head))
        try parts.git.removeWorktree(at: worktree.path)
        tellVerdicts()
    }
}
