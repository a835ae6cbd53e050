public import AnnealFoundation

/// Git refused, or a repository is not in a state that can be worked with.
public struct GitError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// The folder is no repository that can be used.
        case notARepository
        /// The repository has no commit, but files that would be left out.
        case noCommits
        /// Uncommitted work would be overwritten.
        case wouldOverwrite
        /// Two changes of the same lines.
        case conflict
        /// A reference is not where it is expected to be.
        case moved
        /// Git ended with an error.
        case failed
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The repository or file.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { code == .notARepository || code == .noCommits ? .badInput : .failure }

    /// Creates an error.
    public init(code: Code, message: String, place: String? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
