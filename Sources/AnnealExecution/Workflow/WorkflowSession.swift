internal import AnnealContext
internal import AnnealDecisions
internal import AnnealEvents
internal import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSafety
internal import AnnealSpecs
internal import Foundation

/// The work on one task: what is known at its start, and the candidates so far.
struct WorkflowSession {
    let task: PlanTask
    let workspace: Workspace
    let environment: ExecutionEnvironment
    let requirements: [Requirement]
    let checks: [Check]
    let project: Project
    let symbols: SymbolIndex
    let judge: CandidateJudge
    let capabilities: ModelCapabilities
    let before: [String: String?]
    let deadline: ContinuousClock.Instant?
    /// Whether Anneal writes more than the head of the task's function, in its first request and where answers are compared.
    var isSketched = false
    /// When the work began.
    let started = ContinuousClock.now
    /// What requests show of the rest of the repository.
    let view: RepositoryView

    var tests: [GeneratedFile]
    var candidates: [Candidate] = []
    var usage = Usage()
    var notes: [String] = []
    /// How long steps take.
    private(set) var pace = WorkflowPace()
    private var requests = 0
    /// Decisions logged so far.
    var armsTaken = 0
    /// The candidate that agreement chose.
    var preferred: Int?
    /// Why passed checks say little about the best candidate.
    var doubt: String?
    /// Whether the answers agree on what the checks refuse.
    private var isExhausted = false
    /// Small changes that were tried already, by their files.
    var triedVariants: Set<[String: String]> = []
    /// Hints that were found not to hold, by the name of their test.
    private(set) var droppedHints: Set<String> = []

    init(
        task: PlanTask, workspace: Workspace, environment: ExecutionEnvironment, deadline: ContinuousClock.Instant?
    ) async throws {
        self.task = task
        self.workspace = workspace
        self.environment = environment
        self.deadline = deadline
        requirements = environment.specification.requirements.filter { task.requirements.contains($0.id) }
        checks = TaskChecks.checks(of: task, in: requirements)
        for path in task.writes { _ = try WorkspacePath(exactly: path, in: workspace.root) }
        project = try await Project.scan(root: workspace.root, specification: environment.specification)
        let symbols = SymbolIndex(project: project, specification: environment.specification)
        self.symbols = symbols
        tests = TaskChecks.testFiles(
            of: requirements, project: project, symbols: symbols, plan: environment.plan)
        capabilities = try await environment.model.capabilities()
        before = Dictionary(
            task.writes.map { ($0, WorkspaceFiles.read($0, in: workspace.root)) }, uniquingKeysWith: { $1 })
        let limits = SandboxLimits(time: .seconds(60))
        let guards = try await Verifier(sandbox: environment.sandbox, limits: limits, results: environment.results)
            .baseline(of: workspace, specification: environment.specification)
        let own = TaskChecks.reachable(
            checks, task: task, environment: environment, root: workspace.root, project: project, symbols: symbols)
        judge = CandidateJudge(
            runs: TestRuns(root: workspace.root, sandbox: environment.sandbox, limits: limits, project: project),
            originals: Dictionary(
                task.writes.map { ($0, WorkspaceFiles.bytes($0, in: workspace.root)) }, uniquingKeysWith: { $1 }),
            tests: tests,
            hints: environment.uses(.damaged)
                ? TaskChecks.hints(of: requirements, project: project, symbols: symbols, plan: environment.plan) : [],
            mentions: task.kind == .interfaces || !environment.uses(.wording)
                ? []
                : WordingChecks.mentions(in: requirements, criteria: task.criteria)
                    + WordingChecks.mentions(ofCommands: task.interfaces),
            callees: TaskChecks.callees(of: task, plan: environment.plan, files: before),
            own: Set(own.map(\.id)),
            defines: Set(
                task.interfaces.filter { $0.kind == .function }.map { interface in
                    interface.ownerType.map { "\($0).\(interface.name)" } ?? interface.name
                }),
            refusals: Set(checks.filter(\.expectsError).map(\.id)), guards: guards)
        view = try await RepositoryView.make(
            of: task, requirements: requirements, project: project,
            limits: RepositoryView.Limits(contextLength: capabilities.contextLength.value), environment: environment)
        notes += view.notes
        for file in tests { try WorkspaceFiles.write(file.text, to: file.path, in: workspace.root) }
    }

