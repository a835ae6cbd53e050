public import AnnealDecisions
public import AnnealFoundation
public import Foundation

/// What is known of a run when it is over, as far as something can be learned from it.
public struct RunAccount: Sendable, Hashable {
    /// A requirement with its verdict.
    public struct RequirementAccount: Sendable, Hashable {
        /// Its identifier in the specification.
        public var id: RequirementID
        /// Its title.
        public var title: String
        /// `verified`, `failed` or `unverified`.
        public var verdict: String

        /// Creates an account.
        public init(id: RequirementID, title: String, verdict: String) {
            self.id = id
            self.title = title
            self.verdict = verdict
        }
    }

    /// One look at an answer: how many checks it passed and what failed first.
    public struct CheckAccount: Sendable, Hashable {
        /// What kind of work it came from: `generate-0-headed`, `repair-0`, `mutate`.
        public var arm: String
        /// Tests that passed.
        public var passed: Int
        /// Tests, findings of static checks and regressions that speak against it.
        public var faults: Int
        /// What the first of them says.
        public var failure: String?

        /// Creates an account.
        public init(arm: String, passed: Int, faults: Int, failure: String? = nil) {
            self.arm = arm
            self.passed = passed
            self.faults = faults
            self.failure = failure
        }
    }

    /// A task with what came of it.
    public struct TaskAccount: Sendable, Hashable {
        /// The task.
        public var id: TaskID
        /// What to make, in the specification's words.
        public var title: String
        /// The texts of its requirements.
        public var text: String
        /// `create`, `modify`, …
        public var kind: String
        /// The language of the file that it writes, if that is known.
        public var language: String?
        /// Files that it wrote.
        public var files: [String]
        /// The requirements that it serves.
        public var requirements: [RequirementID]
        /// The executor.
        public var executor: String
        /// The commit with its result.
        public var commit: String?
        /// Whether its criteria are verified; `nil` where nothing could be checked.
        public var success: Bool?
        /// Measured numbers by name: `promptTokens`, `generatedTokens`, `seconds`, `candidates`, `effort`.
        public var numbers: [String: Double]
        /// Whether its criteria have examples.
        public var hasExamples: Bool
        /// The looks at its answers in the order of time.
        public var checks: [CheckAccount]

        /// Creates an account.
        public init(
            id: TaskID, title: String, text: String = "", kind: String, language: String? = nil, files: [String] = [],
            requirements: [RequirementID] = [], executor: String, commit: String? = nil, success: Bool?,
            numbers: [String: Double] = [:], hasExamples: Bool = false, checks: [CheckAccount] = []
        ) {
            self.id = id
            self.title = title
            self.text = text
            self.kind = kind
            self.language = language
            self.files = files
            self.requirements = requirements
            self.executor = executor
            self.commit = commit
            self.success = success
            self.numbers = numbers
            self.hasExamples = hasExamples
            self.checks = checks
        }
    }

    /// A decision and what came of it.
    public struct JudgedDecision: Sendable, Hashable {
        /// The decision.
        public var decision: Decision
        /// What came of it, if that is known.
        public var outcome: Outcome?

        /// Creates a judged decision.
        public init(_ decision: Decision, _ outcome: Outcome?) {
            self.decision = decision
            self.outcome = outcome
        }
    }

    /// The project.
    public var project: ExperienceProject
    /// The run.
    public var run: RunID
    /// The model's name.
    public var model: String?
    /// The commit of the result.
    public var commit: String?
    /// When it ended.
    public var time: Date
    /// The requirements.
    public var requirements: [RequirementAccount]
    /// The tasks that were worked on.
    public var tasks: [TaskAccount]
    /// The decisions.
    public var decisions: [JudgedDecision]
    /// What failed at the end: tests of the specification and regressions, as their runners told it.
    public var failures: [String]

    /// Creates an account.
    public init(
        project: ExperienceProject, run: RunID, model: String? = nil, commit: String? = nil, time: Date,
        requirements: [RequirementAccount] = [], tasks: [TaskAccount] = [], decisions: [JudgedDecision] = [],
        failures: [String] = []
    ) {
        self.project = project
        self.run = run
        self.model = model
        self.commit = commit
        self.time = time
        self.requirements = requirements
        self.tasks = tasks
        self.decisions = decisions
        self.failures = failures
    }
}
