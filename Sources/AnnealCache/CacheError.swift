public import AnnealFoundation

/// The cache or a trace of requests cannot be used.
public struct CacheError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// A file of requests cannot be read.
        case unreadableTrace
        /// A line of a file of requests is none.
        case malformedTrace
        /// A size, a policy or another parameter cannot be used.
        case invalidParameter
        /// A level of the cache cannot be opened, read or written.
        case levelFailed
        /// A learned policy cannot be made, or read.
        case untrained
        /// Bytes that were stored are not what they should be.
        case damaged
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// Where: a file with its line, a level, a parameter.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode {
        switch code {
        case .unreadableTrace, .malformedTrace: .badInput
        case .invalidParameter: .usage
        case .levelFailed, .untrained, .damaged: .failure
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