    /// Whether there is time for something.
    func hasTime(for duration: Duration) -> Bool {
        guard let deadline else { return true }
        return ContinuousClock.now + duration < deadline
    }

    /// The step, or a single repair where there is no time for a batch; `nil` where there is none for that either.
    private func fitting(_ step: Workflow.Step) -> Workflow.Step? {
        if hasTime(for: pace.expected(step)) { return step }
        let single = Workflow.Step.repair(candidates: 1, temperature: 0.8)
        return step.samplesBatch && best != nil && hasTime(for: pace.expected(single)) ? single : nil
    }

    /// Takes the steps until a candidate is complete, the time is up or the steps are done; leaves the best in the
    /// workspace.
    mutating func run(_ workflow: Workflow) async throws {
        var steps = beginning(workflow)
        if environment.attempt > 1 || environment.stage > 0 {
            try await judgePresent()
            // The greedy answer would be the one that there was.
            if steps.count > 1, steps[0].isGreedy { steps.removeFirst() }
        }
        try await takeDraft(workflow)
        if best?.isComplete == true { steps = [] }
        var polishing = 0
        var standstill = Standstill(patience: workflow.patience)
        for planned in steps {
            // Nothing but hints is missed: that is worth a few tries, not all.
            if best?.isSound == true, planned.asksModel { polishing += 1 }
            if polishing > Self.polishing { break }
            guard let step = fitting(planned) else {
                notes.append("stopped before \(planned.name): the time for this task is up")
                break
            }
            do {
                // What agrees within a batch need not be compared with another.
                try await take(step, untilComplete: workflow.confirmation == nil || !step.samplesBatch)
            } catch let error as ModelError where error.concernsOneRequest && best != nil {
                // Another step asks otherwise: a repair's prompt, for one, is longer than that of a fresh answer.
                notes.append("\(step.name): \(error.message)")
            } catch is CancellationError {
                try putBackBest()
                throw CancellationError()
            } catch let error as ModelError {
                try await install()
                throw error
            }
            if best?.isComplete == true { break }
            if let reason = standstill.reason(after: step, best: best, candidates: telling) {
                if reason.isFinal, environment.uses(.rereading), try await reread(workflow) { break }
                notes.append(reason.text)
                isExhausted = reason.isFinal
                break
            }
        }
        try await confirm(workflow)
        try await install()
    }

    /// Asks for another reading of the task, where most answers agree and an example refuses them: an example that they
    /// get wrong is to be explained before the code.
    ///
    /// - Returns: whether an answer came of it that passes every check.
    private mutating func reread(_ workflow: Workflow) async throws -> Bool {
        for temperature in [0.7, 1.0] {
            let step = Workflow.Step.generate(candidates: 0, temperature: temperature, style: .exampleFirst)
            guard hasTime(for: pace.expected(step)) else { return false }
            try await take(step, untilComplete: workflow.confirmation == nil)
            if best?.isSound == true { return true }
        }
        return false
    }

    /// Requests that are made for hints when all else is met.
    private static let polishing = 3
    /// The arm of what an earlier try left.
    static let present = "present"

    /// Takes what an earlier try left for the first candidate, so that it is only replaced by a better one.
    private mutating func judgePresent() async throws {
        var files: [String: String] = [:]
        var code: [String] = []
        for (path, text) in before {
            guard let text, let language = Languages.forFile(path: path), !language.isTest(path: path) else { continue }
            files[path] = text
            code.append(
                Self.code(of: Set(TaskChecks.interfaces(of: task, for: path).map(\.name)), in: text, language: language)
            )
        }
        guard !files.isEmpty else { return }
        let candidate = Candidate(
            index: nextIndex(), arm: Self.present, files: files, code: code.joined(separator: "\n"))
        candidates.append(try await judge.judged(candidate))
    }

