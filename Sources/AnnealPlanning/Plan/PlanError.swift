public import AnnealFoundation

/// A plan cannot be used.
public struct PlanError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// No such file, a folder, or no permission.
        case unreadable
        /// Not JSON, or not the form of a plan.
        case malformed
        /// The plan's form is newer than this program.
        case version
        /// Two tasks have the same identifier.
        case duplicateTask
        /// A task waits for one that does not exist.
        case unknownDependency
        /// Tasks wait for each other in a circle.
        case cycle
        /// Two tasks write the same file and neither waits for the other.
        case conflict
        /// A path leaves the repository, or is empty.
        case badPath
        /// The specification gives nothing to do.
        case nothingToDo
        /// A command names a task that the plan does not have.
        case unknownTask
        /// A requirement is served by no task.
        case unserved
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The file, and within it the JSON path, or the task.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { .badInput }

    /// Creates an error.
    public init(code: Code, message: String, place: String? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
