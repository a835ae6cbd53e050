internal import AnnealDecisions
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import Foundation

extension WorkflowSession {
    /// Every arm that a task's work may take.
    private static let arms: [String] = {
        var seen = Set<String>()
        let steps = [draft] + Workflow.standard(rounds: 6).steps.map(\.name)
        let suggestions = [SuggestedChecks.Form.calls, .tests].map(\.arm)
        return (steps + suggestions).filter { seen.insert($0).inserted }
    }()

    /// Logs which arm is taken: the fixed workflow chooses it with probability 1.
    mutating func log(_ arm: String, batch: Int) async throws -> Decision {
        let candidates = Self.arms.contains(arm) ? Self.arms : Self.arms + [arm]
        armsTaken += 1
        let stage = environment.stage == 0 ? "" : "+\(environment.stage)"
        let decision = Decision(
            id: "\(environment.run)/\(task.id)/\(environment.attempt)\(stage)/arm/\(armsTaken)/\(arm)",
            point: "execution.arm",
            run: environment.run, task: task.id,
            state: [
                "checks": Double(checks.count), "effort": task.effort, "answers": Double(self.candidates.count),
                "passed": Double(best?.passed ?? 0), "failed": Double(best?.failures.count ?? 0),
                "findings": Double(best?.findings.count ?? 0), "batch": Double(batch),
            ],
            candidates: candidates, choice: candidates.firstIndex(of: arm) ?? 0, probability: 1,
            policy: "fixed/1", reason: "the next step of the workflow", time: Date())
        try await environment.decisions.record(decision)
        return decision
    }

    /// Logs what came of an arm: how much larger the share of passed checks became, less what it cost.
    func logOutcome(_ decision: Decision, balanceBefore: Double, usage: Usage) async throws {
        let gained = (best?.balance ?? 0) - balanceBefore
        let generated = usage.generated.value
        let price = min(0.5, Double(generated) / 20_000)
        try await environment.decisions.record(
            Outcome(
                decision: decision.id, reward: max(-1, min(1, gained - price)),
                parts: [
                    "gained": gained, "tokens": Double(generated), "complete": best?.isComplete == true ? 1 : 0,
                ], time: Date()))
    }
}
