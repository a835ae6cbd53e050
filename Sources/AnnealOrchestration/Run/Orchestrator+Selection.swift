internal import AnnealDecisions
internal import AnnealEvents
internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning

extension Orchestrator {
    /// The executor of a task: the run's, or the same in the stages that were chosen for this task.
    ///
    /// A learned policy that cannot be read never stops a run: the fixed way is taken, and that is told.
    func executor(
        for task: PlanTask, attempt: Int, base: any TaskExecutor, plan: Plan
    ) async throws -> any TaskExecutor {
        guard let selection = parts.selection, base.name == "workflow", tasksWithChecks(plan).contains(task.id)
        else { return base }
        // Before the first contact a server that was given by its address alone has no model's name.
        _ = try? await parts.model.capabilities()
        let subject = TaskSelection.Subject(
            run: run, task: task, attempt: attempt, specification: state.request.specification,
            model: parts.model.name, settings: state.request.settings, flags: state.request.flags)
        do {
            let before = try await parts.decisions.decisions(of: run).first { $0.0.id == subject.decision }?.0
            guard let choice = try selection.choose(subject, before: before, at: parts.now()) else { return base }
            try await parts.decisions.record(choice.decision)
            tell(choice.decision, choice.told)
            return choice.stages.count > 1 ? StagedExecutor(base, stages: choice.stages) : base
        } catch let error as CancellationError {
            throw error
        } catch {
            parts.events.send("item.note", task: task.id, ["text": .string("the learned policy is not used: \(error)")])
            return base
        }
    }

    /// Tells the log what came of the choice for a task.
    func judgeSelection(of outcome: TaskWork.Outcome, attempt: Int) async throws {
        guard let selection = parts.selection else { return }
        // Work that was cut off or spent its budget met nothing: leaving it out would praise the way that was cheap until
        // then. A model that failed says nothing of the way.
        if case .failed = outcome.ending { return }
        var unmet = 1
        if case .done = outcome.ending {
            guard let told = outcome.attempt.unmet else { return }
            unmet = told
        }
        let id = "\(run)/\(TaskSelection.point)/\(outcome.task)/\(attempt)"
        guard try await parts.decisions.decisions(of: run).contains(where: { $0.0.id == id }) else { return }
        let usage = outcome.attempt.usage
        let tokens = usage.prompt.value - usage.cached.value + usage.generated.value
        // A policy that cannot be read never stops a run; then the usual measure has to do.
        let reward =
            (try? selection.reward(unmet: unmet, tokens: tokens))
            ?? SelectionReward().value(isRight: unmet == 0, tokens: Double(tokens))
        try await parts.decisions.record(
            Outcome(
                decision: id, reward: reward,
                parts: [
                    "passes": unmet == 0 ? 1 : 0, "tokens": Double(tokens),
                    "seconds": outcome.attempt.duration.seconds,
                ], time: parts.now()))
    }

    /// Lets the gate learn from this run, and tells who is in charge from now on where that changed.
    func learnFromSelection() async throws {
        guard let selection = parts.selection else { return }
        let decisions = try await parts.decisions.decisions(of: run)
        do {
            for change in try selection.learn(from: decisions, at: parts.now()) { tell(change) }
        } catch let error as SuiteError {
            parts.events.send("item.note", ["text": .string("the gate did not learn from this run: \(error.message)")])
        }
    }
}
