/// A server did not take what it was sent.
public struct SendingFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened, in words for the report.
    public var reason: String
    /// Whether the same can be sent again later.
    public var isRetryable: Bool
    /// How long the server asks to be left alone.
    public var pause: Duration?

    /// Creates a failure.
    public init(_ reason: String, isRetryable: Bool, pause: Duration? = nil) {
        self.reason = reason
        self.isRetryable = isRetryable
        self.pause = pause
    }

    /// What happened.
    public var description: String { reason }
}
