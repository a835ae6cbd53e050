public import AnnealEvents
public import AnnealExecution
public import AnnealFoundation
public import AnnealPlanning
public import AnnealSafety
public import AnnealSpecs

/// Decides what a run's result is worth; no model takes part.
public protocol RunVerifier: Sendable {
    /// Finds out which tests of the repository pass before the run.
    ///
    /// - Parameters:
    ///   - workspace: a copy of the repository as the run found it.
    ///   - environment: what may be used.
    /// - Returns: what passed.
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`.
    func baseline(of workspace: Workspace, environment: VerificationEnvironment) async throws -> Baseline

    /// Writes the tests of the specification that are committed with the result; what is not met is skipped in them.
    ///
    /// - Parameters:
    ///   - subject: what was asked for and what was done.
    ///   - workspace: a copy of the result.
    ///   - environment: what may be used.
    /// - Returns: the files, relative to the root.
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`.
    func writeChecks(
        of subject: VerificationSubject, into workspace: Workspace, environment: VerificationEnvironment
    ) async throws -> [String]

    /// Checks a result against the specification and against what passed before.
    ///
    /// - Parameters:
    ///   - subject: what was asked for and what was done.
    ///   - workspace: a copy of the result.
    ///   - environment: what may be used.
    /// - Returns: the verdicts and what they rest on.
    /// - Throws: `SandboxError`, `ProcessError`, `CancellationError`.
    func verify(
        _ subject: VerificationSubject, in workspace: Workspace, environment: VerificationEnvironment
    ) async throws -> Verification
}

/// What a verifier may use.
public struct VerificationEnvironment: Sendable {
    /// The sandbox for every command.
    public var sandbox: any Sandbox
    /// Where progress is told.
    public var events: EventBus
    /// Time left for it.
    public var timeLimit: Duration?

    /// Creates an environment.
    public init(sandbox: any Sandbox, events: EventBus, timeLimit: Duration? = nil) {
        self.sandbox = sandbox
        self.events = events
        self.timeLimit = timeLimit
    }
}

/// What was asked for and what was done.
public struct VerificationSubject: Sendable {
    /// The specification.
    public var specification: SpecDocument
    /// The plan.
    public var plan: Plan
    /// What was done, for each task that was committed.
    public var attempts: [TaskID: Attempt]
    /// What passed before the run, if that is known.
    public var baseline: Baseline?

    /// Creates a subject.
    public init(specification: SpecDocument, plan: Plan, attempts: [TaskID: Attempt], baseline: Baseline?) {
        self.specification = specification
        self.plan = plan
        self.attempts = attempts
        self.baseline = baseline
    }

    /// What speaks against passed checks, for each criterion of a task with a doubt.
    var doubts: [CriterionID: String] {
        var found: [CriterionID: String] = [:]
        for task in plan.graph.tasks {
            guard let doubt = attempts[task.id]?.doubt else { continue }
            for criterion in task.criteria { found[criterion] = doubt }
        }
        return found
    }
}
