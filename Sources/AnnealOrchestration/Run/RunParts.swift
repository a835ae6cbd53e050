public import AnnealDecisions
public import AnnealEvents
public import AnnealExecution
public import AnnealFoundation
public import AnnealModels
public import AnnealPlanning
public import AnnealSafety
public import AnnealSpecs
public import Foundation

/// What a run is made with.
public struct RunParts: Sendable {
    /// Makes the plan; what it asks the model goes through the environment's model.
    public typealias Planning = @Sendable (PlanningEnvironment) async throws -> Plan
    /// Writes the reports of a run and gives their paths.
    public typealias Reporting = @Sendable (RunSummary) async throws -> [String]

    /// What earlier runs say of a task, as a section of a prompt.
    public typealias Advising = @Sendable (AdviceSubject) async -> String?

    /// The model, with its budgets and its recorder around it.
    public var model: any ChatModel
    /// The sandbox.
    public var sandbox: any Sandbox
    /// The executors by name; `ExecutorSelection` chooses.
    public var executors: [String: any TaskExecutor]
    /// Decides what the result is worth.
    public var verifier: any RunVerifier
    /// Makes the plan.
    public var planning: Planning
    /// Writes the reports.
    public var reporting: Reporting?
    /// Where decisions are remembered.
    public var decisions: any DecisionLog
    /// Where the run is remembered.
    public var journal: RunJournal
    /// The repository.
    public var git: Git
    /// Where state is kept.
    public var directories: StateDirectories
    /// Where progress is told.
    public var events: EventBus
    /// Lets the commands that a model asks for pass or not.
    public var gate = CommandGate()
    /// Looks at text from the repository and from tools before a model reads it.
    public var watch = TextWatch()
    /// Takes secrets out of what the journal tells; `nil` leaves it as it is. The same text has to come out the same.
    public var redacting: (@Sendable (String) -> String)?
    /// Finds secrets that a commit would publish.
    public var secrets = SecretScanner()
    /// Asks earlier runs for advice; `nil` asks nobody. The same task of a run has to get the same advice again.
    public var advising: Advising?
    /// What earlier runs of the repository's own tests came to; `nil` runs them every time.
    public var results: (any TestResultStore)?
    /// Chooses how each task is worked on; the fixed way where there is none.
    public var selection: TaskSelection?
    /// Makes the run's trace; `nil` makes none.
    public var tracing: RunTracing?
    /// When the command began: what was done before the run counts against its time.
    public var began: ContinuousClock.Instant
    /// The exit code of a run that was cancelled: by which signal is known at the door only.
    public var interruption: @Sendable () -> ExitCode
    /// The time of day.
    public var now: @Sendable () -> Date

    /// Collects the parts.
    public init(
        model: any ChatModel, sandbox: any Sandbox, executors: [String: any TaskExecutor], verifier: any RunVerifier,
        planning: @escaping Planning, reporting: Reporting? = nil, decisions: any DecisionLog, journal: RunJournal,
        git: Git, directories: StateDirectories, events: EventBus,
        began: ContinuousClock.Instant = .now, interruption: @escaping @Sendable () -> ExitCode = { .interrupted },
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.model = model
        self.sandbox = sandbox
        self.executors = executors
        self.verifier = verifier
        self.planning = planning
        self.reporting = reporting
        self.decisions = decisions
        self.journal = journal
        self.git = git
        self.directories = directories
        self.events = events
        self.began = began
        self.interruption = interruption
        self.now = now
    }

    /// The folder of a run: its worktrees, reports and recorded answers.
    ///
    /// - Parameter run: the run.
    /// - Returns: the folder.
    public func folder(of run: RunID) -> URL { directories.folder(of: run) }
}

extension StateDirectories {
    /// The folder of a run: its worktrees, reports and recorded answers.
    ///
    /// - Parameter run: the run.
    /// - Returns: the folder.
    public func folder(of run: RunID) -> URL { runs.appending(path: run.rawValue, directoryHint: .isDirectory) }

    /// The file of the index from which runs choose what requests show: one for all worktrees of a repository.
    ///
    /// - Parameter git: the repository.
    /// - Returns: absolute path.
    public func contextIndex(of git: Git) -> String {
        let name = ContentDigest(of: git.commonDirectory).hex.prefix(24)
        return cache.appending(path: "context/runs-\(name).sqlite").path
    }
}

/// A task that advice is wanted for.
public struct AdviceSubject: Sendable {
    /// The task.
    public var task: PlanTask
    /// Its requirements.
    public var requirements: [Requirement]
    /// Which try at it this is, from 1.
    public var attempt: Int

    /// Creates a subject.
    public init(task: PlanTask, requirements: [Requirement], attempt: Int) {
        self.task = task
        self.requirements = requirements
        self.attempt = attempt
    }
}

/// What making a plan may use.
public struct PlanningEnvironment: Sendable {
    /// The run.
    public var run: RunID
    /// The specification.
    public var specification: SpecDocument
    /// Absolute path of a copy of the repository as the run found it.
    public var root: String
    /// The model.
    public var model: any ChatModel
    /// Where decisions are remembered.
    public var decisions: any DecisionLog
    /// The settings in force.
    public var settings: [String: String]

    /// Creates an environment.
    public init(
        run: RunID, specification: SpecDocument, root: String, model: any ChatModel, decisions: any DecisionLog,
        settings: [String: String]
    ) {
        self.run = run
        self.specification = specification
        self.root = root
        self.model = model
        self.decisions = decisions
        self.settings = settings
    }
}
