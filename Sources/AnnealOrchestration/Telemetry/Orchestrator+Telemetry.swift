internal import AnnealExecution
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSafety
internal import AnnealSpecs
internal import AnnealTelemetry
internal import Tracing

/// The spans of a run: run, task and attempt are opened and closed here; what lies between opens in them by itself.
extension Orchestrator {
    /// Does some work as a part of a span, or as it is where no trace is made.
    func inside<Value>(_ span: RecordingSpan?, _ work: () async throws -> Value) async rethrows -> Value {
        guard let span else { return try await work() }
        return try await InstrumentationContext.$current.withValue(span.context, operation: work)
    }

    /// Does a step of the run in a span.
    func step<Value>(
        _ step: TelemetryName.Step, _ name: String, _ work: () async throws -> Value
    ) async rethrows -> Value {
        try await (parts.tracing?.tracer).within(name, [TelemetryName.step: .string(step.rawValue)]) { _ in
            try await work()
        }
    }

    /// Begins the run's span.
    func beginRunSpan(resumed: Bool) {
        guard let tracer = parts.tracing?.tracer else { return }
        let specification = state.summary.specification
        runSpan = tracer.startSpan("invoke_workflow anneal")
        runSpan?.set([
            TelemetryName.step: .string(TelemetryName.Step.run.rawValue), TelemetryName.operation: "invoke_workflow",
            TelemetryName.workflow: "anneal", TelemetryName.run: .string(run.rawValue),
            "anneal.run.resumed": .bool(resumed), "anneal.sandbox": .string(parts.sandbox.name),
            "anneal.requirements": .int(Int64(specification.requirements.count)),
            "anneal.criteria": .int(Int64(specification.requirements.reduce(0) { $0 + $1.criteria.count })),
        ])
    }

    /// The span of a task, begun with the first try at it.
    func taskSpan(of task: PlanTask, executor: String) -> RecordingSpan? {
        if let span = taskSpans[task.id] { return span }
        guard let tracer = parts.tracing?.tracer else { return nil }
        let span = tracer.startSpan("invoke_agent \(executor)", context: runSpan?.context ?? .topLevel)
        span.set([
            TelemetryName.step: .string(TelemetryName.Step.task.rawValue), TelemetryName.operation: "invoke_agent",
            TelemetryName.agent: .string(executor), TelemetryName.task: .string(task.id.rawValue),
            TelemetryName.run: .string(run.rawValue), "anneal.task.kind": .string(task.kind.rawValue),
            "anneal.criteria": .int(Int64(task.criteria.count)),
        ])
        taskSpans[task.id] = span
        return span
    }

    /// Ends the span of a task.
    func endTaskSpan(_ task: TaskID) {
        guard let span = taskSpans.removeValue(forKey: task) else { return }
        let result = state.summary.tasks.first { $0.task.id == task }
        span.set([
            TelemetryName.outcome: .string(result?.phase.rawValue ?? "unknown"),
            "anneal.unmet": result?.attempt?.unmet.map { .int(Int64($0)) },
            "anneal.files": result?.attempt.map { .int(Int64($0.changedFiles.count)) },
        ])
        span.end()
    }

    /// Ends the spans that are open, the run's last; before the report, so that what did not arrive can be told there.
    func endSpans() {
        for (_, span) in taskSpans {
            span.set([TelemetryName.outcome: "interrupted"])
            span.end()
        }
        taskSpans = [:]
        guard let span = runSpan else { return }
        let summary = state.summary
        let usage = summary.usage
        let verified = summary.verdicts.count { $0.verdict == .verified }
        span.set([
            TelemetryName.outcome: .string(summary.phase.rawValue),
            TelemetryName.inputTokens: .int(Int64(usage.prompt.value)),
            TelemetryName.outputTokens: .int(Int64(usage.generated.value)),
            TelemetryName.cachedTokens: .int(Int64(usage.cached.value)),
            TelemetryName.cost: usage.cost.dollars > 0 ? .double(usage.cost.dollars) : nil,
            "anneal.requirements.verified": .int(Int64(verified)),
            "anneal.tasks": .int(Int64(summary.tasks.count)),
        ])
        span.end()
        runSpan = nil
    }
}

extension TaskWork {
    /// Works as `run` does, in a span of its own.
    func runTraced() async throws -> Outcome {
        guard let span else { return try await run() }
        return try await InstrumentationContext.$current.withValue(span.context) {
            try await tracer.within(
                "attempt",
                [
                    TelemetryName.step: .string(TelemetryName.Step.attempt.rawValue),
                    TelemetryName.task: .string(task.id.rawValue), TelemetryName.attempt: .int(Int64(start.attempt)),
                    TelemetryName.agent: .string(executor.name),
                ]
            ) { span in
                let outcome = try await run()
                span?.set([
                    TelemetryName.outcome: .string(outcome.ending.word),
                    "anneal.unmet": outcome.attempt.unmet.map { .int(Int64($0)) },
                ])
                return outcome
            }
        }
    }
}

extension TaskWork.Ending {
    /// The ending in a word.
    fileprivate var word: String {
        switch self {
        case .done: "done"
        case .cutShort: "cut_short"
        case .failed: "failed"
        case .budgetSpent: "budget_spent"
        }
    }
}
