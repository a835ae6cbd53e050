internal import AnnealContext
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSpecs

extension WorkflowSession {
    /// When an answer passes every check and there is time, asks for more of them and keeps the one with which the
    /// others agree most often.
    mutating func confirm(_ workflow: Workflow) async throws {
        guard let step = workflow.confirmation, best?.isSound == true,
            let language = TaskChecks.language(of: environment.plan, project: project)
        else { return }
        var suggested: [Check] = []
        do {
            // Without any example agreement is all there is, so that more answers are worth their time.
            for _ in 0..<(checks.isEmpty ? 2 : 1) where hasTime(for: pace.expected(step) * 1.5) {
                try await take(step, untilComplete: false)
            }
            if checks.count < workflow.suggestsBelow, candidates.count(where: \.isSound) > 1,
                hasTime(for: pace.expected(step))
            {
                suggested = try await suggestChecks()
            }
        } catch let error as ModelError {
            notes.append("not compared with further answers: \(error.message)")
        } catch is CancellationError {
            try putBackBest()
            throw CancellationError()
        }
        let sound = candidates.filter(\.isSound)
        let fewest = sound.map(\.missedHints.count).min() ?? 0
        let complete = sound.filter { $0.missedHints.count == fewest }
        let agreement = Agreement(
            judge: judge, checks: checks, suggested: suggested, requirement: task.requirements.first ?? "task",
            symbols: symbols, language: language, seed: environment.seed)
        guard let chosen = try await agreement.best(of: complete) else { return }
        preferred = complete[chosen.index].index
        notes.append(
            "chosen of \(complete.count) answers\(checks.isEmpty ? "" : " that pass every check"): the others agree "
                + "with it on \(Int((min(1, chosen.share) * 100).rounded())) % of further calls")
    }

    private mutating func suggestChecks() async throws -> [Check] {
        let decision = try await log(Self.suggestionArm, batch: 1)
        let writer = CandidateWriter(session: self)
        let answer = try await Deadline.run(until: deadline) { try await writer.suggestChecks() }
        if let answer { usage += answer.usage }
        try await logOutcome(decision, balanceBefore: best?.balance ?? 0, usage: answer?.usage ?? Usage())
        return answer?.checks ?? []
    }
}
