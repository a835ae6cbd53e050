public import AnnealExecution
public import AnnealFoundation
internal import AnnealModels
internal import AnnealPlanning
internal import AnnealSafety
internal import Foundation

/// Where a run stands: a pure fold over its journal, nothing else.
public struct RunState: Sendable, Hashable {
    /// How far the present try at a task is.
    public enum Step: Sendable, Hashable {
        /// Not begun.
        case waiting
        /// Begun; the executor has not ended.
        case started(TaskStart)
        /// The executor ended; the result is stored.
        case executed(TaskStart, Attempt, tree: String)
        /// The commit is described and may or may not be there.
        case committing(TaskStart, Attempt, TaskCommit)
        /// Committed, or abandoned.
        case finished
    }

    /// An acceptance that is about to happen.
    public struct AcceptIntent: Sendable, Hashable {
        /// The commit to merge.
        public var head: String
        /// The branch that was checked out; `nil` when HEAD was detached.
        public var branch: String?
        /// The commit that was checked out; `nil` when there was none.
        public var before: String?
    }

    /// What reports tell of it.
    public private(set) var summary: RunSummary
    /// What was asked for.
    public let request: RunRequest
    /// Whether the branch is there.
    public private(set) var hasBranch = false
    /// The executor, once chosen.
    public private(set) var executor: String?
    /// What passed before, once known.
    public private(set) var baseline: Baseline?
    /// How far each task is.
    public private(set) var steps: [TaskID: Step] = [:]
    /// How often each task conflicted.
    public private(set) var conflicts: [TaskID: Int] = [:]
    /// What the first try at each task that got a second one came to.
    public private(set) var reopened: [TaskID: Attempt] = [:]
    /// The commit with the specification's tests, once described.
    public private(set) var checksIntent: TaskCommit?
    /// Whether the specification's tests were dealt with.
    public private(set) var hasChecks = false
    /// Whether the result of the present head was verified.
    public private(set) var isVerified = false
    /// Whether a budget ended the work early.
    public private(set) var isBudgetSpent = false
    /// How the branch was accepted, once it was.
    public private(set) var acceptance: Acceptance?
    /// What an acceptance was about to do, once one began.
    public private(set) var acceptIntent: AcceptIntent?
    /// Whether taking everything back began.
    public private(set) var isUndoIntended = false
    /// The last step's number.
    public private(set) var sequence: Int

    private var finishedUsage = Usage()
    private var workedBefore = Duration.zero
    private var sessionStart: Date?

    /// Begins at the first record.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - first: its first record, which has to be `started`; `nil` comes back for another.
    public init?(run: RunID, first: JournalRecord) {
        guard case .started(let start) = first.entry else { return nil }
        request = start.request
        sequence = first.sequence
        summary = RunSummary(
            run: run, repository: start.repository, branch: start.branch, base: start.base,
            specification: start.request.specification, model: "", sandbox: "", budget: start.request.budget,
            started: first.time)
    }

    /// Folds a whole journal. Complexity: O(records).
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - records: its records in order; `nil` comes back when there are none.
    public init?(run: RunID, records: [JournalRecord]) {
        guard let first = records.first, var state = RunState(run: run, first: first) else { return nil }
        for record in records.dropFirst() { state.apply(record) }
        self = state
    }

    /// Whether nothing more can be done by going on.
    public var isOver: Bool {
        switch summary.phase {
        case .completed, .accepted, .undone, .cancelled: true
        default: false
        }
    }

    /// The summary of a run that no process works on any more, although it says that it works.
    ///
    /// - Returns: the summary with the phase `interrupted`.
    public func summaryWhenAbandoned() -> RunSummary {
        guard !isOver && summary.phase != .interrupted else { return summary }
        var summary = summary
        summary.phase = .interrupted
        summary.stopReason = "its process ended without a word"
        return summary
    }

    /// Takes one more step into account. Complexity: O(tasks).
    ///
    /// - Parameter record: the next record.
    public mutating func apply(_ record: JournalRecord) {
        sequence = record.sequence
        if let sessionStart {
            summary.duration = workedBefore + .seconds(max(0, record.time.timeIntervalSince(sessionStart)))
        }
        switch record.entry {
        case .started, .branchIntended, .worktreeMade: break
        case .session(let session): begin(session, at: record.time)
        case .branchMade: hasBranch = true
        case .planned(let plan, let usage): take(plan, usage: usage)
        case .baseline(let baseline): self.baseline = baseline
        case .executor(let name): executor = name
        case .taskStarted, .taskExecuted, .taskConflicted, .commitIntended, .taskCommitted, .taskAbandoned,
            .taskReopened:
            applyToTask(record.entry)
        case .budgetSpent(let reason):
            isBudgetSpent = true
            summary.stopReason = reason
            summary.stopCode = .budgetSpent
        case .checksIntended(let commit): checksIntent = commit
        case .checksCommitted(let commit):
            hasChecks = true
            summary.checksCommit = commit
            summary.head = commit ?? summary.head
        case .verified(let verification, let head): take(verification, head: head)
        case .stopped(let reason):
            summary.phase = .interrupted
            summary.stopReason = reason.message
            summary.stopCode = reason.exitCode
            summary.usage = finishedUsage + reason.unfinishedUsage
            endSession()
        case .note(let text): summary.notes.append(text)
        case .cautioned(let sighting): take(sighting)
        case .unanswered(let question): take(question)
        case .completed, .acceptIntended, .accepted, .undoIntended, .undone, .cancelled: end(record.entry)
        }
    }

