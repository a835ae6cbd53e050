internal import AnnealContext
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSpecs

extension WorkflowSession {
    /// When an answer passes every check and there is time, asks for more of them and keeps the one with which the
    /// others agree most often.
    mutating func confirm(_ workflow: Workflow) async throws {
        guard let step = workflow.confirmation.map({ isSketched ? $0.with(style: .begun) : $0 }), best?.isSound == true,
            let language = TaskChecks.language(of: environment.plan, project: project)
        else { return }
        var agreement = Agreement(
            judge: judge, checks: checks, requirement: task.requirements.first ?? "task",
            symbols: symbols, language: language, seed: environment.seed, files: Set(task.writes),
            deadline: deadline.map { $0 - .seconds(10) })
        agreement.mindsAccidents =
            environment.uses(.accidents) && !checks.isEmpty && Accidents.isSilent(requirements)
        if checks.isEmpty {
            let samples = sampleCalls(language)
            agreement.suggested = samples.checks
            agreement.isMadeUp = !samples.checks.isEmpty
            agreement.isGuessed = !samples.areTyped
            agreement.types = Set(
                projectTexts(language).flatMap { text in
                    language.outline(of: text).definitions.filter { $0.kind == .type }.map(\.name)
                })
        }
        var choice = try await choose(by: agreement)
        if !isSettled(choice) {
            agreement.suggested += try await askFurther(step, workflow, agreement)
            try await adaptOthers()
            choice = try await choose(by: agreement)
        }
        for _ in 0..<Self.furtherBatches {
            // Those that agree are not asked again.
            let agrees =
                candidates.count(where: \.isSound) > 1 && (choice?.share ?? 0) >= Self.settled
                && choice?.accident == nil
            let passing = soundAnswers
            guard !agrees, doubt(about: choice) != nil, try await compareFurther(step, workflow, &agreement) else {
                break
            }
            try await adaptOthers()
            choice = try await choose(by: agreement) ?? choice
            // A batch of which nothing passes will be followed by others like it.
            if soundAnswers == passing { break }
        }
        if let faults = choice?.faults, !faults.isEmpty {
            try await mend(faults, step)
            choice = try await choose(by: agreement) ?? choice
        }
        doubt = doubt(about: choice)
    }

    /// Answers that pass every check, with what was made of them.
    private var soundAnswers: Int { candidates.filter(\.isSound).reduce(0) { $0 + $1.copies } }

    /// Whether enough answers pass every check and do the same on further calls, so that no others are asked for.
    private func isSettled(_ choice: Agreement.Choice?) -> Bool {
        guard !checks.isEmpty, best?.arm != Self.mutation, choice?.accident == nil else { return false }
        let sound = candidates.filter { $0.isSound && $0.arm != Self.mutation && $0.arm != Self.present }
        guard sound.reduce(0, { $0 + $1.copies }) >= Self.enough else { return false }
        return sound.count == 1 || (choice?.share ?? 0) >= Self.settled
    }

