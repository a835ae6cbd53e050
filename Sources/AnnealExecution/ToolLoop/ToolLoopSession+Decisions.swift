internal import AnnealContext
internal import AnnealDecisions
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import Foundation

extension ToolLoopSession {
    /// Logs that the task is worked on with tools: there is one way so far, taken with probability 1.
    func logDecision() async throws -> Decision {
        let decision = Decision(
            id: "\(environment.run)/\(task.id)/tool-loop", point: "execution.tool-loop", run: environment.run,
            task: task.id,
            state: [
                "checks": Double(requiredChecks.count), "effort": task.effort, "files": Double(project.files.count),
                "context": Double(capabilities.contextLength.value), "steps": Double(limits.steps),
            ],
            candidates: ["tool-loop"], choice: 0, probability: 1, policy: "fixed/1",
            reason: "the model works with tools by itself", time: Date())
        try await environment.decisions.record(decision)
        return decision
    }

    /// Logs what came of it: the share of the task's checks that pass, less what it cost.
    func logOutcome(_ decision: Decision) async throws {
        let result = outcome?.result
        let passed = Double(result?.passed ?? 0) / Double(max(1, requiredChecks.count))
        let generated = Double(usage.generated.value)
        try await environment.decisions.record(
            Outcome(
                decision: decision.id, reward: max(-1, min(1, passed - min(0.5, generated / 20_000))),
                parts: [
                    "passed": passed, "tokens": generated, "steps": Double(step),
                    "complete": result?.isComplete == true ? 1 : 0,
                ], time: Date()))
    }
}
