internal import AnnealEvents
internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSpecs

extension Orchestrator {
    /// Works on every task that is not finished, as many at a time as there is room for.
    func workOnTasks() async throws {
        guard let plan = state.summary.plan else { return }
        try await recoverIntegration(plan)
        try await workOnWaiting(plan)
        try await judgeOrder()
        try await judgeForecast()
        if try reopen(plan) { try await workOnWaiting(plan) }
        try abandonRest(plan)
    }

    /// Works on tasks until none can be begun any more.
    private func workOnWaiting(_ plan: Plan) async throws {
        let unfinished = plan.graph.tasks.contains { state.steps[$0.id] != .finished }
        guard unfinished, !state.isBudgetSpent else { return }
        let executor = try await chooseExecutor()
        let scheduler = TaskScheduler(
            plan.graph, weights: TaskScheduler.weights(plan.graph, checked: tasksWithChecks(plan)))
        var pool = ResourcePool(capacity: try await capacity())
        let parallel = pool.capacity.modelSlots
        try await forecastResources(plan)
        try await chooseOrder(plan, workers: parallel)
        try await withThrowingTaskGroup(of: TaskWork.Outcome.self) { group in
            var running: Set<TaskID> = []
            // What a task took from the pool is what it gives back, also when tasks are taken to need less by then.
            var taken: [TaskID: ResourceDemand] = [:]
            defer { group.cancelAll() }
            while true {
                while let task = nextTask(of: scheduler, running: running, plan: plan) {
                    let needed = demand(of: task.id)
                    guard pool.take(needed) else { break }
                    guard let limit = try share(for: task, scheduler: scheduler, parallel: parallel) else {
                        pool.give(back: needed)
                        break
                    }
                    taken[task.id] = needed
                    let work = try await prepare(task, executor: executor, plan: plan, limit: limit.value)
                    running.insert(task.id)
                    ordering?.begin(task.id, at: .now)
                    group.addTask { try await work.runTraced() }
                }
                guard !running.isEmpty, let outcome = try await group.next() else { break }
                running.remove(outcome.task)
                ordering?.end(outcome.task, at: .now)
                if let needed = taken.removeValue(forKey: outcome.task) { pool.give(back: needed) }
                let attempt = tries(at: outcome.task) + 1
                try take(outcome)
                try await noteResources(pool)
                try await judgeSelection(of: outcome, attempt: attempt)
                try await integrate(plan, running: running)
            }
        }
    }

    /// The least time for which a task is begun again.
    private static let secondTry = Duration.seconds(40)

    /// Opens the tasks again that did not come to all that they should, once, with the time that the others left.
    ///
    /// Without a limit of time nothing is left over: a task had all the tries that its workflow has.
    ///
    /// - Returns: whether there are any.
    private func reopen(_ plan: Plan) throws -> Bool {
        guard !state.isBudgetSpent, state.checksIntent == nil, !state.hasChecks,
            var left = time.remainingForTasks
        else { return false }
        var any = false
        for result in state.summary.tasks where left >= Self.secondTry {
            let task = result.task
            guard state.steps[task.id] == .finished, state.reopened[task.id] == nil, task.kind != .interfaces,
                (result.attempt?.unmet ?? 0) > 0, result.attempt?.isExhausted != true
            else { continue }
            try record(.taskReopened(task.id))
            parts.events.send("item.note", task: task.id, ["text": "there is time left: it is worked on once more"])
            left -= Self.secondTry
            any = true
        }
        return any
    }

    private func nextTask(of scheduler: TaskScheduler, running: Set<TaskID>, plan: Plan) -> PlanTask? {
        guard !state.isBudgetSpent else { return nil }
        var finished: Set<TaskID> = []
        var busy = running
        for task in plan.graph.tasks {
            switch state.steps[task.id] {
            case .finished: finished.insert(task.id)
            case .executed, .committing: busy.insert(task.id)
            default: break
            }
        }
        guard let usual = scheduler.next(finished: finished, running: busy) else { return nil }
        return ordered(
            usual, among: scheduler.ready(finished: finished, running: busy), finished: finished, running: busy)
    }

    /// Tasks with an example of one of their criteria.
    func tasksWithChecks(_ plan: Plan) -> Set<TaskID> {
        TaskScheduler.checked(plan.graph, by: state.request.specification)
    }

    /// The limit of a task's time; `nil` inside means none.
    private struct Limit {
        var value: Duration?
    }

    /// The time that a task may take.
    ///
    /// - Returns: `nil` when there is no time left for it and the run goes on to its end with what is there.
    /// - Throws: `SpentBudget` when the run is to be resumed with more time.
    private func share(for task: PlanTask, scheduler: TaskScheduler, parallel: Int) throws -> Limit? {
        guard let remaining = time.remainingForTasks else { return Limit(value: nil) }
        guard remaining > .seconds(1) else {
            try spend("the time of the run was up before all tasks were done")
            return nil
        }
        let waiting = state.summary.tasks.filter { state.steps[$0.task.id] != .finished }
            .reduce(0) { $0 + scheduler.effort(of: $1.task) }
        return Limit(
            value: TimeBudget.share(
                of: remaining, effort: scheduler.effort(of: task), chain: scheduler.chain[task.id] ?? 1,
                waiting: waiting, parallel: parallel))
    }

