internal import AnnealEvents
internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSpecs

extension Orchestrator {
    func tellStart(resumed: Bool) {
        let summary = state.summary
        var data: [String: JSONValue] = [
            "specification": .string(summary.specification.path), "title": .string(summary.specification.title),
            "requirements": .int(summary.specification.requirements.count),
            "criteria": .int(summary.specification.requirements.reduce(0) { $0 + $1.criteria.count }),
            "repository": .string(summary.repository), "branch": .string(summary.branch),
            "base": .string(summary.base), "model": .string(summary.model), "sandbox": .string(summary.sandbox),
            "resumed": .bool(resumed),
        ]
        if let limit = budget.time { data["budgetSeconds"] = .double(limit.seconds) }
        if let limit = budget.tokens { data["budgetTokens"] = .int(limit.value) }
        if let limit = budget.cost { data["budgetCost"] = .double(limit.dollars) }
        parts.events.send("run.started", data)
    }

    func tellPlan() {
        guard let plan = state.summary.plan else { return }
        let tasks = state.summary.tasks.map { result -> JSONValue in
            [
                "id": .string(result.task.id.rawValue), "title": .string(result.task.title),
                "kind": .string(result.task.kind.rawValue), "phase": .string(result.phase.rawValue),
                "requirements": .array(result.task.requirements.map { .string($0.rawValue) }),
                "criteria": .array(result.task.criteria.map { .string($0.rawValue) }),
                "writes": .array(result.task.writes.map { .string($0) }),
                "dependsOn": .array(result.task.dependsOn.map { .string($0.rawValue) }),
            ]
        }
        parts.events.send(
            "run.planned",
            [
                "strategy": .string(plan.strategy.rawValue), "reason": .string(plan.strategyReason),
                "tasks": .array(tasks),
            ])
    }

    func tellTaskStart(_ task: PlanTask, start: TaskStart, executor: String, limit: Duration?) {
        var data: [String: JSONValue] = [
            "title": .string(task.title), "attempt": .int(start.attempt), "executor": .string(executor),
        ]
        if let limit { data["limitSeconds"] = .double(limit.seconds) }
        parts.events.send("task.started", task: task.id, data)
    }

    func tellTaskEnd(_ task: TaskID) {
        endTaskSpan(task)
        guard let result = state.summary.tasks.first(where: { $0.task.id == task }) else { return }
        var data: [String: JSONValue] = ["phase": .string(result.phase.rawValue), "title": .string(result.task.title)]
        if let commit = result.commit { data["commit"] = .string(commit) }
        if let attempt = result.attempt {
            data["tokens"] = RunJSON.tokens(attempt.usage)
            data["costUSD"] = .double(attempt.usage.cost.dollars)
            data["seconds"] = .double(attempt.duration.seconds)
            data["files"] = .array(attempt.changedFiles.map { .string($0) })
            data["notes"] = .array(attempt.notes.map { .string($0) })
        }
        parts.events.send("task.completed", task: task, data)
    }

    func tellVerdicts() {
        for requirement in state.summary.verdicts {
            for criterion in requirement.criteria {
                parts.events.send(
                    "criterion.verified",
                    [
                        "requirement": .string(requirement.requirement.rawValue),
                        "criterion": .string(criterion.criterion.rawValue),
                        "verdict": .string(criterion.verdict.rawValue), "reason": .string(criterion.reason),
                    ])
            }
        }
    }

    func tell(_ error: any DescribedError) {
        var data: [String: JSONValue] = [
            "message": .string(error.message), "exitCode": .int(Int(error.exitCode.rawValue)),
        ]
        if let place = error.place { data["place"] = .string(place) }
        if let remedy = error.remedy { data["remedy"] = .string(remedy) }
        parts.events.send("error", data)
    }

    func tellEnd(_ result: Result) {
        var data = RunJSON.result(result.summary, acceptance: state.acceptance)
        data["exitCode"] = .int(Int(result.exitCode.rawValue))
        data["reports"] = .array(result.reports.map { .string($0) })
        parts.events.send("run.completed", data)
    }

    /// Tells the usage of every answer as it comes.
    nonisolated func usageListener(task: TaskID?) -> @Sendable (Usage, Int) -> Void {
        let events = parts.events
        return { usage, answers in
            events.send(
                "usage", task: task,
                [
                    "tokens": RunJSON.tokens(usage), "costUSD": .double(usage.cost.dollars),
                    "seconds": .double(usage.duration.seconds), "requests": .int(usage.requests),
                    "answers": .int(answers),
                ])
        }
    }
}
