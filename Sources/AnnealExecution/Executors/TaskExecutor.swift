public import AnnealContext
public import AnnealDecisions
public import AnnealEvents
public import AnnealFoundation
public import AnnealModels
public import AnnealPlanning
public import AnnealSafety
public import AnnealSpecs

/// Writes the code of one task into a workspace.
///
/// Implementations: `WorkflowExecutor` for small models, `ToolLoopExecutor` for large ones. An executor leaves its best
/// result in the workspace; the `Verifier` decides afterwards what it is worth. Given the same workspace and the same
/// answers of the model it does the same again: that is how an interrupted task is resumed.
public protocol TaskExecutor: Sendable {
    /// A short name for reports: `workflow`, `tool-loop`.
    var name: String { get }

    /// Works on a task.
    ///
    /// - Parameters:
    ///   - task: what to make.
    ///   - workspace: where; on return it holds the best result.
    ///   - environment: the models, the specification and everything else that may be used.
    /// - Returns: what was done.
    /// - Throws: `ModelError` (a spent budget among them), `SandboxError`, `CancellationError`. A result that does not
    ///   meet its criteria is not an error.
    func execute(_ task: PlanTask, in workspace: Workspace, environment: ExecutionEnvironment) async throws -> Attempt
}

/// A folder with a copy of the repository that one task may change.
public struct Workspace: Sendable, Hashable {
    /// Absolute path of its root.
    public var root: String
    /// The commit that it began at.
    public var base: String

    /// Creates a workspace.
    public init(root: String, base: String) {
        self.root = root
        self.base = base
    }
}

/// What an executor may use.
public struct ExecutionEnvironment: Sendable {
    /// The run.
    public var run: RunID
    /// The specification.
    public var specification: SpecDocument
    /// The whole plan.
    public var plan: Plan
    /// The model.
    public var model: any ChatModel
    /// The sandbox for every command.
    public var sandbox: any Sandbox
    /// Where progress is told.
    public var events: EventBus
    /// Where decisions are remembered.
    public var decisions: any DecisionLog
    /// Time left for this task; an executor ends with its best result before it is over.
    public var timeLimit: Duration?
    /// Makes sampling repeatable.
    public var seed: UInt64
    /// Which try at the task this is, from 1.
    public var attempt = 1
    /// Which stage of the try this is, from 0; a later one begins with what the one before left.
    public var stage = 0
    /// Lets the commands that a model asks for pass or not.
    public var gate = CommandGate()
    /// Looks at text from the repository and from tools before the model reads it.
    public var watch = TextWatch()
    /// What earlier runs say of the task, as a section of a prompt; `nil` for nothing.
    public var experience: String?
    /// The file of the index from which it is chosen what requests show of other files; a passing one when `nil`.
    public var contextIndex: String?
    /// What earlier runs of the repository's own tests came to.
    public var results: (any TestResultStore)?
    /// Settings of the workflow, by name, for measuring one idea against another.
    public var settings: [String: String]

    /// Creates an environment.
    public init(
        run: RunID, specification: SpecDocument, plan: Plan, model: any ChatModel, sandbox: any Sandbox,
        events: EventBus, decisions: any DecisionLog, timeLimit: Duration? = nil, seed: UInt64 = 0,
        settings: [String: String] = [:]
    ) {
        self.run = run
        self.specification = specification
        self.plan = plan
        self.model = model
        self.sandbox = sandbox
        self.events = events
        self.decisions = decisions
        self.timeLimit = timeLimit
        self.seed = seed
        self.settings = settings
    }
}

/// One try at a task.
public struct Attempt: Sendable, Hashable, Codable {
    /// The executor's name.
    public var executor: String
    /// Files that were changed, relative to the root.
    public var changedFiles: [String]
    /// Test files among them that Anneal made from the specification.
    public var generatedTests: [GeneratedFile]
    /// Tokens and cost.
    public var usage: Usage
    /// On the clock.
    public var duration: Duration
    /// Candidates that were tried.
    public var candidates: Int
    /// What is worth telling in the report.
    public var notes: [String]
    /// Checks of the task that its result does not pass; `nil` where none were run.
    public var unmet: Int?
    /// Whether further tries are not worth their tokens: the answers agree on what the checks refuse.
    public var isExhausted: Bool?
    /// Why passed checks say little about the result, in words that follow "but"; `nil` where nothing speaks against it.
    public var doubt: String?
    /// What its commands used, where the system counted it.
    public var use: TaskUse?

    /// Creates an attempt.
    public init(
        executor: String, changedFiles: [String] = [], generatedTests: [GeneratedFile] = [], usage: Usage = Usage(),
        duration: Duration = .zero, candidates: Int = 0, notes: [String] = [], unmet: Int? = nil,
        doubt: String? = nil, isExhausted: Bool? = nil
    ) {
        self.executor = executor
        self.changedFiles = changedFiles
        self.generatedTests = generatedTests
        self.usage = usage
        self.duration = duration
        self.candidates = candidates
        self.notes = notes
        self.unmet = unmet
        self.doubt = doubt
        self.isExhausted = isExhausted
    }

    /// What two tries at a task took together; what they came to is told by the second.
    ///
    /// - Parameter before: the try before.
    /// - Returns: this try, with the cost of both.
    public func following(_ before: Attempt) -> Attempt {
        var both = self
        both.usage = before.usage + usage
        both.duration = before.duration + duration
        both.candidates = before.candidates + candidates
        if let use, let earlier = before.use { both.use = use.following(earlier) } else { both.use = use ?? before.use }
        return both
    }
}
