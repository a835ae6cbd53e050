public import AnnealFoundation

/// Decisions could not be stored or read.
public struct DecisionLogError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// The database cannot be opened or set up.
        case unavailable
        /// Another process kept the database locked for too long.
        case locked
        /// A decision or an outcome cannot be stored.
        case notStored
        /// The database cannot be read.
        case notRead
        /// The decision breaks its own rules: no candidates, a choice outside of them, a probability outside of (0, 1].
        case invalid
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The database's path, or the decision.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { .failure }

    /// Creates an error.
    public init(code: Code, message: String, place: String? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
