public import AnnealFoundation

/// Events could not be stored or read.
public struct EventLogError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// The log cannot be opened or set up.
        case unavailable
        /// Events could not be stored; none of the batch is.
        case notStored
        /// The log cannot be read.
        case notRead
        /// An event is not as CloudEvents wants it.
        case malformed
        /// A sequence in a run is taken by another event.
        case order
        /// The log takes nothing any more.
        case closed
        /// An option lies outside of its range.
        case option
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The log's path, the event, or a file with its line.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode {
        switch code {
        case .malformed, .order: .badInput
        case .option: .usage
        default: .failure
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
