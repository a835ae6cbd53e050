public import AnnealFoundation

/// A model did not answer as asked.
public struct ModelError: DescribedError, Hashable {
    /// What kind of failure; each calls for another reaction.
    public enum Code: String, Sendable, Hashable {
        /// No connection, or it broke.
        case unreachable
        /// The key is missing or wrong.
        case unauthorized
        /// No such model at this address.
        case unknownModel
        /// Too many requests, or the server is overloaded; may be tried again after a while.
        case overloaded
        /// The prompt does not fit into the context, known before or told by the server.
        case contextOverflow
        /// The provider refuses to answer this.
        case refused
        /// The answer cannot be understood.
        case malformedAnswer
        /// Nothing came for too long.
        case hung
        /// The request itself is wrong.
        case badRequest
        /// A budget does not allow the request.
        case budgetSpent
        /// The local model or its runtime is missing or broken.
        case localRuntime
        /// A cassette holds no answer for this request.
        case notRecorded
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The model or address.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// How long the server asks to wait, if it does.
    public var retryAfter: Duration?
    /// Whether it is about this request alone, so that another one may well be answered.
    public var concernsOneRequest: Bool {
        switch code {
        case .contextOverflow, .refused, .malformedAnswer, .badRequest, .hung: true
        default: false
        }
    }

    /// The exit code for the command line.
    public var exitCode: ExitCode { code == .budgetSpent ? .budgetSpent : .modelFailed }

    /// Creates an error.
    public init(
        code: Code, message: String, place: String? = nil, remedy: String? = nil, retryAfter: Duration? = nil
    ) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
        self.retryAfter = retryAfter
    }
}
