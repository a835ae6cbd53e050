public import AnnealFoundation

/// A run could not be started, found or brought to its end.
public struct RunError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// The repository cannot be used.
        case repository
        /// The plan file cannot be used.
        case plan
        /// No such run.
        case unknownRun
        /// The run is in a state in which this cannot be done.
        case wrongState
        /// The state database cannot be used.
        case database
        /// A person has to look at it first.
        case needsPerson
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The repository, run or file.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode {
        switch code {
        case .repository, .plan: .badInput
        case .needsPerson: .needsPerson
        case .unknownRun, .wrongState, .database: .failure
        }
    }

    /// Creates an error.
    public init(code: Code, message: String, place: String? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
