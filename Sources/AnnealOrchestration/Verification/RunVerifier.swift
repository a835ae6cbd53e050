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
}

/// The tests of a repository before a run.
public struct Baseline: Sendable, Hashable, Codable {
    /// The tests that passed, by name.
    public var passed: [String]
    /// How long they took.
    public var duration: Duration

    /// Creates a baseline.
    public init(passed: [String] = [], duration: Duration = .zero) {
        self.passed = passed
        self.duration = duration
    }
}

/// What a verification found.
public struct Verification: Sendable, Hashable, Codable {
    /// One verdict a requirement, in the specification's order.
    public var verdicts: [RequirementVerdict]
    /// The test runs that the verdicts rest on.
    public var evidence: [Evidence]
    /// Tests that passed before and do not any more, by name with what a person needs to see.
    public var regressions: [String: String]
    /// What a person should know.
    public var notes: [String]

    /// Creates a finding.
    public init(
        verdicts: [RequirementVerdict], evidence: [Evidence] = [], regressions: [String: String] = [:],
        notes: [String] = []
    ) {
        self.verdicts = verdicts
        self.evidence = evidence
        self.regressions = regressions
        self.notes = notes
    }

    /// The finding when nothing could be checked.
    ///
    /// - Parameters:
    ///   - specification: what was asked for.
    ///   - reason: why nothing could be checked.
    /// - Returns: every criterion unverified.
    public static func nothingChecked(of specification: SpecDocument, reason: String) -> Verification {
        Verification(
            verdicts: specification.requirements.map { requirement in
                RequirementVerdict(
                    requirement: requirement.id, verdict: .unverified,
                    criteria: requirement.criteria.map {
                        CriterionVerdict(criterion: $0.id, verdict: .unverified, reason: reason)
                    })
            }, notes: [reason])
    }
}
