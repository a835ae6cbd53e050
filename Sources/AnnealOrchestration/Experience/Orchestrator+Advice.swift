internal import AnnealDecisions
internal import AnnealFoundation
internal import AnnealPlanning
internal import AnnealSpecs

extension Orchestrator {
    /// What earlier runs say of a task. Whether there was advice is logged as a decision, so that its outcome tells
    /// whether advice helps.
    func advice(on task: PlanTask, attempt: Int) async throws -> String? {
        guard let advising = parts.advising else { return nil }
        let requirements = state.request.specification.requirements.filter { task.requirements.contains($0.id) }
        let section = await advising(AdviceSubject(task: task, requirements: requirements, attempt: attempt))
        try await parts.decisions.record(
            Decision(
                id: "\(run)/\(task.id)/\(attempt)/guidance", point: "experience.guidance", run: run, task: task.id,
                state: ["bytes": Double(section?.utf8.count ?? 0), "effort": task.effort],
                candidates: ["without", "with"], choice: section == nil ? 0 : 1, probability: 1, policy: "fixed/1",
                reason: section == nil ? "earlier runs have nothing like it" : "earlier runs have something like it",
                time: parts.now()))
        return section
    }
}
