public import AnnealFoundation

/// The tokens of a model cannot be counted exactly.
public struct TokenError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// The model's file cannot be read.
        case unreadable
        /// The file is no GGUF file, or a damaged one.
        case malformed
        /// The file's kind of tokenizer is not known here.
        case unknownTokenizer
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The file.
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
