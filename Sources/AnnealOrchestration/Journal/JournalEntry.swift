public import AnnealExecution
public import AnnealFoundation
public import AnnealModels
public import AnnealPlanning
public import AnnealSafety
public import Foundation

/// One step of a run, written down before the next one is taken.
///
/// What changes the world outside of the journal has two entries: the intention with everything that is needed to do it
/// again in exactly the same way, and the result. After a crash between the two it is done again, which changes nothing
/// if it was done already.
public enum JournalEntry: Sendable, Hashable, Codable {
    /// A person asked for the run.
    case started(RunStart)
    /// A process began to work on the run.
    case session(SessionStart)
    /// The branch is going to be made.
    case branchIntended
    /// The branch is there.
    case branchMade
    /// The plan was made or taken from a file.
    case planned(Plan, usage: Usage)
    /// The repository's tests were run before anything was changed.
    case baseline(Baseline)
    /// The executor of all tasks was chosen.
    case executor(String)
    /// A worktree is going to be made, and a task worked on in it.
    case taskStarted(TaskStart)
    /// The worktree of a task is there.
    case worktreeMade(TaskID)
    /// An executor ended; the result is stored as a tree in the repository.
    case taskExecuted(TaskID, Attempt, tree: String)
    /// The result of a task does not fit onto what others did meanwhile; it is done once more.
    case taskConflicted(TaskID, Attempt)
    /// The commit of a task is going to be made and the branch moved to it.
    case commitIntended(TaskID, TaskCommit)
    /// The commit of a task is on the branch.
    case taskCommitted(TaskID, commit: String)
    /// Nothing of a task was worth a commit.
    case taskAbandoned(TaskID, Attempt?, reason: String)
    /// A task that did not come to all that it should is worked on once more, since there is time.
    case taskReopened(TaskID)
    /// A budget was spent; what is there is brought to an end.
    case budgetSpent(reason: String)
    /// The commit with the specification's tests is going to be made and the branch moved to it.
    case checksIntended(TaskCommit)
    /// The specification's tests are on the branch; `nil` when there was nothing to commit.
    case checksCommitted(String?)
    /// The result was verified.
    case verified(Verification, head: String)
    /// The run is done.
    case completed
    /// The branch is going to be merged.
    case acceptIntended(head: String, branch: String?, before: String?)
    /// The branch was merged.
    case accepted(Acceptance)
    /// Everything is going to be taken back.
    case undoIntended
    /// Everything was taken back.
    case undone(head: String?)
    /// The run was ended for good.
    case cancelled(reason: String)
    /// The process stopped working on the run, which can be resumed.
    case stopped(StopReason)
    /// Something that a person should know.
    case note(String)
    /// A task read text that tries to instruct models.
    case cautioned(TextWatch.Sighting)
    /// Something was refused because nobody was there to agree to it.
    case unanswered(UnansweredQuestion)

    /// The entry's name in the database.
    public var type: String {
        switch self {
        case .started: "started"
        case .session: "session"
        case .branchIntended: "branch.intended"
        case .branchMade: "branch.made"
        case .planned: "planned"
        case .baseline: "baseline"
        case .executor: "executor"
        case .taskStarted: "task.started"
        case .worktreeMade: "worktree.made"
        case .taskExecuted: "task.executed"
        case .taskConflicted: "task.conflicted"
        case .commitIntended: "commit.intended"
        case .taskCommitted: "task.committed"
        case .taskAbandoned: "task.abandoned"
        case .taskReopened: "task.reopened"
        case .budgetSpent: "budget.spent"
        case .checksIntended: "checks.intended"
        case .checksCommitted: "checks.committed"
        case .verified: "verified"
        case .completed: "completed"
        case .acceptIntended: "accept.intended"
        case .accepted: "accepted"
        case .undoIntended: "undo.intended"
        case .undone: "undone"
        case .cancelled: "cancelled"
        case .stopped: "stopped"
        case .note: "note"
        case .cautioned: "cautioned"
        case .unanswered: "unanswered"
        }
    }
}

/// What a run begins with.
public struct RunStart: Sendable, Hashable, Codable {
    /// What was asked for.
    public var request: RunRequest
    /// Absolute path of the user's repository.
    public var repository: String
    /// The run's branch.
    public var branch: String
    /// The commit that it begins at.
    public var base: String

    /// Creates a beginning.
    public init(request: RunRequest, repository: String, branch: String, base: String) {
        self.request = request
        self.repository = repository
        self.branch = branch
        self.base = base
    }
}

/// A process that works on a run.
public struct SessionStart: Sendable, Hashable, Codable {
    /// Its process identifier.
    public var process: Int32
    /// The model's name.
    public var model: String
    /// The sandbox's name.
    public var sandbox: String
    /// What the run may spend in all.
    public var budget: Budget

    /// Creates a session.
    public init(process: Int32, model: String, sandbox: String, budget: Budget) {
        self.process = process
        self.model = model
        self.sandbox = sandbox
        self.budget = budget
    }
}

/// A try at a task that is about to begin.
public struct TaskStart: Sendable, Hashable, Codable {
    /// The task.
    public var task: TaskID
    /// 1 for the first try.
    public var attempt: Int
    /// The commit that it begins at.
    public var base: String
    /// Absolute path of its worktree.
    public var worktree: String

    /// Creates a beginning.
    public init(task: TaskID, attempt: Int, base: String, worktree: String) {
        self.task = task
        self.attempt = attempt
        self.base = base
        self.worktree = worktree
    }
}

/// Why a process stopped working on a run that is not done.
public struct StopReason: Sendable, Hashable, Codable {
    /// In a sentence.
    public var message: String
    /// The exit code that says so.
    public var exitCode: ExitCode
    /// What was used for tasks that are not finished.
    public var unfinishedUsage: Usage

    /// Creates a reason.
    public init(message: String, exitCode: ExitCode, unfinishedUsage: Usage = Usage()) {
        self.message = message
        self.exitCode = exitCode
        self.unfinishedUsage = unfinishedUsage
    }
}

/// An entry with its place in the journal.
public struct JournalRecord: Sendable, Hashable {
    /// Counts from 1 in each run.
    public var sequence: Int
    /// When it was written.
    public var time: Date
    /// The step.
    public var entry: JournalEntry

    /// Creates a record.
    public init(sequence: Int, time: Date, entry: JournalEntry) {
        self.sequence = sequence
        self.time = time
        self.entry = entry
    }
}
