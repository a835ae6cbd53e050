internal import AnnealDecisions
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import Foundation

extension WorkflowSession {
    /// Logs which arm is taken: the fixed workflow chooses it with probability 1.
    func log(_ step: Workflow.Step, batch: Int) async throws -> Decision {
        let arms = Workflow.standard(rounds: 4).steps.map(\.name)
        let candidates = arms.contains(step.name) ? arms : arms + [step.name]
        let decision = Decision(
            id: "\(environment.run)/\(task.id)/arm/\(self.candidates.count)/\(step.name)", point: "execution.arm",
            run: environment.run, task: task.id,
            state: [
                "checks": Double(checks.count), "effort": task.effort, "answers": Double(self.candidates.count),
                "passed": Double(best?.passed ?? 0), "failed": Double(best?.failures.count ?? 0),
                "findings": Double(best?.findings.count ?? 0), "batch": Double(batch),
            ],
            candidates: candidates, choice: candidates.firstIndex(of: step.name) ?? 0, probability: 1,
            policy: "fixed/1", reason: "the next step of the workflow", time: Date())
        try await environment.decisions.record(decision)
        return decision
    }

    /// Logs what came of an arm: the share of the task's checks that it won, less what it cost.
    func logOutcome(_ decision: Decision, passedBefore: Int, usage: Usage) async throws {
        let gained = Double((best?.passed ?? 0) - passedBefore) / Double(max(1, checks.count))
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
