public import AnnealFoundation

/// A call of a service cannot be answered.
public struct ServiceError: DescribedError, Hashable {
    /// What happened.
    public var message: String
    /// The call or the address.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { .badInput }

    /// Creates an error.
    public init(message: String, place: String? = nil, remedy: String? = nil) {
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}