    /// Calls of the task's functions with made-up arguments.
    private func sampleCalls(_ language: any Language) -> (checks: [Check], areTyped: Bool) {
        guard environment.uses(.samples), let candidate = best, let requirement = requirements.first,
            let criterion = requirement.criteria.first
        else { return ([], true) }
        let written = requirements.flatMap(\.criteria).flatMap {
            $0.text.matches(of: /`([^`\n]+)`/).map { String($0.1) }
        }
        // Code that stands alone is a call or a name; what is neither is likelier a text that is read.
        let texts = written.filter { $0.contains(" ") && !$0.contains("(") || $0.contains(where: \.isNumber) }
        let files = projectTexts(language, with: candidate)
        let prose = (environment.specification.context.map(\.text) + requirements.map(\.text)).joined(separator: "\n")
        let calls = task.interfaces.filter { $0.kind == .function }.flatMap {
            language.sampleCalls(
                of: $0, in: files, texts: texts.filter { !$0.contains("->") }, describing: prose)
        }
        let checks = calls.enumerated().map { number, sample in
            Check(
                id: "sample#\(number + 1)", criterion: criterion.id,
                example: Example(
                    call: sample.call, expectation: .value(Agreement.unexpected), source: sample.call,
                    location: criterion.location))
        }
        return (checks, calls.allSatisfy(\.isTyped))
    }

    /// The project's source files in a language, with a candidate's in their place.
    private func projectTexts(_ language: any Language, with candidate: Candidate? = nil) -> [String] {
        let paths = Set(project.files + task.writes).filter { path in
            Languages.forFile(path: path)?.name == language.name && !language.isTest(path: path)
        }
        return paths.sorted().prefix(200).compactMap { path in
            candidate?.files[path] ?? WorkspaceFiles.read(path, in: workspace.root)
        }
    }

    /// Asks for further answers to compare, and for tests where the task has no example.
    ///
    /// - Returns: what the model suggests to run; what it expects of it is one vote.
    private mutating func askFurther(
        _ step: Workflow.Step, _ workflow: Workflow, _ agreement: Agreement
    ) async throws -> [Check] {
        var suggested: [Check]? = agreement.isMadeUp ? [] : nil
        do {
            // Without any example agreement is all there is, so that more answers are worth their time.
            let batches = checks.isEmpty && soundAnswers <= Self.enough ? 2 : 1
            if try await isSettledWithoutExample(agreement) { return [] }
            for _ in 0..<batches where hasTime(for: pace.expected(step) * 1.5) {
                try await take(step, untilComplete: false)
                if try await isSettledWithoutExample(agreement) { break }
                // Tests are worth more than a second batch of answers to compare without any.
                if checks.isEmpty, suggested == nil { suggested = try await suggestChecks(workflow) }
            }
            if checks.isEmpty, suggested == nil { suggested = try await suggestChecks(workflow) }
        } catch let error as ModelError {
            notes.append("not compared with further answers: \(error.message)")
        } catch is CancellationError {
            try putBackBest()
            throw CancellationError()
        }
        return suggested ?? []
    }

    /// Whether enough answers to a task without examples do the same on calls with made-up arguments.
    private mutating func isSettledWithoutExample(_ agreement: Agreement) async throws -> Bool {
        guard agreement.isMadeUp, soundAnswers > Self.enough else { return false }
        return try await choose(by: agreement)?.share ?? 0 >= Self.settled
    }

    /// Why passed checks say little about the best answer: few of the other answers pass them, or those that do give
    /// something else on further calls.
    private func doubt(about choice: Agreement.Choice?) -> String? {
        guard !checks.isEmpty, let best else { return nil }
        if let accident = choice?.accident {
            return
                "`\(accident.call)` ends in `\(accident.error)`, which the text does not ask for; an example of it would "
                + "show what is meant"
        }
        let asked = telling.filter { $0.arm != Self.mutation && $0.arm != Self.present }
        let answers = asked.reduce(0) { $0 + $1.copies }
        let sound = candidates.filter(\.isSound)
        let adapted = Set(sound.compactMap(\.adapts))
        let passing = asked.filter { $0.isSound || adapted.contains($0.index) }.reduce(0) { $0 + $1.copies }
        if let share = choice?.share, sound.count > 1 {
            guard share < Self.settled else { return minority(passing, of: answers) }
            let part = Int(((1 - share) * 100).rounded())
            let call = choice?.dispute.map { dispute in
                ": `\(dispute.call)` gives \(dispute.outputs.map(Self.wording).joined(separator: " or "))"
            }
            return "other answers that pass as well differ on \(part) % of further calls\(call ?? ""); "
                + "an example of it would decide"
        }
        // What meets many examples does not meet them by chance.
        guard checks.count < Self.manyChecks else { return nil }
        if best.arm == Self.mutation {
            return "only after a small change that nothing but the checks decided; more examples would show whether it "
                + "is right"
        }
        guard sound.count == 1, answers >= 4, best.copies * 3 < answers else { return nil }
        return "\(best.copies) of \(answers) answers came to that; more examples would show whether it is right"
    }

    /// Few of many answers pass, and those agree: repairs of one answer do, right or wrong.
    private func minority(_ passing: Int, of answers: Int) -> String? {
        guard checks.count < Self.manyChecks, answers >= 8, passing * 4 < answers else { return nil }
        return "\(passing) of \(answers) answers came to that; more examples would show whether it is right"
    }

    private static let manyChecks = 5
    /// The arm of answers that a small change made, whatever step tried it.
    static let mutation = Workflow.Step.mutate(tries: 0).name

    private static func wording(_ output: String) -> String {
        output.count <= 60 ? "`\(output)`" : "`\(output.prefix(59))…`"
    }

    /// The agreement from which on further answers are not worth what they take.
    private static let settled = 0.9
    /// Answers that pass every check and agree, from which on no further ones are asked for.
    static let enough = 3
    /// Batches that are asked for at most while the answers do not agree.
    private static let furtherBatches = 2

    /// The part of a task's time within which answers that pass every check are compared with more than one batch.
    private static let comparing = 0.4

    /// Whether there is time left for comparing: what a task does not use others get, for which nothing passes yet.
    private var mayCompare: Bool {
        guard let deadline else { return true }
        return ContinuousClock.now - started < (deadline - started) * Self.comparing
    }

    /// Asks for another batch to compare, and for calls to compare on, where there is time; tells whether there was.
    private mutating func compareFurther(
        _ step: Workflow.Step, _ workflow: Workflow, _ agreement: inout Agreement
    ) async throws -> Bool {
        guard hasTime(for: pace.expected(step) * 1.5), mayCompare else { return false }
        do {
            try await take(step, untilComplete: false)
            // Where the task has examples these are varied, and further calls are wanted only to tell answers apart.
            let share = checks.isEmpty ? nil : try await choose(by: agreement)?.share
            let differ = candidates.count(where: \.isSound) > 1 && (share ?? 0) < Self.settled
            if agreement.suggested.isEmpty, checks.isEmpty || differ {
                agreement.suggested = try await suggestChecks(workflow) ?? []
            }
            return true
        } catch let error as ModelError {
            notes.append("not compared with further answers: \(error.message)")
        } catch is CancellationError {
            try putBackBest()
            throw CancellationError()
        }
        return false
    }

    /// Chooses among the answers against which least is known.
    private mutating func choose(by agreement: Agreement) async throws -> Agreement.Choice? {
        let sound = candidates.filter(\.isSound)
        let fewest = sound.map(\.missedHints.count).min() ?? 0
        let complete = sound.filter { $0.missedHints.count == fewest }
        guard complete.count > 1 || !agreement.suggested.isEmpty || agreement.mindsAccidents,
            let choice = try await agreement.best(of: complete)
        else { return nil }
        preferred = complete[choice.index].index
        guard complete.count > 1 else { return choice }
        notes.removeAll { $0.hasPrefix(Self.choiceNote) }
        notes.append(
            "\(Self.choiceNote)\(complete.count) answers\(checks.isEmpty ? "" : " that pass every check"): the others "
                + "agree with it on \(Int((min(1, choice.share) * 100).rounded())) % of further calls")
        return choice
    }

    private static let choiceNote = "chosen of "

    /// Shows the model what its code stumbles over: a member that does not exist is a fault whatever was expected.
    private mutating func mend(_ faults: [TestOutcome], _ step: Workflow.Step) async throws {
        guard hasTime(for: pace.expected(step)), mayCompare else { return }
        do {
            try await take(.repair(candidates: 0, temperature: 1), untilComplete: false, showing: faults)
        } catch let error as ModelError {
            notes.append("not repaired: \(error.message)")
        } catch is CancellationError {
            try putBackBest()
            throw CancellationError()
        }
    }

    /// Asks for tests to compare answers on where the task has no example, and for calls where the answers do not agree.
    private mutating func suggestChecks(_ workflow: Workflow) async throws -> [Check]? {
        let form = checks.isEmpty ? SuggestedChecks.Form.tests : .calls
        // With one answer alone there is nothing to compare: then its faults can be found, if they can be repaired.
        let isAlone = candidates.count(where: \.isSound) < 2
        let repair = isAlone ? pace.expected(.repair(candidates: 0, temperature: 1)) : .zero
        let writer = CandidateWriter(session: self)
        guard workflow.suggestsCalls, writer.canSuggest(form),
            hasTime(for: pace.expected(tokens: form.tokens) + repair)
        else { return nil }
        let decision = try await log(form.arm, batch: 1)
        let answer = try await Deadline.run(until: deadline) { try await writer.suggestChecks(form) }
        if let answer { usage += answer.usage }
        try await logOutcome(decision, balanceBefore: best?.balance ?? 0, usage: answer?.usage ?? Usage())
        return answer?.checks ?? []
    }
}
