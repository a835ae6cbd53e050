public import AnnealFoundation

/// Something cannot be read as a log or a series.
public struct EventInputError: DescribedError {
    /// What is wrong.
    public var message: String
    /// The file, with the line where there is one.
    public var place: String?
    /// What helps.
    public var remedy: String?
    /// Bad input.
    public var exitCode: ExitCode { .badInput }

    /// Creates an error.
    public init(message: String, place: String? = nil, remedy: String? = nil) {
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
