internal import AnnealDecisions
internal import AnnealEvents
internal import AnnealExecution
public import AnnealFoundation
public import AnnealModels
internal import AnnealPlanning
internal import AnnealSafety
internal import AnnealSpecs
internal import AnnealTelemetry
internal import Foundation
internal import Tracing

/// Takes a run from its specification to a verified branch, and writes every step down before the next one.
///
/// An actor, so that the steps of tasks that run at the same time come one after the other.
public actor Orchestrator {
    /// How a run ended.
    public struct Result: Sendable {
        /// What reports tell.
        public var summary: RunSummary
        /// What stopped it, when that was an error.
        public var failure: (any DescribedError)?
        /// Paths of the reports.
        public var reports: [String]

        /// The exit code of the command.
        public var exitCode: ExitCode {
            guard let failure, summary.exitCode != .budgetSpent else { return summary.exitCode }
            return failure.exitCode
        }
    }

    /// The run.
    public nonisolated let run: RunID
    let parts: RunParts
    let household: RunHousehold
    let budget: Budget
    var state: RunState
    var time: TimeBudget
    /// The bills of tasks that are being worked on, and of planning.
    var meters: [TaskID: UsageMeter] = [:]
    /// What the commands of tasks used in this session, and the memory that a task was last taken to need.
    let memory = MemoryMeter()
    var reserved = AdaptiveMemory.usual
    /// What is predicted of tasks, where something was learned of it.
    var forecast: ResourceForecast?
    /// Who orders the tasks, where a learned order is tried or in charge.
    var ordering: TaskOrdering?
    /// The span of the run, and those of the tasks that were begun and are not finished.
    var runSpan: RecordingSpan?
    var taskSpans: [TaskID: RecordingSpan] = [:]
    private var failure: (any DescribedError)?

    private init(run: RunID, parts: RunParts, state: RunState, budget: Budget) {
        self.run = run
        self.parts = parts
        self.state = state
        self.budget = budget
        household = RunHousehold(run: run, git: parts.git, directories: parts.directories)
        time = TimeBudget(limit: budget.time, worked: state.summary.duration, start: parts.began)
    }

    /// Begins a run: looks at the repository and writes down what was asked for.
    ///
    /// - Parameters:
    ///   - run: the new run's identifier.
    ///   - request: what is asked for.
    ///   - parts: what it is made with.
    /// - Returns: the orchestrator, to be told to `work()`.
    /// - Throws: `GitError` when the repository cannot be used, `RunError`, `ProcessError`, `CancellationError`.
    public static func begin(_ run: RunID, request: RunRequest, parts: RunParts) async throws -> Orchestrator {
        let checkout = try await parts.git.checkoutState()
        if checkout.head == nil && !checkout.uncommitted.isEmpty {
            throw GitError(
                code: .noCommits, message: "the repository has files but no commit to begin at", place: parts.git.root,
                remedy: "commit them (`git add -A && git commit -m Start`), or give --init to have it done")
        }
        let now = parts.now()
        let base: String
        if let head = checkout.head { base = head } else { base = try await parts.git.emptyRoot(time: now) }
        let start = RunStart(
            request: request, repository: parts.git.root, branch: "anneal/\(run)", base: base)
        let first = try parts.journal.append(.started(start), to: run, time: now)
        guard let state = RunState(run: run, first: first) else { throw Self.unreadable(run) }
        let orchestrator = Orchestrator(run: run, parts: parts, state: state, budget: request.budget)
        try await orchestrator.noteCheckout(checkout)
        try await orchestrator.noteFaults(of: request.specification)
        return orchestrator
    }

    /// Goes on with a run where its journal ends.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - parts: what it is made with.
    ///   - budget: what it may spend in all; `nil` is what it might before.
    /// - Returns: the orchestrator, to be told to `work()`.
    /// - Throws: `RunError` when there is no such run, or nothing to go on with.
    public static func resume(_ run: RunID, parts: RunParts, budget: Budget? = nil) throws -> Orchestrator {
        let state = try RunCatalogue(journal: parts.journal, directories: parts.directories).state(of: run)
        if state.isOver && !(state.summary.phase == .completed && state.request.acceptsAtEnd) {
            throw RunError(
                code: .wrongState, message: "the run is \(state.summary.phase.rawValue): there is nothing to resume",
                place: run.rawValue, remedy: "`anneal show \(run)` tells what came of it")
        }
        return Orchestrator(run: run, parts: parts, state: state, budget: budget ?? state.summary.budget)
    }

    /// Works until the run is done, a budget is spent, or the task is cancelled. Can be called once.
    ///
    /// - Returns: how it ended; errors that can be mended by going on later are told there.
    /// - Throws: `RunError` when another process works on the run, or the journal cannot be written.
    public func work() async throws -> Result {
        guard let lock = try RunLock.take(in: parts.folder(of: run)) else {
            throw RunError(
                code: .wrongState, message: "another process works on the run", place: run.rawValue,
                remedy: "wait for it, or end it with `anneal cancel \(run)`")
        }
        defer { withExtendedLifetime(lock) {} }
        let resumed = state.sequence > 1 && state.hasBranch
        try record(
            .session(
                SessionStart(
                    process: ProcessInfo.processInfo.processIdentifier, model: parts.model.name,
                    sandbox: parts.sandbox.name, budget: budget)))
        for sighting in state.summary.cautions { parts.watch.remember(sighting) }
        tellStart(resumed: resumed)
        beginRunSpan(resumed: resumed)
        do {
            try await inside(runSpan) { try await proceed() }
        } catch {
            runSpan?.recordError(error)
            do {
                try stop(error)
            } catch {
                endSpans()
                throw error
            }
        }
        // Tidying up must not be cut short by the cancellation that led here.
        let household = household
        let branch = state.summary.branch
        await Task { try? household.tidy(branch: branch) }.value
        return await finish()
    }

    private func proceed() async throws {
        try household.tidy(branch: state.summary.branch)
        if state.summary.phase != .completed {
            try await makeBranch()
            try await makePlan()
            try await measureBaseline()
            try await workOnTasks()
            try await commitChecks()
            try await verify()
            try household.tidy(branch: state.summary.branch)
            try await learnFromSelection()
            try await judgeDecisions()
            try await learnFromPoints()
            try record(.completed)
        }
        if state.request.acceptsAtEnd && state.acceptance == nil {
            try checkCautions()
            let control = RunControl(journal: parts.journal, directories: parts.directories, now: parts.now)
            for step in try await control.acceptSteps(state: state, git: parts.git) { state.apply(step) }
        }
    }

    private func makeBranch() async throws {
        guard !state.hasBranch else { return }
        try record(.branchIntended)
        try await parts.git.makeBranch(state.summary.branch, at: state.summary.base)
        try record(.branchMade)
    }

    private func noteCheckout(_ checkout: CheckoutState) throws {
        if !checkout.uncommitted.isEmpty {
            try record(
                .note(
                    "the run began at the last commit: \(checkout.uncommitted.count) uncommitted file(s) of the "
                        + "checkout are not part of it"))
        }
        if !checkout.submodules.isEmpty {
            try record(
                .note("submodules are empty folders in the worktrees: \(checkout.submodules.joined(separator: ", "))"))
        }
    }

    /// What is wrong with the specification itself explains later why a criterion cannot be met.
    private func noteFaults(of specification: SpecDocument) throws {
        for finding in SpecChecker().findings(in: specification) where finding.severity == .error {
            try record(.note("the specification, line \(finding.location.line): \(finding.message)"))
        }
    }

    /// Writes a step down, then takes it into account as it was written, so that a resumed run knows the same.
    func record(_ entry: JournalEntry) throws {
        let kept = parts.redacting.map { entry.redacted(by: $0) } ?? entry
        state.apply(try parts.journal.append(kept, to: run, time: parts.now()))
    }

    /// Writes down why the work stops before its end.
    private func stop(_ error: any Error) throws {
        let unfinished = meters.values.reduce(Usage()) { $0 + $1.usage }
        if let broken = error as? RunError, broken.code == .database { throw broken }
        let described = error as? any DescribedError
        failure = error is CancellationError || error is SpentBudget ? nil : described ?? UnexplainedError("\(error)")
        var reason = StopReason(
            message: described?.message ?? "\(error)", exitCode: described?.exitCode ?? .failure,
            unfinishedUsage: unfinished)
        if error is CancellationError {
            reason.message = "stopped by a signal"
            reason.exitCode = parts.interruption()
        }
        if let failure { tell(failure) }
        // A run that is done stays done when its branch cannot be merged.
        if state.isOver {
            try record(.note("the branch was not merged: \(reason.message)"))
        } else {
            try record(.stopped(reason))
        }
    }

    private func finish() async -> Result {
        var summary = state.summary
        let logged = (try? await parts.decisions.decisions(of: run)) ?? []
        summary.decisions = logged.map { RunSummary.LoggedDecision(decision: $0.0, outcome: $0.1) }
        endSpans()
        var reports: [String] = []
        if let reporting = parts.reporting, summary.plan != nil {
            do {
                reports = try await reporting(summary)
            } catch {
                parts.events.send("item.note", ["text": .string("the report could not be written: \(error)")])
            }
        }
        let result = Result(summary: summary, failure: failure, reports: reports)
        tellEnd(result)
        return result
    }

    static func unreadable(_ run: RunID) -> RunError {
        RunError(
            code: .database, message: "the journal does not begin as a run does", place: run.rawValue,
            remedy: "it may have been written by a newer Anneal; update")
    }
}

/// The end of a budget, where nothing but stopping is left.
struct SpentBudget: DescribedError {
    var message: String
    var place: String?
    var remedy: String?
    var exitCode: ExitCode { .budgetSpent }
}

/// An error of a library.
struct UnexplainedError: DescribedError {
    var message: String
    var place: String?
    var remedy: String? = "`anneal resume` goes on from where it stopped; `anneal doctor` checks the machine"
    var exitCode: ExitCode { .failure }

    init(_ message: String) { self.message = message }
}
