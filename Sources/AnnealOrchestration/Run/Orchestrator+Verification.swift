internal import AnnealDecisions
internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealTelemetry

extension Orchestrator {
    /// Commits the tests of the specification, so that anyone can repeat them on the branch.
    func commitChecks() async throws {
        guard let plan = state.summary.plan, !state.hasChecks else { return }
        if let intent = state.checksIntent {
            return try await finishChecks(intent)
        }
        let head = state.summary.head
        let worktree = try await parts.git.addWorktree(at: household.path("tests"), commit: head)
        let limit = time.remaining.map { $0 * 0.4 }
        let (subject, environment, verifier) = (subject(plan), environment(limit: limit), parts.verifier)
        let written = try await step(.verification, "write checks") {
            try await Deadline.run(until: limit.map { .now + $0 }) {
                try await verifier.writeChecks(
                    of: subject, into: Workspace(root: worktree.path, base: head), environment: environment)
            }
        }
        guard let written else {
            try record(.note("the tests of the specification are not on the branch: there was no time to try them"))
            return try record(.checksCommitted(nil))
        }
        let stored = try await parts.git.storeTree(
            of: worktree, base: head,
            screen: TreeScreen(planned: Set(written), keepsDependencies: state.summary.needsPerson),
            exclusions: household.exclusions(), always: written)
        let tree = stored.tree
        for note in try parts.gate.record(stored.takenOut) { try record(.note(note)) }
        try parts.git.removeWorktree(at: worktree.path)
        if try await parts.git.tree(of: head) == tree { return try record(.checksCommitted(nil)) }
        let message = "Tests of the specification\n\nAnneal-Run: \(run)\nAnneal-Task: \(Self.checksTask)\n"
        let commit = TaskCommit(tree: tree, parent: head, message: message, time: parts.now())
        try record(.checksIntended(commit))
        try await finishChecks(commit)
    }

    /// What stands for a task in the trailers of the commit with the specification's tests.
    private static let checksTask = "checks"

    private func finishChecks(_ commit: TaskCommit) async throws {
        let identifier = try await parts.git.store(commit)
        try await parts.git.moveBranch(state.summary.branch, from: commit.parent, to: identifier)
        try record(.checksCommitted(identifier))
    }

    private func subject(_ plan: Plan) -> VerificationSubject {
        var attempts: [TaskID: Attempt] = [:]
        for result in state.summary.tasks where result.phase == .committed { attempts[result.task.id] = result.attempt }
        return VerificationSubject(
            specification: state.request.specification, plan: plan, attempts: attempts, baseline: state.baseline)
    }

    private func environment(limit: Duration?) -> VerificationEnvironment {
        VerificationEnvironment(sandbox: parts.sandbox, events: parts.events, timeLimit: limit)
    }

    /// Has the branch's head verified, unless it was already.
    func verify() async throws {
        guard let plan = state.summary.plan, !state.isVerified else { return }
        let head = state.summary.head
        let worktree = try await parts.git.addWorktree(at: household.path("check"), commit: head)
        let limit = time.remaining.map { max(.seconds(1), $0 - .seconds(2)) }
        let (subject, environment, verifier) = (subject(plan), environment(limit: limit), parts.verifier)
        let workspace = Workspace(root: worktree.path, base: head)
        let found = try await step(.verification, "verify") {
            try await Deadline.run(until: limit.map { .now + $0 }) {
                try await verifier.verify(subject, in: workspace, environment: environment)
            }
        }
        let verification =
            found
            ?? .nothingChecked(
                of: state.request.specification, reason: "the time was up before the checks had ended")
        try record(.verified(verification, head: head))
        try parts.git.removeWorktree(at: worktree.path)
        tellVerdicts()
    }

    /// Tells every decision that nobody has judged yet (how to plan, which executor) what came of the run.
    func judgeDecisions() async throws {
        let summary = state.summary
        let verified = Double(summary.verdicts.filter { $0.verdict == .verified }.count)
        let share = summary.verdicts.isEmpty ? 0 : verified / Double(summary.verdicts.count)
        let tokens = summary.usage.prompt.value - summary.usage.cached.value + summary.usage.generated.value
        let parts: [String: Double] = [
            "verified": share, "requirements": Double(summary.verdicts.count),
            "regressions": Double(summary.regressions.count), "seconds": summary.duration.seconds,
            "tokens": Double(tokens), "generatedTokens": Double(summary.usage.generated.value),
            "cost": summary.usage.cost.dollars,
        ]
        let shape = PlanningShapePoint()
        let judgedElsewhere = [TaskSelection.point, SchedulingPoint().name, ResourcePoint().name]
        for (decision, outcome) in try await self.parts.decisions.decisions(of: run)
        where outcome == nil && !judgedElsewhere.contains(decision.point) {
            let whole = summary.regressions.isEmpty ? share : share - 1
            try await self.parts.decisions.record(
                Outcome(
                    decision: decision.id, reward: decision.point == shape.name ? shape.reward(of: parts) : whole,
                    parts: parts, time: self.parts.now()))
        }
    }
}
