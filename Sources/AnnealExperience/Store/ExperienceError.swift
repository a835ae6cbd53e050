public import AnnealFoundation

/// Experience could not be stored, read, searched or exchanged.
public struct ExperienceError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// The database cannot be opened or set up.
        case unavailable
        /// Another process kept the database locked for too long.
        case locked
        /// Something cannot be written.
        case notStored
        /// Something cannot be read.
        case notRead
        /// A record, a vector or a parameter breaks its own rules.
        case invalid
        /// A file of exported experience cannot be used.
        case malformed
        /// A query in Cypher cannot be understood or carried out.
        case query
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The file, the record, or line and column of a query.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode {
        switch code {
        case .invalid, .malformed, .query: .badInput
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
