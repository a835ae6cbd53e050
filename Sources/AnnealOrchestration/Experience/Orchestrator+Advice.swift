internal import AnnealDecisions
internal import AnnealFoundation
internal import AnnealPlanning
internal import AnnealSpecs

extension Orchestrator {
    /// What earlier runs say of a task. A small share of the tasks that they say something of is not told, by a draw that
    /// only the task decides: that is logged with its probability, so that the outcomes tell whether advice helps.
    func advice(on task: PlanTask, attempt: Int) async throws -> String? {
        guard let advising = parts.advising else { return nil }
        let requirements = state.request.specification.requirements.filter { task.requirements.contains($0.id) }
        let section = await advising(AdviceSubject(task: task, requirements: requirements, attempt: attempt))
        let id = "\(run)/\(task.id)/\(attempt)/guidance"
        let draw = PolicyDraw(key: id, charge: .fixed, exploration: parts.selection?.exploration ?? 0)
        let isTold = section != nil && !draw.isLearned
        try await parts.decisions.record(
            Decision(
                id: id, point: "experience.guidance", run: run, task: task.id,
                state: ["bytes": Double(section?.utf8.count ?? 0), "effort": task.effort],
                candidates: ["without", "with"], choice: isTold ? 1 : 0,
                probability: section == nil ? 1 : draw.probability, policy: "fixed/1",
                reason: section == nil
                    ? "earlier runs have nothing like it"
                    : isTold ? "earlier runs have something like it" : "left out with a small probability, to compare",
                time: parts.now()))
        return isTold ? section : nil
    }
}
