public import AnnealFoundation

/// What can go wrong with a recommendation: a catalogue, queries or a list that cannot be read, or no stack that fits.
public struct RecommendationError: DescribedError, Equatable {
    /// What happened.
    public var message: String
    /// Where: a file with its line, or an option.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The code of the command that ends with it.
    public var exitCode: ExitCode

    /// Creates an error.
    ///
    /// - Parameters:
    ///   - message: what happened, without a full stop.
    ///   - place: where.
    ///   - remedy: what to do.
    ///   - exitCode: the command's exit code.
    public init(message: String, place: String?, remedy: String?, exitCode: ExitCode = .badInput) {
        self.message = message
        self.place = place
        self.remedy = remedy
        self.exitCode = exitCode
    }
}
