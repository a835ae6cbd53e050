public import AnnealFoundation

/// A server could not be reached, did not understand, or refused.
public struct BackendError: DescribedError, Hashable {
    /// What kind of failure.
    public enum Code: String, Sendable, Hashable {
        /// A connection string cannot be used.
        case address
        /// There is no connection, and none could be made in time.
        case unavailable
        /// The connection broke while an answer was awaited: whether the request took effect is not known.
        case lost
        /// No answer came in time: whether the request took effect is not known.
        case timeout
        /// The server does not take the name or the password, or the rights are not enough.
        case authentication
        /// The server answered with an error; `reply` has its code.
        case refused
        /// The bytes that came are not the protocol's.
        case malformed
        /// The request went from server to server without an end.
        case redirected
        /// What was asked for cannot be asked.
        case usage
        /// The client was closed.
        case closed
        /// The task was cancelled.
        case cancelled
    }

    /// What kind of failure.
    public var code: Code
    /// What happened.
    public var message: String
    /// The server.
    public var place: String?
    /// What to do.
    public var remedy: String?
    /// The code in the server's own words, such as `WRONGTYPE`.
    public var reply: String?
    /// The exit code for the command line.
    public var exitCode: ExitCode { code == .address ? .badConfiguration : .failure }

    /// Creates an error.
    public init(
        code: Code, message: String, place: String? = nil, remedy: String? = nil, reply: String? = nil
    ) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
        self.reply = reply
    }

    /// Whether the same request may succeed a little later, on another connection.
    public var isTransient: Bool {
        switch code {
        case .unavailable, .lost, .timeout: true
        default: false
        }
    }
}