    /// The best candidate so far.
    var best: Candidate? {
        if let preferred, let candidate = candidates.first(where: { $0.index == preferred }) { return candidate }
        return candidates.reduce(nil) { best, next in
            guard let best else { return next }
            return next.isBetter(than: best) ? next : best
        }
    }

    /// Puts the best candidate that breaks nothing into the workspace, or the files as they were when there is none,
    /// and the task's tests with those skipped that do not pass.
    private mutating func install() async throws {
        var kept: Candidate?
        let first = preferred.flatMap { index in candidates.first { $0.index == index } }
        for candidate in [first].compactMap(\.self) + candidates.sorted(by: { $0.isBetter(than: $1) }) {
            let checked = try await judge.withRegressions(candidate)
            if let index = candidates.firstIndex(where: { $0.index == checked.index }) { candidates[index] = checked }
            if checked.regressions.isEmpty && checked.parses {
                kept = checked
                break
            }
        }
        try put(kept)
    }

    /// What can be done without running anything, when the work is cut short: the best of what is known to break nothing.
    mutating func putBackBest() throws {
        let sound = candidates.filter { $0.regressionsChecked && $0.regressions.isEmpty && $0.parses }
        let kept = sound.reduce(Candidate?.none) { best, next in
            best.map { next.isBetter(than: $0) ? next : $0 } ?? next
        }
        try put(kept)
    }

    /// Puts a candidate into the workspace, and the tests with those skipped that it does not pass.
    private mutating func put(_ kept: Candidate?) throws {
        try judge.install(kept)
        tests = TaskChecks.testFiles(
            of: requirements, project: project, symbols: symbols, plan: environment.plan,
            met: kept?.met(in: tests) ?? [])
        for file in tests { try WorkspaceFiles.write(file.text, to: file.path, in: workspace.root) }
    }

    /// Takes a step.
    ///
    /// - Parameters:
    ///   - step: the step.
    ///   - untilComplete: whether an answer that passes everything ends it, so that the others are not run.
    ///   - faults: what a repair shows of the answer beside its failures.
    /// - Throws: `ModelError`, `SandboxError`, `CancellationError`, and a `CocoaError` when a file cannot be written.
    mutating func take(
        _ step: Workflow.Step, untilComplete: Bool = true, showing faults: [TestOutcome] = []
    ) async throws {
        var request: CandidateRequest
        switch step {
        case .draft(let temperature):
            request = self.request(
                step, count: capabilities.draftSlots ?? 1, style: .headed, temperature: temperature, tier: .draft
            ) { $0.messages(style: .headed) }
        case .adapt(let tries): return try await mutate(step, tries: tries, blindly: false)
        case .mutate(let tries): return try await mutate(step, tries: tries)
        case .recombine: return try await recombine(step)
        case .generate(let count, let temperature, let style):
            let misread = style == .exampleFirst ? Standstill.misread(by: best).map { shown($0) } : nil
            request = self.request(step, count: count, style: style, temperature: temperature) { prompt in
                var prompt = prompt
                prompt.misread = misread
                return prompt.messages(style: style)
            }
            // What the examples show may be too narrow: where nothing came of it, another batch finds an expression of its own.
            request.usesForm = best?.isSound == true || !candidates.contains { $0.arm == step.name }
        case .repair(let count, let temperature):
            guard let best else { return }
            let failures = shown(FailureDigest.text(of: best, and: faults))
            request = self.request(step, count: count, style: .headed, temperature: temperature, base: best.files) {
                $0.messages(repairing: best.code, failures: failures)
            }
        }
        let decision = try await log(step.name, batch: request.count)
        let balanceBefore = best?.balance ?? 0
        let start = ContinuousClock.now
        let writer = CandidateWriter(session: self)
        let asked = request
        let answer = try await Deadline.run(until: deadline) { try await writer.write(asked) }
        if let answer {
            usage += answer.usage
            for candidate in answer.candidates {
                if let known = candidates.firstIndex(where: { $0.files == candidate.files }) {
                    candidates[known].copies += 1
                    continue
                }
                var judged = try await judge.judged(candidate)
                judged.hints.removeAll { droppedHints.contains($0.name) }
                candidates.append(judged)
                dropHints()
                tell(judged)
                if untilComplete && judged.isComplete { break }
            }
        } else {
            notes.append("\(step.name) was cut: the time for this task is up")
        }
        pace.note(
            step, took: ContinuousClock.now - start, usage: answer?.usage ?? Usage(), answers: request.count)
        try await logOutcome(decision, balanceBefore: balanceBefore, usage: answer?.usage ?? Usage())
    }

