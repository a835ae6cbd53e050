public import AnnealDecisions
public import AnnealExecution
public import AnnealFoundation
public import AnnealModels
public import AnnealPlanning
public import AnnealSafety
public import AnnealSpecs
public import Foundation

/// Everything that a report of a run tells, as one value: a fold over the run's journal makes it.
public struct RunSummary: Sendable, Hashable, Codable {
    /// How far a run is.
    public enum Phase: String, Sendable, Hashable, Codable {
        /// The plan is being made.
        case planning
        /// Tasks are being worked on.
        case working
        /// The result is being verified.
        case verifying
        /// Done; the branch waits to be accepted.
        case completed
        /// The branch was merged.
        case accepted
        /// Everything was taken back.
        case undone
        /// Ended by the person, or by an error that cannot be mended by going on.
        case cancelled
        /// Stopped before its end; can be resumed.
        case interrupted
    }

    /// How far a task is.
    public enum TaskPhase: String, Sendable, Hashable, Codable {
        /// Waits for other tasks or for room.
        case waiting
        /// Is being worked on.
        case running
        /// Its result is committed.
        case committed
        /// Nothing of it was worth a commit.
        case abandoned
    }

    /// A task with what came of it.
    public struct TaskResult: Sendable, Hashable, Codable {
        /// The task.
        public var task: PlanTask
        /// How far it is.
        public var phase: TaskPhase
        /// The commit with its result, on the run's branch.
        public var commit: String?
        /// What was done, once it was.
        public var attempt: Attempt?

        /// Creates a result.
        public init(task: PlanTask, phase: TaskPhase, commit: String? = nil, attempt: Attempt? = nil) {
            self.task = task
            self.phase = phase
            self.commit = commit
            self.attempt = attempt
        }
    }

    /// A decision and what came of it.
    public struct LoggedDecision: Sendable, Hashable, Codable {
        /// The decision.
        public var decision: Decision
        /// What came of it, once known.
        public var outcome: Outcome?

        /// Creates an entry.
        public init(decision: Decision, outcome: Outcome?) {
            self.decision = decision
            self.outcome = outcome
        }
    }

    /// The run.
    public var run: RunID
    /// How far it is.
    public var phase: Phase
    /// Why it stopped before its end, if it did.
    public var stopReason: String?
    /// The exit code that the reason for stopping asks for, if it stopped before its end.
    public var stopCode: ExitCode?
    /// Absolute path of the user's repository.
    public var repository: String
    /// The run's branch.
    public var branch: String
    /// The commit that it began at.
    public var base: String
    /// The branch's present commit.
    public var head: String
    /// The specification.
    public var specification: SpecDocument
    /// The plan, once made.
    public var plan: Plan?
    /// The tasks in the plan's order.
    public var tasks: [TaskResult]
    /// The commit with the specification's tests, on the run's branch, once made.
    public var checksCommit: String?
    /// The verdicts, one a requirement in the specification's order; empty before verification.
    public var verdicts: [RequirementVerdict]
    /// The test runs that the verdicts rest on.
    public var evidence: [Evidence]
    /// Tests of the repository that passed before the run and do not any more, by name with what a person needs to
    /// see; empty is good.
    public var regressions: [String: String]
    /// The decisions in the order of time.
    public var decisions: [LoggedDecision]
    /// The model's name.
    public var model: String
    /// The sandbox's name.
    public var sandbox: String
    /// Tokens and money.
    public var usage: Usage
    /// The limits that were set.
    public var budget: Budget
    /// When it began.
    public var started: Date
    /// Time worked, pauses not counted.
    public var duration: Duration
    /// What a person should know: checks that were left out, budgets that were nearly spent, contradictions.
    public var notes: [String]
    /// Texts that tasks read and that try to instruct models.
    public var cautions: [TextWatch.Sighting]
    /// What was refused because nobody was there to agree to it.
    public var unanswered: [UnansweredQuestion]

    /// Creates a summary of a run that has just begun.
    public init(
        run: RunID, phase: Phase = .planning, repository: String, branch: String, base: String,
        specification: SpecDocument, model: String, sandbox: String, budget: Budget = .unlimited, started: Date
    ) {
        self.run = run
        self.phase = phase
        stopReason = nil
        stopCode = nil
        self.repository = repository
        self.branch = branch
        self.base = base
        head = base
        self.specification = specification
        plan = nil
        tasks = []
        checksCommit = nil
        verdicts = []
        evidence = []
        regressions = [:]
        decisions = []
        self.model = model
        self.sandbox = sandbox
        usage = Usage()
        self.budget = budget
        self.started = started
        duration = .zero
        notes = []
        cautions = []
        unanswered = []
    }

    /// Whether a person has to look at the result before it is merged: a task read what no rule of a project may ask
    /// of a model.
    public var needsPerson: Bool { cautions.contains { $0.level == .injected } }

    /// The flags that would have allowed what nobody was there to agree to, each once; empty where there are none.
    public var missingFlags: [String] {
        var seen: Set<String> = []
        return unanswered.flatMap(\.flags).filter { seen.insert($0).inserted }
    }

    /// The exit code that the command line ends with. What nobody was there to agree to counts only where something is
    /// not verified.
    public var exitCode: ExitCode {
        switch phase {
        case .completed, .accepted:
            let allVerified = !verdicts.isEmpty && verdicts.allSatisfy { $0.verdict == .verified }
            if allVerified && regressions.isEmpty { return .verified }
            return stopCode ?? (unanswered.isEmpty ? .criteriaNotMet : .needsPerson)
        case .undone: return .verified
        default: return stopCode ?? .failure
        }
    }
}
