public import AnnealFoundation

/// A specification could not be read.
public struct SpecError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// No such file, a folder, or no permission.
        case unreadable
        /// Larger than the limit.
        case tooLarge
        /// Not UTF-8, or a NUL byte.
        case notText
        /// No text at all.
        case empty
        /// Nested deeper than the limit.
        case tooDeep
        /// The front matter is not YAML.
        case frontMatter
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The file, with line and column where they are known.
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