    /// A hint that none of several answers follows which are right otherwise is taken for wrong.
    private mutating func dropHints() {
        let sound = candidates.filter(\.isSound)
        guard sound.count >= 5, let first = sound.first else { return }
        let wrong = sound.reduce(Set(first.missedHints.map(\.name))) { $0.intersection($1.missedHints.map(\.name)) }
        guard !wrong.isEmpty else { return }
        droppedHints.formUnion(wrong)
        for index in candidates.indices { candidates[index].hints.removeAll { wrong.contains($0.name) } }
    }

    /// The number of the next candidate.
    mutating func nextIndex() -> Int {
        requests += 1
        return requests - 1
    }

    private mutating func request(
        _ step: Workflow.Step, count: Int, style: Workflow.Style, temperature: Double, base: [String: String] = [:],
        tier: ModelTier? = nil, messages: @escaping @Sendable (TaskPrompt) -> [ChatMessage]
    ) -> CandidateRequest {
        let count = count == 0 ? max(1, capabilities.parallelSlots) : count
        let first = requests
        requests += count
        return CandidateRequest(
            index: first, count: count, arm: step.name, style: style, temperature: temperature,
            seed: environment.seed &+ UInt64(first) &* 1000 &+ UInt64(environment.attempt)
                &+ UInt64(environment.stage) &* 100_003, base: base, tier: tier,
            messages: messages)
    }

    /// Writes the files of an interfaces task: what the specification names, with bodies that raise.
    mutating func writeSkeletons() throws {
        for path in task.writes where before[path] == .some(nil) {
            guard let language = Languages.forFile(path: path) else { continue }
            let interfaces = TaskChecks.interfaces(of: task, for: path)
            try WorkspaceFiles.write(
                language.skeleton(interfaces: interfaces, path: path), to: path, in: workspace.root)
        }
    }

    /// What was done, for the journal and the report.
    func attempt(executor: String, duration: Duration) -> Attempt {
        let changed = task.writes.filter { path in
            WorkspaceFiles.read(path, in: workspace.root) != (before[path] ?? nil)
        }
        var notes = notes
        if best?.arm == Self.mutation {
            notes.append("the answer kept is one of the model's with a small change that the checks decided")
        }
        if let best, !best.isSound {
            notes += best.failures.prefix(5).map { "not passed: \($0.name)" }
            notes += best.findings.prefix(3)
        }
        return Attempt(
            executor: executor, changedFiles: changed + tests.map(\.path), generatedTests: tests, usage: usage,
            duration: duration, candidates: candidates.count, notes: notes, unmet: unmet,
            doubt: best?.isSound == true ? doubt : nil, isExhausted: isExhausted ? true : nil)
    }

    /// Checks that the best candidate does not pass, or all where there is no candidate.
    private var unmet: Int? {
        guard task.kind != .interfaces, !checks.isEmpty else { return nil }
        guard let best else { return checks.count }
        return best.isSound ? 0 : max(1, best.failures.count)
    }

    func tell(_ candidate: Candidate) {
        environment.events.send("item.check", task: task.id, candidate.told)
    }
}