    private mutating func begin(_ session: SessionStart, at time: Date) {
        workedBefore = summary.duration
        sessionStart = time
        summary.model = session.model
        summary.sandbox = session.sandbox
        summary.budget = session.budget
        summary.usage = finishedUsage
        if !isBudgetSpent {
            summary.stopReason = nil
            summary.stopCode = nil
        }
        if !isOver { summary.phase = summary.plan == nil ? .planning : .working }
    }

    private mutating func take(_ sighting: TextWatch.Sighting) {
        summary.cautions.append(sighting)
        let reader = sighting.task.map { "\($0) read" } ?? "the run read"
        let what = sighting.level == .injected ? "text that instructs models" : "text that may instruct models"
        summary.notes.append(
            "\(reader) \(what): \(sighting.origin), line \(sighting.line): \(sighting.reason): \"\(sighting.excerpt)\"")
    }

    private mutating func take(_ question: UnansweredQuestion) {
        summary.unanswered.append(question)
        summary.notes.append(question.note)
    }

    private mutating func endSession() {
        workedBefore = summary.duration
        sessionStart = nil
    }

    private mutating func take(_ plan: Plan, usage: Usage) {
        summary.plan = plan
        summary.tasks = plan.graph.tasks.map { RunSummary.TaskResult(task: $0, phase: .waiting) }
        summary.phase = .working
        spend(usage)
    }

    private mutating func take(_ verification: Verification, head: String) {
        isVerified = head == summary.head
        summary.phase = .verifying
        summary.verdicts = verification.verdicts
        summary.evidence = verification.evidence
        summary.regressions = verification.regressions
        summary.notes += verification.notes.filter { !summary.notes.contains($0) }
    }

    private mutating func end(_ entry: JournalEntry) {
        switch entry {
        case .completed: summary.phase = .completed
        case .acceptIntended(let head, let branch, let before):
            acceptIntent = AcceptIntent(head: head, branch: branch, before: before)
            return
        case .undoIntended:
            isUndoIntended = true
            return
        case .accepted(let acceptance):
            self.acceptance = acceptance
            summary.phase = .accepted
        case .undone: summary.phase = .undone
        case .cancelled(let reason):
            summary.phase = .cancelled
            summary.stopReason = reason
        default: return
        }
        endSession()
    }

    private mutating func spend(_ usage: Usage) {
        finishedUsage += usage
        summary.usage = finishedUsage
    }
}

extension RunState {
    private mutating func applyToTask(_ entry: JournalEntry) {
        switch entry {
        case .taskStarted(let start):
            steps[start.task] = .started(start)
            change(start.task) { $0.phase = .running }
            summary.phase = .working
        case .taskExecuted(let task, let attempt, let tree):
            guard case .started(let start)? = steps[task] else { return }
            steps[task] = .executed(start, attempt, tree: tree)
            let before = reopened[task]
            change(task) { $0.attempt = before.map { attempt.following($0) } ?? attempt }
            spend(attempt.usage)
        case .taskConflicted(let task, _):
            steps[task] = .waiting
            conflicts[task, default: 0] += 1
            change(task) { $0.phase = .waiting }
        case .commitIntended(let task, let commit):
            guard case .executed(let start, let attempt, _)? = steps[task] else { return }
            steps[task] = .committing(start, attempt, commit)
        case .taskCommitted(let task, let commit):
            steps[task] = .finished
            isVerified = false
            summary.head = commit
            change(task) {
                $0.phase = .committed
                $0.commit = commit
            }
        case .taskAbandoned(let task, let attempt, let reason):
            if case .started? = steps[task] { spend(attempt?.usage ?? Usage()) }
            steps[task] = .finished
            let isSecond = reopened[task] != nil
            let isCommitted = summary.tasks.contains { $0.task.id == task && $0.commit != nil }
            change(task) {
                $0.phase = isCommitted ? .committed : .abandoned
                if let attempt, !isSecond { $0.attempt = attempt }
            }
            // A check of the whole that leaves all as it is has done its work, unless the budget ended it.
            let isCheck = attempt != nil && summary.tasks.contains { $0.task.id == task && $0.task.kind == .integrate }
            // What came of the first try stays, and has been told.
            if !isSecond, !isCheck { summary.notes.append("\(task): \(reason)") }
        case .taskReopened(let task):
            steps[task] = .waiting
            reopened[task] = summary.tasks.first { $0.task.id == task }?.attempt ?? Attempt(executor: executor ?? "")
            change(task) { $0.phase = .waiting }
        default: break
        }
    }

    private mutating func change(_ task: TaskID, _ body: (inout RunSummary.TaskResult) -> Void) {
        guard let index = summary.tasks.firstIndex(where: { $0.task.id == task }) else { return }
        body(&summary.tasks[index])
    }
}
