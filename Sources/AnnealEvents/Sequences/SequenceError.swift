public import AnnealFoundation

/// Sequences of events cannot be learned from or judged.
public struct SequenceError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// A file cannot be read.
        case unreadable
        /// A line is no sequence, or there is none.
        case malformed
        /// Too few sessions to hold some out.
        case tooFew
        /// An option lies outside of its range.
        case option
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The file, with its line where one is meant, or the option.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { code == .option ? .usage : .badInput }

    /// Creates an error.
    public init(code: Code, message: String, place: String? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
