internal import AnnealContext
internal import AnnealEvents
internal import AnnealExecution
public import AnnealExperience
public import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSpecs
public import Foundation

extension RunSummary {
    /// What can be learned from the run.
    ///
    /// - Parameters:
    ///   - checks: the looks at the answers of each task in the order of time, as the run's events told them.
    ///   - time: when the run ended.
    ///   - redact: takes secrets out of texts before they are remembered.
    /// - Returns: the account.
    public func account(
        checks: [TaskID: [RunAccount.CheckAccount]] = [:], at time: Date, redact: (String) -> String = { $0 }
    ) -> RunAccount {
        let verdicts = Dictionary(
            self.verdicts.map { ($0.requirement, $0.verdict.rawValue) }, uniquingKeysWith: { first, _ in first })
        return RunAccount(
            project: ExperienceProject(path: repository), run: run,
            // A server that told no name is called by its address, which nobody else is to know.
            model: model.contains("://") ? nil : model, commit: head, time: time,
            requirements: specification.requirements.map {
                RunAccount.RequirementAccount(
                    id: $0.id, title: redact($0.title), verdict: verdicts[$0.id] ?? "unverified")
            },
            tasks: tasks.compactMap { account(of: $0, checks: checks[$0.task.id] ?? [], redact: redact) },
            decisions: decisions.map { RunAccount.JudgedDecision($0.decision, $0.outcome) },
            failures: (evidence.flatMap { $0.failed.sorted { $0.key < $1.key } }
                + regressions.sorted { $0.key < $1.key })
                .map { redact($0.value.isEmpty ? $0.key : $0.value) })
    }

    private func account(
        of result: TaskResult, checks: [RunAccount.CheckAccount], redact: (String) -> String
    ) -> RunAccount.TaskAccount? {
        guard let attempt = result.attempt else { return nil }
        let task = result.task
        let served = specification.requirements.filter { task.requirements.contains($0.id) }
        let files = attempt.changedFiles.filter { path in !attempt.generatedTests.contains { $0.path == path } }
        let wanted = Set(task.criteria)
        let own = served.flatMap(\.criteria).filter { wanted.isEmpty || wanted.contains($0.id) }
        return RunAccount.TaskAccount(
            id: task.id, title: redact(task.title), text: redact(served.map(\.text).joined(separator: "\n")),
            kind: task.kind.rawValue,
            language: (files + task.writes).lazy.compactMap { Languages.forFile(path: $0)?.name }.first,
            files: files, requirements: task.requirements, executor: attempt.executor, commit: result.commit,
            success: success(of: result),
            numbers: [
                "promptTokens": Double(attempt.usage.prompt.value),
                "cachedTokens": Double(attempt.usage.cached.value),
                "generatedTokens": Double(attempt.usage.generated.value), "cost": attempt.usage.cost.dollars,
                "seconds": attempt.duration.seconds, "candidates": Double(attempt.candidates), "effort": task.effort,
                "unmet": Double(attempt.unmet ?? 0),
            ], hasExamples: own.contains { !$0.examples.isEmpty },
            checks: checks.map {
                RunAccount.CheckAccount(
                    arm: $0.arm, passed: $0.passed, faults: $0.faults, failure: $0.failure.map(redact))
            })
    }

    /// Whether the criteria of a task are verified; `nil` where none could be checked.
    private func success(of result: TaskResult) -> Bool? {
        if result.phase == .abandoned { return false }
        let wanted = Set(result.task.criteria)
        let requirements = Set(result.task.requirements)
        let judged = verdicts.flatMap { verdict in
            verdict.criteria.filter {
                wanted.isEmpty ? requirements.contains(verdict.requirement) : wanted.contains($0.criterion)
            }
        }
        if judged.contains(where: { $0.verdict == .failed }) { return false }
        return judged.contains { $0.verdict == .verified } ? true : nil
    }
}

extension RunAccount.CheckAccount {
    /// The looks at answers that a log of events holds of a run, by task.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - path: the database of the log.
    /// - Returns: the looks in the order of time.
    /// - Throws: `EventLogError`, `CancellationError`.
    public static func read(of run: RunID, from path: String) async throws -> [TaskID: [RunAccount.CheckAccount]] {
        var checks: [TaskID: [RunAccount.CheckAccount]] = [:]
        _ = try await SQLiteEventLog(path: path).scan(run: run, matching: EventFilter(type: "item.check")) { stored in
            let data = stored.event.data
            guard let task = stored.event.task, let arm = data["arm"]?.stringValue else { return true }
            let faults = ["failed", "findings", "regressions"].compactMap { data[$0]?.intValue }.reduce(0, +)
            checks[task, default: []].append(
                RunAccount.CheckAccount(
                    arm: arm, passed: data["passed"]?.intValue ?? 0, faults: faults,
                    failure: data["failure"]?.stringValue))
            return true
        }
        return checks
    }
}
