/// The configuration cannot be used.
public struct ConfigurationError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// The file is not YAML, or cannot be read.
        case unreadable
        /// No such setting.
        case unknownKey
        /// The value is not of the setting's kind.
        case badValue
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The file or variable.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { .badConfiguration }

    /// Creates an error.
    public init(code: Code, message: String, place: String? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