    /// A budget is spent: a run that is accepted in any case is brought to its end with what is there, another stops
    /// here and can be resumed.
    private func spend(_ reason: String) throws {
        guard state.request.acceptsAtEnd else {
            throw SpentBudget(
                message: reason, place: run.rawValue,
                remedy: "`anneal resume \(run)` with a larger budget (--budget-time, --budget-tokens, --budget-cost)")
        }
        guard !state.isBudgetSpent else { return }
        try record(.budgetSpent(reason: reason))
        parts.events.send("budget.warning", ["text": .string(reason), "spent": true])
    }

    /// Writes down that a task begins, and makes its worktree.
    private func prepare(
        _ task: PlanTask, executor: any TaskExecutor, plan: Plan, limit: Duration?
    ) async throws -> TaskWork {
        let index = plan.graph.tasks.firstIndex { $0.id == task.id } ?? 0
        let start: TaskStart
        // A try that was interrupted begins at the same commit again, so that the answers it got fit.
        if case .started(let before)? = state.steps[task.id] {
            start = before
        } else {
            start = TaskStart(
                task: task.id, attempt: tries(at: task.id) + 1, base: state.summary.head,
                worktree: household.path("task\(index + 1)"))
        }
        try record(.taskStarted(start))
        let worktree = try await parts.git.addWorktree(at: start.worktree, commit: start.base)
        try record(.worktreeMade(task.id))
        tellTaskStart(task, start: start, executor: executor.name, limit: limit)
        let meter = UsageMeter(
            parts.model, tracing: parts.tracing, task: task.id, told: usageListener(task: task.id))
        meters[task.id] = meter
        let account = TaskMeter()
        var environment = ExecutionEnvironment(
            run: run, specification: state.request.specification, plan: plan, model: meter,
            sandbox: MeasuredSandbox(base: parts.sandbox, meter: memory, account: account), events: parts.events,
            decisions: parts.decisions, timeLimit: limit, seed: state.request.seed, settings: state.request.settings)
        environment.attempt = start.attempt
        environment.experience = try await advice(on: task, attempt: start.attempt)
        environment.gate = parts.gate
        environment.watch = parts.watch
        environment.results = parts.results
        environment.contextIndex = parts.directories.contextIndex(of: parts.git)
        let span = taskSpan(of: task, executor: executor.name)
        let chosen = try await inside(span) {
            try await self.executor(for: task, attempt: start.attempt, base: executor, plan: plan)
        }
        return TaskWork(
            task: task, start: start, executor: chosen, environment: environment, meter: meter,
            account: account, git: parts.git,
            exclusions: try household.exclusions(), worktree: worktree, scanner: parts.secrets,
            deadline: limit.map { .now + $0 + time.grace(for: $0) }, span: span, tracer: parts.tracing?.tracer)
    }

    /// Tries that came to their end and were not the last.
    private func tries(at task: TaskID) -> Int {
        (state.conflicts[task] ?? 0) + (state.reopened[task] == nil ? 0 : 1)
    }

    /// Writes down how a try at a task ended.
    private func take(_ outcome: TaskWork.Outcome) throws {
        switch outcome.ending {
        case .budgetSpent(let reason): try spend(reason)
        case .cutShort(let reason):
            if (time.remainingForTasks ?? .seconds(60)) < .seconds(1) { try spend("\(outcome.task): \(reason)") }
        case .done, .failed: break
        }
        try noteCautions(of: outcome.task)
        let holdsSecrets = try refusesSecrets(of: outcome)
        try noteUnanswered(of: outcome.task)
        if holdsSecrets {
            let places = outcome.secrets.prefix(3).joined(separator: ", ")
            let reason = "its result holds a secret: \(places); --allow \(Self.secretRule) lets it be committed"
            if case .started(let start)? = state.steps[outcome.task] {
                try parts.git.removeWorktree(at: start.worktree)
            }
            try record(.taskAbandoned(outcome.task, outcome.attempt, reason: reason))
            tellTaskEnd(outcome.task)
            meters[outcome.task] = nil
            return
        }
        try record(.taskExecuted(outcome.task, outcome.attempt, tree: outcome.tree))
        meters[outcome.task] = nil
        if case .executed(let start, _, _)? = state.steps[outcome.task] {
            try parts.git.removeWorktree(at: start.worktree)
        }
    }

    /// When a budget ended the work, tasks that were not begun are given up.
    private func abandonRest(_ plan: Plan) throws {
        guard state.isBudgetSpent else { return }
        for task in plan.graph.tasks where state.steps[task.id] != .finished {
            try record(.taskAbandoned(task.id, nil, reason: "the budget was spent before it was done"))
            tellTaskEnd(task.id)
        }
    }
}
