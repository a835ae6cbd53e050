internal import AnnealDecisions
internal import AnnealEvents
internal import AnnealFoundation
internal import AnnealLearning
internal import AnnealPlanning

extension Orchestrator {
    /// Decides who orders the tasks of the run, once, where there is something to order and a learned order to ask.
    ///
    /// A learned order that cannot be read never stops a run: the rule orders the tasks, and that is told. A run that was
    /// interrupted while tasks were worked on goes on by the rule and is no evidence.
    func chooseOrder(_ plan: Plan, workers: Int) async throws {
        guard ordering == nil, workers > 1, plan.graph.tasks.count > 2, let selection = parts.selection,
            plan.graph.tasks.allSatisfy({ isUntouched($0.id) })
        else { return }
        let point = SchedulingPoint()
        do {
            guard let version = try selection.store.gate(of: point.name).version else { return }
            let id = "\(run)/\(point.name)"
            let before = try await parts.decisions.decisions(of: run).first { $0.0.id == id }?.0
            let subject = SchedulingPoint.Subject(graph: try TaskOrdering.graph(of: plan.graph), workers: workers)
            let draw = PolicyStore.PointDraw(
                id: id, point: point.name, run: run, state: point.state(of: subject),
                learned: point.candidates[1].name, exploration: min(point.exploration, selection.exploration))
            guard let decision = try selection.store.decision(draw, before: before, at: parts.now()),
                decision.candidates.last?.hasPrefix("\(version): ") == true
            else { return }
            let stored = try selection.store.pointPolicy(version, point: point.name)
            let ordering = try TaskOrdering(
                plan.graph, workers: workers, policy: stored.order(), decision: decision)
            try await parts.decisions.record(decision)
            tell(decision)
            self.ordering = ordering
        } catch let error as CancellationError {
            throw error
        } catch {
            tellUnusedOrder(error)
        }
    }

    /// Whether nothing of a task was begun.
    private func isUntouched(_ task: TaskID) -> Bool {
        switch state.steps[task] {
        case nil, .waiting?: true
        default: false
        }
    }

    /// The task to begin: the rule's, or the one of the learned order.
    func ordered(
        _ usual: PlanTask, among ready: [PlanTask], finished: Set<TaskID>, running: Set<TaskID>
    ) -> PlanTask {
        do {
            return try ordering?.next(usual, among: ready, finished: finished, running: running, at: .now) ?? usual
        } catch {
            ordering = nil
            tellUnusedOrder(error)
            return usual
        }
    }

    /// Tells the log what came of the order, where every task was worked on to its end.
    func judgeOrder() async throws {
        guard let judged = ordering else { return }
        ordering = nil
        guard !state.isBudgetSpent, let parts = judged.parts else { return }
        try await self.parts.decisions.record(
            Outcome(
                decision: judged.decision.id, reward: SchedulingPoint().reward(of: parts), parts: parts,
                time: self.parts.now()))
    }

    private func tellUnusedOrder(_ error: any Error) {
        let words = (error as? any DescribedError)?.message ?? "\(error)"
        parts.events.send("item.note", ["text": .string("the learned order is not used: \(words)")])
    }
}
