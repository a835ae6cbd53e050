public import AnnealFoundation

/// A repository could not be looked at.
public struct ProjectError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// There is no such folder.
        case noFolder
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The folder.
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
