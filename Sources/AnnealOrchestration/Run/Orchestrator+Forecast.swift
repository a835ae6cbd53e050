public import AnnealDecisions
internal import AnnealEvents
internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealPlanning
internal import AnnealSpecs

extension Orchestrator {
    /// Predicts what tasks will use, once, where something was learned of it: by the means of the kinds, or by the network where
    /// the gate put that in charge or tries it.
    ///
    /// What cannot be read never stops a run: what the commands use decides then, and that is told.
    func forecastResources(_ plan: Plan) async throws {
        guard forecast == nil, let selection = parts.selection else { return }
        let point = ResourcePoint()
        do {
            guard let version = try selection.store.gate(of: point.name).version else { return }
            let graph = ResourceGraph(plan.graph, name: state.request.specification.digest.hex)
            let id = "\(run)/\(point.name)"
            let before = try await parts.decisions.decisions(of: run).first { $0.0.id == id }?.0
            let draw = PolicyStore.PointDraw(
                id: id, point: point.name, run: run, state: point.state(of: graph), learned: point.candidates[1].name,
                exploration: min(point.exploration, selection.exploration))
            guard let decision = try selection.store.decision(draw, before: before, at: parts.now()),
                decision.candidates.last?.hasPrefix("\(version): ") == true
            else { return }
            let predicted = try selection.store.pointPolicy(version, point: point.name)
                .forecast(graph, byNetwork: decision.choice == 1)
            try await parts.decisions.record(decision)
            tell(decision)
            forecast = ResourceForecast(predicted, of: graph, tasks: plan.graph, decision: decision)
        } catch let error as CancellationError {
            throw error
        } catch {
            let words = (error as? any DescribedError)?.message ?? "\(error)"
            parts.events.send("item.note", ["text": .string("what tasks use is not predicted: \(words)")])
        }
    }

    /// Tells the log how near predictions came, once tasks were worked on.
    func judgeForecast() async throws {
        guard let forecast else { return }
        let pairs = state.summary.tasks.compactMap { result in result.attempt?.use.map { (result.task.id, $0) } }
        guard let error = forecast.error(Dictionary(pairs, uniquingKeysWith: { $1 })) else { return }
        let parts = ["error": error, "measured": Double(pairs.count)]
        try await self.parts.decisions.record(
            Outcome(
                decision: forecast.decision.id, reward: ResourcePoint().reward(of: parts), parts: parts,
                time: self.parts.now()))
    }
}

extension RunSummary {
    /// The tasks of the run with what they were measured to use, to learn predictions from; `nil` where nothing was.
    public var measuredTasks: ResourceGraph? {
        guard let graph = plan?.graph else { return nil }
        let pairs = tasks.compactMap { result in result.attempt?.use.map { (result.task.id, $0) } }
        let measured = ResourceGraph(
            graph, name: specification.digest.hex, uses: Dictionary(pairs, uniquingKeysWith: { $1 }))
        return measured.isMeasured ? measured : nil
    }
}
